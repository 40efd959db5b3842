import type { Answer } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** 到会计数: 应到, 实到, 请假 and who is not here; absent only once the session is over. */
export function Presence({ session }: { session: Pick<Answer<'consultations.session'>, 'counts' | 'state'> }) {
  const w = words.use()
  const { counts, state } = session
  const figures: readonly [key: string, label: string, count: number][] = [
    ['due', w.due, counts.due],
    ['present', w.present, counts.present],
    ['leave', w.onLeave, counts.onLeave],
    ['absent', state === 'HELD' ? w.absent : w.notYet, counts.absent],
  ]
  return (
    <dl className="presence" aria-label={w.counts} aria-live="polite">
      {figures.map(([key, label, count]) => (
        <div key={key} className={key}>
          <dt>{label}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}
