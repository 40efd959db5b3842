import { readingOf } from './metrics.ts'
import { SERVICES, type Service, type useMetrics } from './ops.ts'
import { words } from './words/index.ts'

interface Line {
  key: string
  name: string
  lag: number
  waiting: number
  dead: number
  seconds?: number | undefined
}

/** 事件流转: what has happened and was not taken in yet, by who sends and who takes. */
export function Flow({ metrics }: { metrics: ReturnType<typeof useMetrics> }) {
  const w = words.use()
  const lines = SERVICES.flatMap((service, at): Line[] => {
    const { data } = metrics[at]!
    if (!data) return []
    const relay: Line = {
      key: service,
      name: w.relay(w.services[service]),
      lag: readingOf(data, 'relay_unpublished_events') ?? 0,
      waiting: 0,
      dead: 0,
      seconds: readingOf(data, 'relay_oldest_unpublished_seconds'),
    }
    const consumers = (data.get('consumer_lag_events') ?? []).map(({ labels, value }): Line => {
      const context = labels['context'] ?? ''
      return {
        key: `${service} ${context}`,
        name: w.from(w.services[context as Service] ?? context, w.services[service]),
        lag: value,
        waiting: readingOf(data, 'consumer_waiting_events', { context }) ?? 0,
        dead: readingOf(data, 'consumer_dead_events', { context }) ?? 0,
      }
    })
    return [relay, ...consumers]
  })
  const isBusy = ({ lag, waiting, dead }: Line) => lag + waiting + dead > 0
  const busy = lines.filter(isBusy)
  const quiet = lines.filter((line) => !isBusy(line))
  return (
    <section className="card" aria-label={w.flow}>
      <div className="head">
        <h2>{w.flow}</h2>
        <span className="mute small push">{w.flowHint}</span>
      </div>
      {busy.length === 0 && lines.length > 0 && <p className="pad sub">{w.flowsFreely}</p>}
      {busy.length > 0 && <FlowTable lines={busy} />}
      {quiet.length > 0 && (
        <details className="quietflows">
          <summary>{w.quietFlows(quiet.length)}</summary>
          <FlowTable lines={quiet} />
        </details>
      )}
    </section>
  )
}

function FlowTable({ lines }: { lines: readonly Line[] }) {
  const w = words.use()
  return (
    <div className="tablewrap">
      <table className="grid" aria-label={w.flow}>
        <thead>
          <tr>
            <th scope="col">{w.consumer}</th>
            <th scope="col" className="num">
              {w.lag}
            </th>
            <th scope="col" className="num">
              {w.waiting}
            </th>
            <th scope="col" className="num">
              {w.dead}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, lag, waiting, dead, seconds }) => (
            <tr key={key}>
              <td>{name}</td>
              <td className={lag > 0 ? 'num orange' : 'num'}>
                {lag > 0 ? <b>{lag}</b> : 0}
                {lag > 0 && seconds !== undefined && <span className="small"> {w.lasting(Math.round(seconds))}</span>}
              </td>
              <td className={waiting > 0 ? 'num orange' : 'num'}>{waiting}</td>
              <td className={dead > 0 ? 'num over' : 'num'}>{dead}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
