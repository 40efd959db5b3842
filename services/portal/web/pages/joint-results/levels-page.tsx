import '../joint-work/work.css'
import { useParams } from '@tanstack/react-router'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Go } from '../../go.tsx'
import { longDate, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { STAFF } from '../joint-decisions/actions.ts'
import type { Compact } from '../joint/sides.ts'
import { WorkHead } from '../joint-work/work-head.tsx'
import { TakeEvidence } from './take-evidence.tsx'
import { words } from './words/index.ts'

type Template = Row<'joint.supervision-templates'>
type Duty = Row<'joint.level-duties'>

/** 多级联动监督: the templates of the upper side, each with what every level reported and who still owes it. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const role = useSession().data?.active?.role
  const { data: compact, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  const list = useList('joint.supervision-templates', { compactId: compactId! }, { size: 20 })
  const duties = useList('joint.level-duties', { compactId: compactId! as never }, { size: 200 })
  const failed = error ?? list.error ?? duties.error
  if (failed && (!compact || !list.first || !duties.first)) return <PageFault error={failed} />
  if (!compact || list.isPending || duties.isPending) return <LoadingBars rows={6} />
  const isStaff = role !== undefined && STAFF.includes(role)
  const publishes = isStaff && compact.text.upper === committeeId
  const begin = publishes && (
    <Go className="btn" to={`/joint/${compactId!}/draft`} search={{ kind: 'template' }}>
      {w.newTemplate}
    </Go>
  )
  return (
    <>
      <WorkHead compact={compact} page="levels">
        {begin}
      </WorkHead>
      {list.total === 0 && (
        <section className="card">
          <EmptyState
            mark="监督"
            title={w.noTemplates}
            hint={compact.text.kind === 'vertical' ? w.noTemplatesHint : w.notVertical}
          >
            {begin}
          </EmptyState>
        </section>
      )}
      {list.rows.map((template) => (
        <TemplateCard
          key={template.entryId}
          compact={compact}
          template={template}
          duties={duties.rows.filter(({ templateId }) => templateId === template.entryId)}
          isStaff={isStaff}
        />
      ))}
      <LoadMore list={list} />
    </>
  )
}

function TemplateCard({
  compact,
  template,
  duties,
  isStaff,
}: {
  compact: Compact
  template: Template
  duties: readonly Duty[]
  isStaff: boolean
}) {
  const w = words.use()
  const { entryId, topic, form, year, startsOn, endsOn, indicators, levels } = template
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  const own = duties.find((duty) => duty.own && duty.approvedRevision !== undefined)
  return (
    <section className="card" aria-label={topic}>
      <div className="pad stack" style={{ '--g': '8px' } as React.CSSProperties}>
        <div className="row wrap">
          <h2 className="song">{topic}</h2>
          <span className="tag">{w.forms[form]}</span>
          <span className="push">
            <TakeEvidence
              query="joint.supervision-evidence"
              compactId={compact.compactId}
              entryId={entryId}
              of={topic}
            />
          </span>
        </div>
        <p className="sub small">{w.period(String(year), longDate(startsOn), longDate(endsOn))}</p>
        {duties.length > 0 && (
          <p>
            {w.owed}
            {duties.map(({ committee, committeeName, due, overdue }, at) => (
              <span key={committee}>
                {at > 0 && '、'}
                <b className={overdue ? 'red' : undefined}>{w.owes(committeeName, shortDate(due), overdue)}</b>
              </span>
            ))}
          </p>
        )}
        {isStaff && own && (
          <div>
            <Go className="btn go" to={`/joint/${compact.compactId}/draft`} search={{ kind: 'level', about: entryId }}>
              {w.report}
            </Go>
          </div>
        )}
      </div>
      {levels.length > 0 && (
        <div className="tablewrap">
          <table className="grid cards" aria-label={w.levelsOf(topic)}>
            <thead>
              <tr>
                <th scope="col">{w.level}</th>
                <th scope="col">{w.state}</th>
                <th scope="col">{w.visits}</th>
                <th scope="col">{w.findings}</th>
                <th scope="col">{w.verified}</th>
                {indicators.map(({ code, name, unit }) => (
                  <th key={code} scope="col">
                    {unit === undefined ? name : w.withUnit(name, unit)}
                  </th>
                ))}
                <th scope="col">{w.evidence}</th>
              </tr>
            </thead>
            <tbody>
              {levels.map((level) => (
                <tr key={level.entryId}>
                  <td>
                    <b>{nameOf(level.committee)}</b>
                    <div className="small mute">{w.approved(shortDate(level.approvedOn), level.revision)}</div>
                  </td>
                  <td>{w.states[level.state]}</td>
                  <td>{level.visits}</td>
                  <td>{w.foundOf(level.findings, level.listed)}</td>
                  <td>{level.verified}</td>
                  {indicators.map(({ code }) => (
                    <td key={code}>{level.indicators.find((one) => one.code === code)?.value ?? '—'}</td>
                  ))}
                  <td>
                    <TakeEvidence
                      query="joint.supervision-evidence"
                      compactId={compact.compactId}
                      entryId={level.entryId}
                      of={nameOf(level.committee)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
