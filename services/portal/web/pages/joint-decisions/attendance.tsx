import { useAnswer } from '../../data/use-answer.ts'
import type { Compact } from '../joint/sides.ts'
import { words } from './words/index.ts'

/** 参会情况: how many of each side were at the session that the record is of; their names are at home. */
export function Attendance({ compact, sessionId }: { compact: Compact; sessionId: string }) {
  const w = words.use()
  const { data } = useAnswer('joint.sessions', { compactId: compact.compactId, limit: 200 })
  const session = data?.items.find((one) => one.sessionId === sessionId)
  if (!session) return null
  return (
    <section className="card pad stack" aria-label={w.attendance} style={{ '--g': '8px' } as React.CSSProperties}>
      <h2>{w.attendance}</h2>
      <p className="small">{session.title}</p>
      <ul className="remarks small">
        {compact.sides
          .filter(({ committee, left }) => !left || session.attendance.some((one) => one.committee === committee))
          .map(({ committee, name }) => {
            const there = session.attendance.find((one) => one.committee === committee)
            return (
              <li key={committee}>
                <b>{name}</b>
                <p className={there ? undefined : 'mute'}>
                  {there ? w.attended(there.members, there.officials, there.others) : w.absent}
                </p>
              </li>
            )
          })}
      </ul>
      <p className="small mute">{w.namesStay}</p>
    </section>
  )
}
