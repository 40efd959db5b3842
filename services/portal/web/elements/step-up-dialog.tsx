import { useEffect, useId, useRef, useState } from 'react'
import { refusalElsewhere } from '../data/problem.ts'
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

/** What is signed, as whom, and what follows from it. */
export interface Signing {
  /** The post that one signs in. */
  post: string
  thing: string
  fingerprint?: string | undefined
  consequence: string
  /** The signature that brings it into effect. */
  closing?: boolean
}

/** 签署的内容, above what is asked for: nobody signs what is out of sight. */
export function SigningNote({ post, thing, fingerprint, consequence }: Signing) {
  const w = core.use()
  return (
    <>
      <p>{w.stepUp.as(post)}</p>
      <div className="note">
        <div>
          <b className="song">{thing}</b>
          {fingerprint !== undefined && <div className="fingerprint">{inFours(fingerprint)}</div>}
        </div>
      </div>
      <p className="sub small">{consequence}</p>
    </>
  )
}

/** 动态验证码 of an authenticator; with `signing` its button makes the signature. What was refused is typed anew. */
export function CodeForm({
  signing,
  error,
  busy = false,
  onCode,
  onClose,
}: {
  signing?: Pick<Signing, 'closing'> | undefined
  error?: unknown
  busy?: boolean
  onCode: (code: string) => void
  onClose: () => void
}) {
  const w = core.use()
  const [code, setCode] = useState('')
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const refusal = refusalElsewhere(error, [])
  useEffect(() => {
    if (!error) return
    setCode('')
    form.current?.querySelector('input')?.focus()
  }, [error])
  return (
    <form
      ref={form}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (code.length === 6 && !busy) onCode(code)
      }}
    >
      <div>
        <label className="label" htmlFor={id}>
          {w.stepUp.code}
        </label>
        <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
        {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      </div>
      {refusal === undefined && <PageRefusal error={error} fields={[]} />}
      <div className="row wrap">
        <button
          type="submit"
          className={signing ? 'btn sign' : 'btn go'}
          disabled={code.length < 6 || busy}
          aria-busy={busy}
        >
          {signing ? (signing.closing ? w.stepUp.signAndClose : w.stepUp.sign) : w.proof.go}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {signing ? w.stepUp.back : w.cancel}
        </button>
      </div>
    </form>
  )
}

/** 二次确认: names the post, the thing and what follows, then asks for the second factor. Enter from the page behind never signs. */
export function StepUpDialog({
  open,
  busy,
  error,
  onSign,
  onClose,
  ...signing
}: Signing & {
  open: boolean
  busy?: boolean
  error?: unknown
  onSign: (code: string) => void
  onClose: () => void
}) {
  const w = core.use()
  return (
    <Dialog open={open} title={w.stepUp.title} onClose={onClose}>
      <SigningNote {...signing} />
      <CodeForm
        signing={signing}
        error={error}
        {...(busy !== undefined && { busy })}
        onCode={onSign}
        onClose={onClose}
      />
    </Dialog>
  )
}

/** Groups of four, for comparing with paper. */
export const inFours = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash
