import { useAnswer } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { words } from './words/index.ts'

const MOST = 3

/** 待核查的问题: what units say they have put right, or dispute, waits for the groups of the member. */
export const useIssuesWaiting = (enabled: boolean) =>
  useAnswer('supervision.issues', { state: ['RECTIFIED', 'DISPUTED'], limit: MOST }, { enabled })

/** 监督待办 of a member: issues to look at, visits that are planned, votes that are under way. */
export function FieldDuties({ memberId }: { memberId: string | undefined }) {
  const w = words.use()
  const issues = useIssuesWaiting(true)
  const visits = useAnswer(
    'supervision.visits',
    { state: ['PLANNED'], limit: MOST, ...(memberId !== undefined && { memberId }) },
    { enabled: memberId !== undefined },
  )
  const ballots = useAnswer('supervision.ballots', { state: ['ISSUING', 'CASTING'], limit: MOST })
  return (
    <>
      {(issues.data?.items ?? []).map(({ findingId, state, topic, fact, subject, dueAt, light }) => (
        <section key={findingId} className="card todo">
          <div className="row between">
            <b className="kind">{w.issueKinds[state === 'DISPUTED' ? 'DISPUTED' : 'RECTIFIED']}</b>
            {dueAt !== undefined && <DueChip dueAt={dueAt} light={light} plain />}
          </div>
          <h2>
            <Title text={fact ?? subject} />
          </h2>
          <p className="small sub">{topic}</p>
          <Go className="btn go big" to={`/m/issues/${findingId}`}>
            {w.lookAtIssue}
          </Go>
        </section>
      ))}
      {issues.data && issues.data.total > MOST && <Go to="/m/issues">{w.moreIssues(issues.data.total)}</Go>}
      {(ballots.data?.items ?? []).map(({ ballotId, title }) => (
        <section key={ballotId} className="card todo">
          <b className="kind">{w.ballotRuns}</b>
          <h2>
            <Title text={title} />
          </h2>
          <Go className="btn go big" to={`/m/ballots/${ballotId}`}>
            {w.toBallot}
          </Go>
        </section>
      ))}
      {(visits.data?.items ?? []).map(({ visitId, topic, startsAt, place }) => (
        <section key={visitId} className="card todo">
          <b className="kind">{w.visitPlanned}</b>
          <h2>
            <Title text={topic} />
          </h2>
          <p className="small sub">
            {startsAt !== undefined && `${dateWithWeekday(startsAt)} ${clockTime(startsAt)} `}
            {place}
          </p>
          <Go className="btn big" to={`/m/visits/${visitId}`}>
            {w.open}
          </Go>
        </section>
      ))}
    </>
  )
}
