import './outcomes.css'
import { useParams } from '@tanstack/react-router'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { FileList } from '../../elements/file-list.tsx'
import { NextSteps } from '../../elements/next-steps.tsx'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dayOf, longDate } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { Watch } from '../consultations-sessions/watch.tsx'
import { Instructions } from './instructions.tsx'
import { ADOPTION_LOOKS, STATE_LOOKS } from './looks.ts'
import { stepsOf, suggestionSteps } from './outcome-steps.ts'
import { phasesOf } from './phases.ts'
import { SuggestionCard } from './suggestion-card.tsx'
import { words } from './words/index.ts'

/** 建言成果: where it stands, its suggestions one by one with their answers, and what happened to it. */
export function Page() {
  const w = words.use()
  const c = core.use()
  const { outcomeId }: { outcomeId?: string } = useParams({ strict: false })
  const { data: account } = useSession()
  const role = account?.active?.role
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const { data, isPending, error } = useAnswer('consultations.outcome', { outcomeId: outcomeId! })
  const units = useAnswer(
    'directory.units',
    { limit: 200, sort: 'name' },
    { enabled: role !== undefined && !isUnit, staleTime: 600_000 },
  )
  const nameOf = useNames((data?.suggestionList ?? []).map(({ unitId }) => unitId))
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  const { approval, submission, tracking } = data
  const people = {
    units: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const),
    own: account?.active?.unitIds ?? [],
  }
  return (
    <>
      {(isUnit || role === 'SUPERVISION_OFFICE') && <Watch paths={[`consultations/outcomes/${data.outcomeId}`]} />}
      <div>
        <p className="small mute">
          <Go to={`/consultations/items/${data.itemId}`}>{data.topic}</Go>
        </p>
        <h1 className="song">
          <Title text={data.title} />
        </h1>
        <p className="row wrap">
          <span className="tag">{w.kinds[data.kind]}</span>
          <span className={`state ${STATE_LOOKS[data.state]}`}>{w.states[data.state]}</span>
          {data.adoption && (
            <span className={`state ${ADOPTION_LOOKS[data.adoption]}`}>{w.adoptions[data.adoption]}</span>
          )}
          {data.sessionId !== undefined && !isUnit && (
            <Go className="small" to={`/consultations/sessions/${data.sessionId}`}>
              {w.toSession}
            </Go>
          )}
          <button type="button" className="btn sm push noprint" onClick={() => print()}>
            {w.print}
          </button>
        </p>
      </div>
      {data.reason !== undefined && <Note kind="warn">{w.sentBack(data.reason)}</Note>}
      {data.state !== 'WITHDRAWN' && (
        <section className="card pad">
          <PhaseBar label={w.phaseBar} phases={phasesOf(data, w)} />
        </section>
      )}
      <NextSteps title={w.next} steps={stepsOf(data, role, dayOf(new Date()), w)} done={w.done} confirm={w.confirm} />
      <div className="outcomecols">
        <section className="card" aria-label={w.suggestions}>
          <div className="head">
            <h2>{w.suggestions}</h2>
            <span className="mute small push">{w.summary(data)}</span>
          </div>
          <ol>
            {data.suggestionList.map((one) => (
              <SuggestionCard
                key={one.suggestionId}
                suggestion={one}
                unit={nameOf(one.unitId)}
                steps={suggestionSteps(data, one, role, people, w)}
              />
            ))}
          </ol>
        </section>
        <aside className="stack">
          <section className="card pad" aria-label={w.facts}>
            <h2>{w.facts}</h2>
            <dl className="kv">
              {approval && (
                <>
                  <dt>{w.approval}</dt>
                  <dd>
                    {approval.meetingName}
                    <br />
                    {w.meetings[approval.meeting]} <span className="nw">{longDate(approval.meetingOn)}</span>
                  </dd>
                </>
              )}
              {submission && (
                <>
                  <dt>{w.submission}</dt>
                  <dd>
                    {submission.recipients.map((one) => w.recipients[one]).join('、')}
                    <br />
                    {submission.documentNumber} <span className="nw">{longDate(submission.submittedOn)}</span>
                  </dd>
                </>
              )}
              {tracking && (
                <>
                  <dt>{w.tracking}</dt>
                  <dd>
                    {tracking.summary}
                    <br />
                    <span className="mute">
                      {w.reported(
                        tracking.reportedTo.map((one) => w.recipients[one]).join('、'),
                        longDate(tracking.reportedOn),
                      )}
                    </span>
                  </dd>
                </>
              )}
              {!approval && !submission && (
                <>
                  <dt>{w.approval}</dt>
                  <dd className="mute">{w.notYet}</dd>
                </>
              )}
            </dl>
            {data.file && <FileList service="consultations" files={[data.file]} />}
          </section>
          {data.instructedOn !== undefined && <Instructions outcomeId={data.outcomeId} role={role} />}
        </aside>
      </div>
      {data.history.length > 0 && (
        <RoutingSlip
          entries={data.history.map((entry, at) => ({
            key: `${entry.version} ${entry.type}`,
            at: entry.at,
            matter: language() === 'en' ? entry.en : entry.zh,
            ...(entry.actorRole !== undefined && {
              by: c.roles[entry.actorRole as keyof typeof c.roles] ?? entry.actorRole,
            }),
            ...(entry.reason !== undefined && { note: entry.reason }),
            state: at === data.history.length - 1 && data.state !== 'CLOSED' ? 'now' : 'done',
          }))}
        />
      )}
    </>
  )
}
