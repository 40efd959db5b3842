import { useAnswer } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { secondsSince } from './checks.tsx'
import { words } from './words/index.ts'

/** From how long of silence on a partner is shown as silent. Seconds. */
const SILENT_SECONDS = 24 * 60 * 60

/** 与成员往来: when each partner was last heard of, by every compact. */
export function Partners() {
  const w = words.use()
  const compacts = useAnswer('joint.compacts', { limit: 100 })
  const alarms = useAnswer('joint.alarms', { open: true, limit: 20 })
  return (
    <section className="card" aria-label={w.partners} id="partners">
      <div className="head">
        <h2>{w.partners}</h2>
      </div>
      {compacts.isPending && (
        <div className="pad">
          <LoadingBars rows={4} />
        </div>
      )}
      {compacts.isError && <PageFault error={compacts.error} />}
      {compacts.data?.items.length === 0 && <EmptyState mark="联动" title={w.noCompacts} />}
      {compacts.data?.items.map(({ compactId, name, hub, sides, waiting, openAlarms }) => (
        <table className="grid" key={compactId} aria-label={name}>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              <th scope="col">{w.lastHeard}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>
                <span className={`state shaped ${hub?.connected ? 'ok' : 'mid'}`}>{w.hub}</span>
              </td>
              <td className="nw">{hub?.lastExchange ? dateTime(hub.lastExchange) : w.notYet}</td>
            </tr>
            {sides
              .filter(({ committee }) => committee !== committeeId)
              .map(({ committee, name: side, lastHeard, left }) => {
                const isSilent = lastHeard === null || secondsSince(lastHeard) > SILENT_SECONDS
                return (
                  <tr key={committee}>
                    <td>
                      <span className={`state shaped ${left ? 'wait' : isSilent ? 'mid' : 'ok'}`}>{side}</span>
                      {left && <span className="mute small"> {w.left}</span>}
                    </td>
                    <td className="nw">{lastHeard ? dateTime(lastHeard) : w.notYet}</td>
                  </tr>
                )
              })}
            <tr>
              <td className="mute" colSpan={2}>
                {w.exchange(waiting, openAlarms)}
              </td>
            </tr>
          </tbody>
        </table>
      ))}
      {(alarms.data?.items.length ?? 0) > 0 && (
        <ul className="pad partneralarms">
          {alarms.data!.items.map(({ alarmId, what, code, raisedAt }) => (
            <li key={alarmId} className="over">
              {dateTime(raisedAt)} {what} <span className="mono">{code}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
