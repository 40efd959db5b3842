import { useState } from 'react'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { dateTime } from '../../look/dates.ts'
import { type FailedJob, SERVICES, type Service, useDeed, useOps } from './ops.ts'
import { words } from './words/index.ts'

/** 失败的定时任务: run again or dropped, for a reason. */
export function FailedJobs() {
  const w = words.use()
  return (
    <section className="card" aria-label={w.jobsTitle} id="jobs">
      <div className="head">
        <h2>{w.jobsTitle}</h2>
      </div>
      <div className="matters" data-empty={w.noJobs}>
        {SERVICES.map((service) => (
          <Of key={service} service={service} />
        ))}
      </div>
    </section>
  )
}

function Of({ service }: { service: Service }) {
  const w = words.use()
  const list = useOps<FailedJob>(service, 'jobs')
  const [asked, setAsked] = useState<{ id: string; deed: 'retry' | 'discard' }>()
  const doing = useDeed(service, { onDone: () => setAsked(undefined) })
  if (list.isError) return <p className="pad over">{w.unread(w.services[service])}</p>
  return (
    <>
      {list.items.map(({ id, job, key, failedAt, tries, error }) => (
        <article className="matter" key={id} aria-label={job}>
          <div>
            <p>
              <b>
                {job} · {w.services[service]}
              </b>{' '}
              <span className="mono">{key}</span>
            </p>
            <p className="sub small">{w.deadFacts(error, tries, dateTime(failedAt))}</p>
          </div>
          <div className="row">
            <button type="button" className="btn" onClick={() => setAsked({ id, deed: 'discard' })}>
              {w.drop}
            </button>
            <button type="button" className="btn go" onClick={() => setAsked({ id, deed: 'retry' })}>
              {w.retry}
            </button>
          </div>
        </article>
      ))}
      <ReasonDialog
        open={asked !== undefined}
        title={asked?.deed === 'discard' ? w.drop : w.retry}
        lead={asked?.deed === 'discard' ? w.dropLead : w.retryLead}
        confirm={asked?.deed === 'discard' ? w.drop : w.retry}
        limit={500}
        busy={doing.isPending}
        error={doing.error}
        onConfirm={(reason) => asked && doing.mutate({ path: `jobs/${asked.deed}`, body: { id: asked.id, reason } })}
        onClose={() => setAsked(undefined)}
      />
    </>
  )
}
