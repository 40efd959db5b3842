import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../../data/request.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { dateTime } from '../../look/dates.ts'
import { type DeadEvent, SERVICES, type Service, useDeed, useOps } from './ops.ts'
import { words } from './words/index.ts'

/** 停止重试的事件 of all services; nothing of them is lost. */
export function DeadEvents() {
  const w = words.use()
  return (
    <section className="card" aria-label={w.deadTitle} id="dead">
      <div className="head">
        <h2>{w.deadTitle}</h2>
        <span className="mute small">{w.deadHint}</span>
      </div>
      <div className="matters" data-empty={w.noDead}>
        {SERVICES.map((service) => (
          <Of key={service} service={service} />
        ))}
      </div>
    </section>
  )
}

function Of({ service }: { service: Service }) {
  const w = words.use()
  const list = useOps<DeadEvent>(service, 'dead')
  if (list.isError) return <p className="pad over">{w.unread(w.services[service])}</p>
  return (
    <>
      {list.items.map((event) => (
        <Dead key={`${event.consumer} ${event.aggregate} ${event.version}`} service={service} event={event} />
      ))}
      <LoadMore list={list} size="sm" />
    </>
  )
}

function Dead({ service, event }: { service: Service; event: DeadEvent }) {
  const w = words.use()
  const [discarding, setDiscarding] = useState(false)
  const [open, setOpen] = useState(false)
  const retrying = useDeed(service)
  const giving = useDeed(service, { onDone: () => setDiscarding(false) })
  const { consumer, aggregate, version, type, error, attempts, diedAt, waiting } = event
  const key = { consumer, aggregate, version }
  return (
    <article className="matter" aria-label={`${type} ${aggregate}`}>
      <div>
        <p>
          <b>
            {type} → {w.services[service]}
          </b>{' '}
          <span className="mono">
            {aggregate} · {w.version(version)}
          </span>
        </p>
        <p className="sub small">{w.deadFacts(error, attempts, dateTime(diedAt))}</p>
        {waiting > 0 && <p className="orange small">{w.behind(waiting)}</p>}
        <button type="button" className="link small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {w.payload}
        </button>
        {open && <Payload service={service} event={event} />}
        <PageRefusal error={retrying.error} fields={[]} />
      </div>
      <div className="row">
        <button type="button" className="btn" onClick={() => setDiscarding(true)}>
          {w.discard}
        </button>
        <button
          type="button"
          className="btn go"
          disabled={retrying.isPending}
          onClick={() => retrying.mutate({ path: 'dead/retry', body: key })}
        >
          {w.retry}
        </button>
      </div>
      <ReasonDialog
        open={discarding}
        title={w.discard}
        lead={w.discardLead}
        confirm={w.discard}
        limit={500}
        busy={giving.isPending}
        error={giving.error}
        onConfirm={(reason) => giving.mutate({ path: 'dead/discard', body: { ...key, reason } })}
        onClose={() => setDiscarding(false)}
      />
    </article>
  )
}

/** The event as it was published: ids, codes and days, as events hold nothing else. */
function Payload({ service, event: { consumer, aggregate, version } }: { service: Service; event: DeadEvent }) {
  const w = words.use()
  const found = useQuery({
    queryKey: ['ops', service, 'dead', 'event', consumer, aggregate, version],
    queryFn: ({ signal }) =>
      request<{ envelope: unknown }>(`/ops/${service}/dead/event`, {
        signal,
        params: { consumer, aggregate, version },
      }),
  })
  if (found.isError) return <PageRefusal error={found.error} fields={[]} />
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard too
    <pre className="payload mono" tabIndex={0} aria-label={w.payload}>
      {found.data ? JSON.stringify(found.data.envelope, null, 2) : '…'}
    </pre>
  )
}
