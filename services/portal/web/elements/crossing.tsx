import { type ReactNode, useState } from 'react'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'

/** 发出前核对: what leaves, in full, and what stays and why. Confirmed by the button alone. */
export function OutboundPreview({
  recipients,
  goes,
  stays,
  onConfirm,
  busy = false,
}: {
  recipients: readonly string[]
  goes: readonly { field: string; value: ReactNode; kind?: string }[]
  stays: readonly { field: string; why: string }[]
  /** Absent once it was sent: the same sheet, to be read only. */
  onConfirm?: () => void
  busy?: boolean
}) {
  const w = core.use()
  return (
    <section className="card">
      <div className="pad outbound">
        <div className="goes">
          <h3>{w.outbound.goes}</h3>
          <ul>
            {goes.map(({ field, value, kind }) => (
              <li key={field}>
                <Icon name="send" />
                <span>
                  <span className="mute">{field}　</span>
                  {value} {kind && <span className="tag joint">{kind}</span>}
                </span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{w.outbound.stays}</h3>
          <ul>
            {stays.map(({ field, why }) => (
              <li key={field} className="stays">
                <Icon name="lock" />
                <span>
                  {field}　{why}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="pad between row wrap">
        <span className="small">
          <span className="mute">{w.outbound.to}　</span>
          {recipients.join('、')}
        </span>
        {onConfirm && (
          <button type="button" className="btn go" disabled={busy} aria-busy={busy} onClick={onConfirm}>
            {w.outbound.confirm}
          </button>
        )}
      </div>
    </section>
  )
}

/** 回执: torn from the sheet: a code to come back with. It is read letter by letter. */
export function Receipt({ code, state, children }: { code: string; state: string; children?: ReactNode }) {
  const w = core.use()
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard.writeText(code).then(() => setCopied(true))
  return (
    <section className="card receipt pad">
      <div className="row between">
        <h2>{w.receipt.title}</h2>
        <span className="state do small">{state}</span>
      </div>
      {children}
      <div className="code">
        <span className="small mute">{w.receipt.code}</span>
        <b className="mono" aria-label={Array.from(code).join(' ')}>
          {code.slice(0, 4)} {code.slice(4)}
        </b>
        <button type="button" className="btn" onClick={() => void copy()}>
          {copied ? w.copied : w.copy}
        </button>
      </div>
      <p className="small mute">{w.receipt.hint}</p>
    </section>
  )
}
