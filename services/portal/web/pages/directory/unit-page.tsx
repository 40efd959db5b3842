import { useParams } from '@tanstack/react-router'
import { useNames } from '../../data/names.ts'
import { useAnswer } from '../../data/use-answer.ts'
import type { FormField } from '../../elements/form-field.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf, longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import type { Act } from './act.ts'
import { Acts } from './acts.tsx'
import { useMay } from './keepers.ts'
import { useUnits } from './options.ts'
import { dutiesInLines, unitFields } from './unit-fields.ts'
import { words } from './words/index.ts'

/** 承办单位: what it is called and was called, its duties, what became part of it and of what it became part. */
export function Page() {
  const w = words.use()
  const { unitId }: { unitId?: string } = useParams({ strict: false })
  const mayKeep = useMay('units')
  const { data: unit, error, isPending } = useAnswer('directory.unit', { unitId: unitId! })
  const others = useUnits(mayKeep).filter(([id]) => id !== unitId)
  const nameOf = useNames([unit?.superiorId, unit?.mergedIntoId, ...(unit?.mergedIds ?? [])])
  if (error && !unit) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const day = (name: string): FormField => ({ kind: 'day', name, label: w.day, value: dayOf(new Date()) })
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const acts: readonly Act[] = [
    {
      key: 'change',
      command: 'directory.change-unit',
      label: w.acts.changeUnit,
      fixed: { unitId },
      version: unit.version,
      fields: [...unitFields(w, others, unit), day('effectiveOn'), reason],
      body: dutiesInLines,
    },
    {
      key: 'merge',
      command: 'directory.merge-units',
      label: w.acts.mergeUnits,
      lead: w.mergeLead(unit.name),
      fixed: { intoId: unitId },
      danger: true,
      fields: [{ kind: 'several', name: 'fromIds', label: w.mergeFrom, options: others }, day('mergedOn'), reason],
    },
    {
      key: 'close',
      command: 'directory.close-unit',
      label: w.acts.closeUnit,
      fixed: { unitId },
      version: unit.version,
      danger: true,
      fields: [day('closedOn'), reason],
    },
  ]
  return (
    <>
      <p className="small">
        <Go to="/directory/units">{w.ways.units}</Go>
      </p>
      <div className="row wrap">
        <h1>{unit.name}</h1>
        <span className={unit.state === 'active' ? 'state ok' : 'state'}>{w.unitStates[unit.state]}</span>
      </div>
      {mayKeep && unit.state === 'active' && (
        <div className="row wrap">
          <Acts acts={acts} />
        </div>
      )}
      <section className="card pad">
        <dl className="facts">
          <dt>{w.kind}</dt>
          <dd>{w.unitKinds[unit.unitKind]}</dd>
          <dt>{w.side}</dt>
          <dd>{w.unitSides[unit.side]}</dd>
          {unit.superiorId !== undefined && (
            <>
              <dt>{w.superior}</dt>
              <dd>{nameOf(unit.superiorId) ?? '—'}</dd>
            </>
          )}
          <dt>{w.registeredOn}</dt>
          <dd>{longDate(unit.registeredOn)}</dd>
          {unit.endedOn !== undefined && (
            <>
              <dt>{w.endedOn}</dt>
              <dd>
                {longDate(unit.endedOn)}
                {unit.mergedIntoId !== undefined && (
                  <>
                    {' '}
                    <Go to={`/directory/units/${unit.mergedIntoId}`}>
                      {w.mergedInto(nameOf(unit.mergedIntoId) ?? '—')}
                    </Go>
                  </>
                )}
              </dd>
            </>
          )}
        </dl>
        {unit.formerNames.map(({ name, until }) => (
          <p key={`${name} ${until}`} className="small mute">
            {w.formerName(name, longDate(until))}
          </p>
        ))}
        {unit.mergedIds.map((id) => (
          <p key={id} className="small mute">
            {w.mergedOf(nameOf(id) ?? '—')}
          </p>
        ))}
      </section>
      <section className="card pad">
        <h2>{w.duties}</h2>
        {unit.duties.length === 0 && <p className="mute">{w.noDuties}</p>}
        <ul className="files">
          {unit.duties.map((duty) => (
            <li key={duty}>{duty}</li>
          ))}
        </ul>
      </section>
    </>
  )
}
