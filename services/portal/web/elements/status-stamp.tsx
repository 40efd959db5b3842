export type StampState = 'waiting' | 'ok' | 'warn' | 'ink'
export interface Stamp {
  /** Two words, one a line: 委员 and 满意. */
  words: readonly [string, string]
  state: StampState
}

const COLORS: Record<StampState, string | undefined> = {
  waiting: undefined,
  ok: 'var(--ok)',
  warn: 'var(--warn)',
  ink: 'var(--ink)',
}

/** 状态戳: where a reply stands with one of those who have a say, as a round stamp of two words. */
export const StatusStamp = ({ words, state }: Stamp) => (
  <span
    className={state === 'waiting' ? 'stamp wait' : 'stamp'}
    style={{ '--c': COLORS[state] } as React.CSSProperties}
  >
    {words[0]}
    <br />
    {words[1]}
  </span>
)

/** All stamps of a reply, in the order of the work; read as a list. */
export const StatusStamps = ({ stamps, label }: { stamps: readonly Stamp[]; label: string }) => (
  <ul className="stamps" aria-label={label}>
    {stamps.map((stamp) => (
      <li key={stamp.words[0]}>
        <StatusStamp {...stamp} />
      </li>
    ))}
  </ul>
)
