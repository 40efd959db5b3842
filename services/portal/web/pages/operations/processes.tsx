import { dateTime } from '../../look/dates.ts'
import { readingOf } from './metrics.ts'
import { SERVICES, type useMetrics } from './ops.ts'
import { words } from './words/index.ts'

/** 进程: since when each runs, and how much it has to do. */
export function Processes({ metrics }: { metrics: ReturnType<typeof useMetrics> }) {
  const w = words.use()
  return (
    <section className="card" aria-label={w.processes}>
      <div className="head">
        <h2>{w.processes}</h2>
      </div>
      <div className="tablewrap">
        <table className="grid" aria-label={w.processes}>
          <thead>
            <tr>
              <th scope="col">{w.service}</th>
              <th scope="col">{w.startedAt}</th>
              <th scope="col" className="num">
                {w.memory}
              </th>
              <th scope="col" className="num">
                {w.pool}
              </th>
              <th scope="col" className="num">
                {w.delay}
              </th>
            </tr>
          </thead>
          <tbody>
            {SERVICES.map((service, at) => {
              const { data } = metrics[at]!
              const started = readingOf(data, 'process_start_time_seconds')
              const memory = readingOf(data, 'process_resident_memory_bytes')
              const delay = readingOf(data, 'event_loop_delay_seconds', { quantile: '0.99' })
              const waits = readingOf(data, 'pool_requests_waiting') ?? 0
              return (
                <tr key={service}>
                  <td>{w.services[service]}</td>
                  <td className="nw">{started === undefined ? '—' : dateTime(new Date(started * 1000))}</td>
                  <td className="num">{memory === undefined ? '—' : `${Math.round(memory / 1_048_576)}\u00a0MB`}</td>
                  <td className={waits > 0 ? 'num orange' : 'num'}>
                    {readingOf(data, 'pool_connections_in_use') ?? '—'}
                    {waits > 0 && ` + ${waits}`}
                  </td>
                  <td className="num">{delay === undefined ? '—' : `${Math.round(delay * 1000)}\u00a0ms`}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
