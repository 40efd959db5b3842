import { useState } from 'react'
import { LoadMore } from '../../elements/load-more.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { dateTime } from '../../look/dates.ts'
import { SERVICES, type Service, useDeed, useOps, type WaitingEvent } from './ops.ts'
import { words } from './words/index.ts'

/** 等待前序的事件: those that came before what they follow on; the gap can be given up for a reason. */
export function WaitingEvents() {
  const w = words.use()
  return (
    <section className="card" aria-label={w.waitingTitle} id="waiting">
      <div className="head">
        <h2>{w.waitingTitle}</h2>
        <span className="mute small">{w.waitingHint}</span>
      </div>
      <div className="matters" data-empty={w.noWaiting}>
        {SERVICES.map((service) => (
          <Of key={service} service={service} />
        ))}
      </div>
    </section>
  )
}

function Of({ service }: { service: Service }) {
  const w = words.use()
  const list = useOps<WaitingEvent>(service, 'waiting')
  const [skipped, setSkipped] = useState<WaitingEvent>()
  const skipping = useDeed(service, { onDone: () => setSkipped(undefined) })
  if (list.isError) return <p className="pad over">{w.unread(w.services[service])}</p>
  return (
    <>
      {list.items.map((event) => {
        const { consumer, aggregate, version, receivedAt, attempts, error, cursor } = event
        return (
          <article className="matter" key={`${consumer} ${aggregate} ${version}`} aria-label={aggregate}>
            <div>
              <p>
                <b>{w.services[service]}</b>{' '}
                <span className="mono">
                  {aggregate} · {w.version(version)}
                </span>
              </p>
              <p className="sub small">
                {attempts > 0 ? w.tried(attempts, error ?? '') : w.gap(cursor + 1)} · {w.since(dateTime(receivedAt))}
              </p>
            </div>
            {attempts === 0 && (
              <button type="button" className="btn" onClick={() => setSkipped(event)}>
                {w.skip}
              </button>
            )}
          </article>
        )
      })}
      <LoadMore list={list} size="sm" />
      <ReasonDialog
        open={skipped !== undefined}
        title={w.skip}
        lead={w.skipLead}
        confirm={w.skip}
        limit={500}
        busy={skipping.isPending}
        error={skipping.error}
        onConfirm={(reason) => {
          if (!skipped) return
          const { consumer, aggregate, version } = skipped
          skipping.mutate({ path: 'waiting/skip-gap', body: { consumer, aggregate, version, reason } })
        }}
        onClose={() => setSkipped(undefined)}
      />
    </>
  )
}
