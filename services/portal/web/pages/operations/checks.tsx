import { LoadingBars } from '../../elements/states.tsx'
import { type Check, SERVICES, type useHealth } from './ops.ts'
import { words } from './words/index.ts'

/** 依赖: each with what was really done last, when, and why where it did not work. */
export function Checks({ health }: { health: ReturnType<typeof useHealth> }) {
  const w = words.use()
  const isPending = health.some((one) => one.isPending)
  return (
    <section className="card" aria-label={w.checks} id="checks">
      <div className="head">
        <h2>{w.checks}</h2>
      </div>
      {isPending ? (
        <div className="pad">
          <LoadingBars rows={6} />
        </div>
      ) : (
        <div className="tablewrap">
          <table className="grid cards" aria-label={w.checks}>
            <thead>
              <tr>
                <th scope="col">{w.service}</th>
                <th scope="col">{w.operation}</th>
                <th scope="col">{w.time}</th>
                <th scope="col">{w.result}</th>
              </tr>
            </thead>
            <tbody>
              {SERVICES.flatMap((service, at) => {
                const { data, isError } = health[at]!
                if (isError || !data) {
                  return (
                    <tr key={service}>
                      <td className="nw">
                        <b className="state bad shaped">{w.services[service]}</b>
                      </td>
                      <td>{w.askHealth}</td>
                      <td className="nw">—</td>
                      <td className="over">{w.noAnswer}</td>
                    </tr>
                  )
                }
                return data.map((check) => (
                  <tr key={`${service} ${check.name}`}>
                    <td className="nw">
                      <b className={`state shaped ${kindOf(check)}`}>
                        {w.services[service]}
                        <span className="heard"> {w.kinds[kindOf(check)]}</span>
                      </b>
                    </td>
                    <td>{w.operations[check.name as keyof typeof w.operations] ?? check.name}</td>
                    <td className="nw">{w.ago(secondsSince(check.lastOk ?? check.at))}</td>
                    <td className={check.ok ? 'mute' : 'over'}>
                      {check.error ?? check.degraded ?? w.took(check.tookMs)}
                      {!check.ok && ` · ${check.lastOk ? w.lastOk(w.ago(secondsSince(check.lastOk))) : w.neverOk}`}
                    </td>
                  </tr>
                ))
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

const kindOf = ({ ok, degraded }: Check) => (ok ? (degraded === undefined ? 'ok' : 'mid') : 'bad')

export const secondsSince = (instant: string | number): number =>
  Math.max(0, Math.round((Date.now() - new Date(instant).getTime()) / 1000))
