import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { clockTime } from '../look/dates.ts'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'

/** 空: what will appear here, and one next step. */
export const EmptyState = ({
  mark,
  title,
  hint,
  children,
}: {
  mark: string
  title: string
  hint?: ReactNode
  children?: ReactNode
}) => (
  <div className="empty">
    <span className="seal wait" aria-hidden="true">
      <b>{mark}</b>
    </span>
    <p>
      <b>{title}</b>
    </p>
    {hint && <p className="mute small">{hint}</p>}
    {children}
  </div>
)

const QUIET_MS = 400
const LONG_MS = 10_000

/** 读取: nothing for a moment, then bars like what comes; when it takes long, how long already and a way out. */
export function LoadingBars({ rows = 4, what, onCancel }: { rows?: number; what?: string; onCancel?: () => void }) {
  const w = core.use()
  const [waited, setWaited] = useState(0)
  useEffect(() => {
    const began = Date.now()
    const soon = setTimeout(() => setWaited(QUIET_MS), QUIET_MS)
    const counting = setInterval(() => setWaited(Date.now() - began), 1_000)
    return () => {
      clearTimeout(soon)
      clearInterval(counting)
    }
  }, [])
  if (waited < QUIET_MS) return <div aria-busy="true" />
  return (
    <div className="bars" aria-busy="true">
      <p className="small mute" role="status">
        {waited < LONG_MS ? (what ?? w.loading) : w.loadingLong(Math.round(waited / 1000))}
      </p>
      {Array.from({ length: rows }, (_, at) => (
        <i key={at} style={{ width: `${[92, 78, 86, 64][at % 4]}%` }} />
      ))}
      {waited >= LONG_MS && onCancel && (
        <button type="button" className="btn sm" onClick={onCancel}>
          {w.cancel}
        </button>
      )}
    </div>
  )
}

let offlineSince: string | undefined = typeof navigator === 'undefined' || navigator.onLine ? undefined : now()
function now(): string {
  return new Date().toISOString()
}
function onConnection(listener: () => void): () => void {
  const lost = () => {
    offlineSince ??= now()
    listener()
  }
  const back = () => {
    offlineSince = undefined
    listener()
  }
  addEventListener('offline', lost)
  addEventListener('online', back)
  return () => {
    removeEventListener('offline', lost)
    removeEventListener('online', back)
  }
}

/** 离线: since when, what is kept on this device, and that nothing is lost. Work goes on. */
export function OfflineBand({ stored, since: given }: { stored?: number; since?: string }) {
  const w = core.use()
  const seen = useSyncExternalStore(onConnection, () => offlineSince)
  const since = given ?? seen
  if (since === undefined) return null
  return (
    <div className="offbar" role="status">
      <Icon name="offline" />
      <span>
        <b>{w.offlineSince(clockTime(since))}</b>
        <br />
        <span className="small">{stored !== undefined && stored > 0 ? w.stored(stored) : w.offlineHint}</span>
      </span>
    </div>
  )
}

/** 提示: a sentence with an edge; the words say what it is, the edge only how much it matters. */
export const Note = ({ kind = '', children }: { kind?: '' | 'warn' | 'off' | 'bad' | 'ok'; children: ReactNode }) => (
  <div className={`note ${kind}`} role={kind === 'bad' ? 'alert' : undefined}>
    <Icon name={kind === 'ok' ? 'check' : kind === 'bad' ? 'warning' : kind === 'off' ? 'offline' : 'info'} />
    <div>{children}</div>
  </div>
)
