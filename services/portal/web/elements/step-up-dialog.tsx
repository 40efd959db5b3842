import { useId, useState } from 'react'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'
import { PageRefusal, RefusalText } from './field.tsx'

/** Six boxes over one input: paste and autofill work, and a screen reader meets one field. */
export function CodeInput({
  id,
  value,
  onChange,
  refused = false,
}: {
  id: string
  value: string
  onChange: (value: string) => void
  refused?: boolean
}) {
  return (
    <div className={refused ? 'otp bad' : 'otp'}>
      <input
        id={id}
        value={value}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        maxLength={6}
        aria-invalid={refused || undefined}
        onChange={({ target }) => onChange(target.value.replaceAll(/\D/g, '').slice(0, 6))}
      />
      <div aria-hidden="true">
        {Array.from({ length: 6 }, (_, at) => (
          <i key={at} className={at === Math.min(value.length, 5) ? 'cur' : undefined}>
            {value[at]}
          </i>
        ))}
      </div>
    </div>
  )
}

/** 二次确认: names the post, the thing and what follows, then asks for the second factor. Enter from the page behind never signs. */
export function StepUpDialog({
  open,
  post,
  thing,
  fingerprint,
  consequence,
  closing = false,
  refusal,
  error,
  busy = false,
  onSign,
  onClose,
}: {
  open: boolean
  post: string
  thing: string
  fingerprint?: string
  consequence: string
  /** The signature that brings it into effect. */
  closing?: boolean
  /** What identity said of the code. */
  refusal?: string | undefined
  error?: unknown
  busy?: boolean
  onSign: (code: string) => void
  onClose: () => void
}) {
  const w = core.use()
  const [code, setCode] = useState('')
  const id = useId()
  return (
    <Dialog
      open={open}
      title={w.stepUp.title}
      onClose={onClose}
      foot={
        <>
          <button
            type="button"
            className="btn sign"
            disabled={code.length < 6 || busy}
            aria-busy={busy}
            onClick={() => onSign(code)}
          >
            {closing ? w.stepUp.signAndClose : w.stepUp.sign}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {w.stepUp.back}
          </button>
        </>
      }
    >
      <p>{w.stepUp.as(post)}</p>
      <div className="note">
        <div>
          <b className="song">{thing}</b>
          {fingerprint && <div className="fingerprint">{inFours(fingerprint)}</div>}
        </div>
      </div>
      <p className="sub small">{consequence}</p>
      <div>
        <label className="small" htmlFor={id}>
          {w.stepUp.code}
        </label>
        <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
        {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      </div>
      <PageRefusal error={error} fields={[]} />
    </Dialog>
  )
}

/** Groups of four, for comparing with paper. */
export const inFours = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash
