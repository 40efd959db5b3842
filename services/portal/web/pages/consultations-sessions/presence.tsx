import type { Answer } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** 到会计数: 应到, 实到, 请假 and who is not here; absent only once the session is over. */
export function Presence({ session }: { session: Pick<Answer<'consultations.session'>, 'counts' | 'state'> }) {
  const w = words.use()
  const { counts, state } = session
  const figures: readonly [key: string, label: string, count: number][] = [
    ['called', w.due, counts.due],
    ['present', w.present, counts.present],
    ['leave', w.onLeave, counts.onLeave],
    // Until the session was held, nobody is absent but those who were recorded so: the rest may still come.
    [
      'absent',
      state === 'HELD' ? w.absent : w.notYet,
      state === 'HELD' ? counts.absent : counts.due - counts.present - counts.onLeave,
    ],
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
