import type { Role } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { committeeId } from '../../shell/use-committee.ts'
import type { Compact } from '../joint/sides.ts'
import { STAFF } from './actions.ts'
import type { Decision } from './versions.ts'
import { words } from './words/index.ts'

/** 成果报送: which side handed the outcome to whom, and the way to say that the own one was instructed on. */
export function Outcomes({
  decision: { compactId, decisionId },
  compact,
  role,
}: {
  decision: Decision
  compact: Compact
  role: Role | undefined
}) {
  const w = words.use()
  const list = useList('joint.entries', { compactId, about: decisionId, kind: 'outcome' }, { size: 100 })
  const rows = list.rows.filter(({ body, standing }) => body?.['act'] === 'submit' && standing === 'live')
  if (rows.length === 0) return null
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  return (
    <section className="card pad stack" aria-label={w.outcomes} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.outcomes}</h2>
      <ul className="remarks">
        {rows.map(({ entryId, committee, body }) => (
          <li key={entryId}>
            <span className="row wrap">
              <b>{nameOf(committee)}</b>
              <span className="tag">{w.submittedTos[body!['to'] as keyof typeof w.submittedTos]}</span>
              <span className="small mute">{longDate(String(body!['date']))}</span>
            </span>
            <p>{String(body!['title'])}</p>
            {committee === committeeId && role !== undefined && STAFF.includes(role) && (
              <Go className="small" to={`/joint/${compactId}/draft`} search={{ kind: 'instruction', about: entryId }}>
                {w.noteInstruction}
              </Go>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
