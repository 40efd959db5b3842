import './commitments.css'
import { useParams } from '@tanstack/react-router'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { FileList } from '../../elements/file-list.tsx'
import { NextSteps } from '../../elements/next-steps.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { Watch } from '../consultations-sessions/watch.tsx'
import { stepsOf } from './commitment-steps.ts'
import { endOf } from './due.ts'
import { STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

/** 承诺: what was promised and until when, every report on it, what comes next, and what happened. */
export function Page() {
  const w = words.use()
  const c = core.use()
  const { commitmentId }: { commitmentId?: string } = useParams({ strict: false })
  const { data: account } = useSession()
  const role = account?.active?.role
  const { data, isPending, error } = useAnswer('consultations.commitment', { commitmentId: commitmentId! })
  const nameOf = useNames([data?.unitId])
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={6} />
  const hearsAll = role === 'CHAIR' || role?.startsWith('STAFF_')
  return (
    <>
      {!hearsAll && <Watch paths={[`consultations/commitments/${data.commitmentId}`]} />}
      <div>
        <div className="row wrap small mute">
          <Go to={`/consultations/sessions/${data.sessionId}`}>{w.toSession}</Go>
          <span>{w.madeAt(longDate(data.madeAt), nameOf(data.unitId) ?? w.unnamed)}</span>
        </div>
        <h1 className="song">
          <Title text={data.promise} />
        </h1>
        <p className="row wrap">
          <span className={`state ${STATE_LOOKS[data.state]}`}>{w.states[data.state]}</span>
          <span className="sub">{nameOf(data.unitId) ?? w.unnamed}</span>
          <DueChip what={w.due} dueAt={endOf(data.dueOn)} light={data.light} doneAt={data.closedAt} />
        </p>
      </div>
      {data.result !== undefined && <Note kind="ok">{w.closedWith(data.result)}</Note>}
      {data.reason !== undefined && data.state !== 'CLOSED' && <Note kind="warn">{w.because(data.reason)}</Note>}
      <NextSteps
        title={w.next}
        steps={stepsOf(data, role, account?.active?.unitIds ?? [], w)}
        done={w.done}
        confirm={w.confirm}
      />
      <section className="card pad stack" aria-label={w.reports} style={{ '--g': '10px' } as React.CSSProperties}>
        <h2>{w.reports}</h2>
        {data.reports.length === 0 && <p className="mute small">{w.noReports}</p>}
        <ol className="progressed">
          {data.reports.map(({ at, progress, done, files }) => (
            <li key={at}>
              <p className="small mute">
                {dateTime(at)} {done && <span className="state mid">{w.states.REPORTED_DONE}</span>}
              </p>
              <p>{progress}</p>
              {files.length > 0 && <FileList service="consultations" files={files} />}
            </li>
          ))}
        </ol>
      </section>
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
    </>
  )
}
