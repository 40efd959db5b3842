import './operations.css'
import { useAnswer } from '../../data/use-answer.ts'
import { clockTime } from '../../look/dates.ts'
import { Checks } from './checks.tsx'
import { DeadEvents } from './dead-events.tsx'
import { FailedJobs } from './failed-jobs.tsx'
import { Flow } from './flow.tsx'
import { readingOf } from './metrics.ts'
import { SERVICES, useHealth, useMetrics } from './ops.ts'
import { Partners } from './partners.tsx'
import { Processes } from './processes.tsx'
import { WaitingEvents } from './waiting-events.tsx'
import { words } from './words/index.ts'

/** 运行状况: every line is the last real operation, never a guess. */
export function Page() {
  const w = words.use()
  const health = useHealth()
  const metrics = useMetrics()
  const alarms = useAnswer('joint.alarms', { open: true, limit: 1 })
  const latest = Math.max(...health.map(({ dataUpdatedAt, errorUpdatedAt }) => Math.max(dataUpdatedAt, errorUpdatedAt)))
  const sum = (name: string) =>
    metrics.reduce((all, { data }) => all + (data?.get(name) ?? []).reduce((own, { value }) => own + value, 0), 0)
  const away = SERVICES.filter((_, at) => health[at]!.isError)
  const failing = health.flatMap(({ data }) => (data ?? []).filter(({ ok, degraded }) => !ok || degraded !== undefined))
  const dead = sum('consumer_dead_events')
  const waiting = sum('consumer_waiting_events')
  const unpublished = metrics.reduce((all, { data }) => all + (readingOf(data, 'relay_unpublished_events') ?? 0), 0)
  const matters = [
    ...away.map((service) => ({ to: '#checks', text: w.away(w.services[service]) })),
    ...(failing.length > 0 ? [{ to: '#checks', text: w.failing(failing.length) }] : []),
    ...(dead > 0 ? [{ to: '#dead', text: w.deadCount(dead) }] : []),
    ...(waiting > 0 ? [{ to: '#waiting', text: w.waitingCount(waiting) }] : []),
    ...((alarms.data?.total ?? 0) > 0 ? [{ to: '#partners', text: w.alarms(alarms.data!.total) }] : []),
  ]
  const isRead = health.every(({ isPending }) => !isPending)
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        <span className="mute small">
          {w.lead}
          {latest > 0 && ` ${w.updated(clockTime(new Date(latest)))}`}
        </span>
      </div>
      {isRead && (
        <section className={matters.length > 0 ? 'card say' : 'card say well'} aria-label={w.summary}>
          <p className="song" role="status">
            {away.length === 0 && failing.every(({ ok }) => ok) ? w.usable : w.partly}
            {matters.length === 0 ? w.nothing : w.some(matters.length)}
            {matters.map(({ to, text }, at) => (
              <span key={text}>
                {at > 0 && w.comma}
                <a href={to}>{text}</a>
              </span>
            ))}
            {matters.length > 0 && w.stop}
            {unpublished > 0 && ` ${w.unpublished(unpublished)}`}
          </p>
        </section>
      )}
      <Checks health={health} />
      <div className="opshalves">
        <Flow metrics={metrics} />
        <Partners />
      </div>
      <DeadEvents />
      <WaitingEvents />
      <FailedJobs />
      <Processes metrics={metrics} />
    </>
  )
}
