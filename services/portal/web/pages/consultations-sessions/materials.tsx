import type { Answer, Role } from '../../data/contracts.ts'
import { FileList } from '../../elements/file-list.tsx'
import type { NextStep } from '../../elements/next-step.ts'
import { NextSteps } from '../../elements/next-steps.tsx'
import { words } from './words/index.ts'

type Session = Answer<'consultations.session'>

/** 会议材料: added by the office or a unit, released by a chair, and taken back with a reason. */
export function Materials({
  session,
  role,
  ownUnits,
}: {
  session: Session
  role: Role | undefined
  ownUnits: readonly string[]
}) {
  const w = words.use()
  const { sessionId, materials, state } = session
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const open = ['SCHEDULED', 'NOTIFIED', 'POSTPONED', 'ADJOURNED'].includes(state)
  const adding: NextStep = {
    command: 'consultations.add-material',
    label: w.acts.addMaterial,
    fixed: { sessionId },
    fields: [
      { kind: 'line', name: 'title', label: w.materialTitle, limit: 200 },
      { kind: 'files', name: 'file', label: w.materialFile, service: 'consultations', most: 1 },
      {
        kind: 'choice',
        few: true,
        name: 'audience',
        label: w.audience,
        options: Object.entries(w.audiences),
        value: 'PARTICIPANTS',
      },
    ],
    follows: w.follows.material,
    body: ({ file, ...typed }) => ({ ...typed, file: (file as readonly unknown[])[0] }),
  }
  return (
    <section className="card pad stack" aria-label={w.materials} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.materials}</h2>
      {materials.length === 0 && <p className="mute small">{w.noMaterials}</p>}
      <ul className="said">
        {materials.map(({ materialId, title, file, state: at, late, unitId }) => {
          const fixed = { sessionId, materialId }
          const may =
            open &&
            at !== 'WITHDRAWN' &&
            (isStaff || (isUnit && at === 'ADDED' && unitId !== undefined && ownUnits.includes(unitId)))
          const steps: NextStep[] = [
            ...(open && role === 'CHAIR' && at === 'ADDED'
              ? [
                  {
                    command: 'consultations.release-material',
                    label: w.acts.release,
                    fixed,
                    fields: [],
                    follows: w.follows.release,
                  } as const,
                ]
              : []),
            ...(may
              ? [
                  {
                    command: 'consultations.withdraw-material',
                    label: w.acts.withdrawMaterial,
                    fixed,
                    fields: [{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }],
                  } as const,
                ]
              : []),
          ]
          return (
            <li key={materialId} className="stack" style={{ '--g': '4px' } as React.CSSProperties}>
              <p className="row wrap small">
                <span className={`state ${at === 'RELEASED' ? 'ok' : at === 'WITHDRAWN' ? 'bad' : 'wait'}`}>
                  {w.materialStates[at]}
                </span>
                {late && <span className="tag key">{w.lateMaterial}</span>}
              </p>
              <FileList service="consultations" files={[{ ...file, name: title }]} />
              <NextSteps plain title={title} steps={steps} done={w.done} confirm={w.confirm} />
            </li>
          )
        })}
      </ul>
      <NextSteps
        plain
        title={w.acts.addMaterial}
        steps={open && (isStaff || (isUnit && session.own !== undefined)) ? [adding] : []}
        done={w.done}
        confirm={w.confirm}
      />
    </section>
  )
}
