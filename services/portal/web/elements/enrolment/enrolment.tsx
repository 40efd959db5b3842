import './enrolment.css'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { refusalElsewhere } from '../../data/problem.ts'
import { beginEnrolment, confirmEnrolment, type Enrolled } from '../../data/second-factor.ts'
import type { Session } from '../../data/session.ts'
import { Field, PageRefusal, RefusalText, useFocusRefused } from '../field.tsx'
import { CodeInput, inFours } from '../step-up-dialog.tsx'
import { core } from '../../words/index.ts'
import { QrCode } from '../qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** 绑定二次验证 in three steps: the password once more, the authenticator and its first code, the recovery codes. */
export function Enrolment({ session, done, onDone }: { session: Session; done: string; onDone: () => void }) {
  const { enrolment: w } = core.use()
  const [enrolled, setEnrolled] = useState<Enrolled>()
  const [confirmed, setConfirmed] = useState(false)
  const step = !enrolled ? 0 : confirmed ? 2 : 1
  return (
    <div className="enrolment">
      <ol className="steps3" aria-label={w.title}>
        {w.steps.map((name, at) => (
          <li key={name} aria-current={at === step ? 'step' : undefined} className={at < step ? 'done' : undefined}>
            <i aria-hidden="true">{at + 1}</i>
            {name}
          </li>
        ))}
      </ol>
      {!enrolled && <Begin session={session} onDone={setEnrolled} />}
      {enrolled && !confirmed && <Confirm enrolled={enrolled} onDone={() => setConfirmed(true)} />}
      {enrolled && confirmed && (
        <RecoveryCodes codes={enrolled.recoveryCodes} userName={session.userName} done={done} onDone={onDone} />
      )}
    </div>
  )
}

function Begin({ session, onDone }: { session: Session; onDone: (enrolled: Enrolled) => void }) {
  const { enrolment: w } = core.use()
  const form = useRef<HTMLFormElement>(null)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const beginning = useMutation({
    mutationFn: () => beginEnrolment(session.hasPassword ? password : undefined),
    onSuccess: onDone,
  })
  useFocusRefused(form, beginning.error)
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!session.hasPassword || password !== '') beginning.mutate()
      }}
    >
      <p className="sub">{w.why}</p>
      {session.hasPassword && (
        <Field
          name="password"
          label={w.password}
          error={beginning.error}
          own={tried && password === '' ? w.required(w.password) : (refusalElsewhere(beginning.error, []) ?? undefined)}
          hint={w.passwordWhy}
        >
          {(props) => (
            <input
              {...props}
              className="input"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          )}
        </Field>
      )}
      {(!session.hasPassword || refusalElsewhere(beginning.error, []) === undefined) && (
        <PageRefusal error={beginning.error} fields={['password']} />
      )}
      <button type="submit" className="btn go" disabled={beginning.isPending} aria-busy={beginning.isPending}>
        {w.begin}
      </button>
    </form>
  )
}

function Confirm({ enrolled, onDone }: { enrolled: Enrolled; onDone: () => void }) {
  const { enrolment: w } = core.use()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const confirming = useMutation({ mutationFn: () => confirmEnrolment(code), onSuccess: onDone })
  const refusal = refusalElsewhere(confirming.error, [])
  useFocusRefused(form, confirming.error)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (code.length === 6) confirming.mutate()
      }}
    >
      <div className="scan">
        <QrCode text={enrolled.uri} label={w.qrLabel} />
        <div>
          <p>{w.scan}</p>
          <p className="small mute">{w.typeInstead}</p>
          <p className="secret mono">{inFours(enrolled.secret)}</p>
          <p className="small">
            <a href={enrolled.uri}>{w.openHere}</a>
          </p>
        </div>
      </div>
      <label className="label" htmlFor={id}>
        {w.firstCode}
      </label>
      <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      {refusal === undefined && <PageRefusal error={confirming.error} fields={[]} />}
      <button
        type="submit"
        className="btn go"
        disabled={confirming.isPending || code.length < 6}
        aria-busy={confirming.isPending}
      >
        {w.confirm}
      </button>
    </form>
  )
}
