import '../joint-work/work.css'
import { useNavigate, useParams } from '@tanstack/react-router'
import { leadsOn } from '../../areas.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { STAFF } from '../joint-decisions/actions.ts'
import type { Compact } from '../joint/sides.ts'
import { WorkHead } from '../joint-work/work-head.tsx'
import { TakeEvidence } from './take-evidence.tsx'
import { words } from './words/index.ts'

/** 联合提案办理结果: one row for each joint proposal, one column for each side; and own results that wait to be told. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const role = useSession().data?.active?.role
  const { data: compact, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  const list = useList('joint.proposal-results', { compactId: compactId! }, { size: 50 })
  if (error && !compact) return <PageFault error={error} />
  if (list.isError && !list.first) return <PageFault error={list.error} />
  if (!compact || list.isPending) return <LoadingBars rows={6} />
  const provesIt = role !== undefined && role !== 'STAFF_PROPOSAL'
  return (
    <>
      <WorkHead compact={compact} page="results" />
      <Unpublished compact={compact} isStaff={role !== undefined && STAFF.includes(role)} />
      <section className="card" aria-label={w.results}>
        {list.total === 0 ? (
          <EmptyState mark="提案" title={w.noResults} hint={w.noResultsHint} />
        ) : (
          <div className="tablewrap">
            <table className="grid cards" aria-label={w.results}>
              <thead>
                <tr>
                  <th scope="col">{w.jointProposal}</th>
                  {compact.sides.map(({ committee, name }) => (
                    <th key={committee} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {list.rows.map(({ jointKey, results }) => (
                  <tr key={jointKey}>
                    <th scope="row" className="mono">
                      {jointKey.slice(0, 8)}
                    </th>
                    {compact.sides.map(({ committee, name }) => (
                      <td key={committee}>
                        <Result
                          result={results.find((one) => one.committee === committee)}
                          compactId={compactId!}
                          name={name}
                          proves={provesIt}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <LoadMore list={list} />
      </section>
    </>
  )
}

type Told = Row<'joint.proposal-results'>['results'][number]

function Result({
  result,
  compactId,
  name,
  proves,
}: {
  result: Told | undefined
  compactId: string
  name: string
  proves: boolean
}) {
  const w = words.use()
  if (!result) return <span className="mute">{w.notTold}</span>
  return (
    <>
      <b>{w.classes[result.resultClass]}</b>
      <div className="small mute">
        {name} · {w.repliedOn(shortDate(result.repliedOn), result.round)}
      </div>
      {proves && (
        <TakeEvidence query="joint.proposal-result-evidence" compactId={compactId} entryId={result.entryId} of={name} />
      )}
    </>
  )
}

/** 待发布: own results that the compact may hear of; each is a draft first. */
function Unpublished({ compact, isStaff }: { compact: Compact; isStaff: boolean }) {
  const w = words.use()
  const navigate = useNavigate()
  const role = useSession().data?.active?.role
  const list = useList('joint.unpublished-results', { compactId: compact.compactId as never }, { size: 50 })
  const draft = useCommand('joint.draft-proposal-result', {
    onDone: ([event]) => void navigate({ to: `/joint/drafts/${String(event!.data['draftId'])}` as never }),
  })
  if (list.total === 0) return null
  return (
    <section className="card pad stack" aria-label={w.unpublished} style={{ '--g': '8px' } as React.CSSProperties}>
      <h2>{w.unpublished}</h2>
      <p className="small mute">{w.unpublishedHint}</p>
      <PageRefusal error={draft.error} fields={[]} />
      <ul className="sidelist">
        {list.rows.map(({ compactId, jointKey, proposalId, resultClass, repliedOn, round, draftId }) => (
          <li key={jointKey}>
            <b>{w.classes[resultClass]}</b>
            <span className="sub">{w.repliedOn(shortDate(repliedOn), round)}</span>
            {role !== undefined && leadsOn('/proposals/$proposalId', role) && (
              <Go to={`/proposals/${proposalId}`}>{w.ownProposal}</Go>
            )}
            <span className="push">
              {draftId !== null ? (
                isStaff && (
                  <Go className="btn sm" to={`/joint/drafts/${draftId}`}>
                    {w.toDraft}
                  </Go>
                )
              ) : isStaff ? (
                <button
                  type="button"
                  className="btn sm"
                  disabled={draft.isPending}
                  onClick={() => draft.mutate({ body: { compactId, jointKey } })}
                >
                  {w.publish}
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </section>
  )
}
