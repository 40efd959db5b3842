import { type ReactNode, useState } from 'react'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'
import { Seal } from './seal.tsx'

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

export interface VerifiedStep {
  key: string
  name: string
  result: 'passed' | 'failed' | 'skipped'
  detail?: string
}

/** 核验结论: the verdict in words, then the steps in their order; what failed shows no seal of any kind. */
export function VerdictCard({
  passed,
  headline,
  children,
  steps,
}: {
  passed: boolean
  headline: string
  children?: ReactNode
  steps: readonly VerifiedStep[]
}) {
  const w = core.use()
  return (
    <section className="card pad" aria-label={headline}>
      <div className="verdict">
        {passed ? (
          <Seal committee="" state="effective" size={84} silent />
        ) : (
          <svg className="warnsign" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor">
            <path d="M8 2.500 14.200 13H1.800zM8 6.500v3M8 11.200v.1" />
          </svg>
        )}
        <div>
          <h2>{headline}</h2>
          {children}
        </div>
      </div>
      <ol className="steps7">
        {steps.map(({ key, name, result, detail }) => (
          <li key={key} className={result === 'failed' ? 'bad' : result === 'skipped' ? 'later' : undefined}>
            {result === 'passed' ? (
              <Icon name="check" />
            ) : result === 'failed' ? (
              <Icon name="warning" />
            ) : (
              <span>·</span>
            )}
            <span>
              {name}
              {detail && <span className="mute small">　{detail}</span>}
            </span>
            <span className="small">{w.verdict[result]}</span>
          </li>
        ))}
      </ol>
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
