import { core } from '../words/index.ts'

export interface Phase {
  key: string
  name: string
  /** A date or a count below the name, never a share. */
  fact?: string
  state: 'done' | 'now' | 'later'
}

/** 阶段条: where something stands on its way. On a phone it stands upright. */
export function PhaseBar({ phases, label }: { phases: readonly Phase[]; label: string }) {
  const w = core.use()
  return (
    <ol className="phases" aria-label={label}>
      {phases.map(({ key, name, fact, state }) => (
        <li key={key} className={state} aria-current={state === 'now' ? 'step' : undefined}>
          {name}
          <span className="heard">（{w.phase[state]}）</span>
          {fact !== undefined && <small>{fact}</small>}
        </li>
      ))}
    </ol>
  )
}
