import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { refusalElsewhere, Unreachable } from '../data/problem.ts'
import { request } from '../data/request.ts'
import { useRenewSession, useSession } from '../data/session.ts'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'
import { Field, RefusalText } from './field.tsx'
import { CodeInput, StepUpDialog } from './step-up-dialog.tsx'

interface Enrolled {
  uri: string
  secret: string
  recoveryCodes: readonly string[]
}

interface ProofProps {
  open: boolean
  /** What is signed, and what follows from it. */
  thing: string
  consequence: string
  fingerprint?: string | undefined
  onProved: () => void
  onClose: () => void
}

/** 验证身份: asks for a code of the authenticator before something is signed; who has none yet is helped to one first. */
export function Proof(props: ProofProps) {
  const { data: session } = useSession()
  return session && !session.hasSecondFactor ? <Enrolment {...props} /> : <StepUp {...props} />
}

function StepUp({ open, thing, consequence, fingerprint, onProved, onClose }: ProofProps) {
  const w = core.use()
  const { data: session } = useSession()
  const proving = useMutation({
    mutationFn: (code: string) => request('/identity/step-up', { method: 'POST', body: { code } }),
    onSuccess: onProved,
  })
  const role = session?.active?.role
  return (
    <StepUpDialog
      open={open}
      post={role === undefined ? '' : w.roles[role]}
      thing={thing}
      consequence={consequence}
      {...(fingerprint !== undefined && { fingerprint })}
      refusal={
        refusalElsewhere(proving.error, []) ?? (proving.error instanceof Unreachable ? w.unreachable : undefined)
      }
      busy={proving.isPending}
      onSign={(code) => proving.mutate(code)}
      onClose={onClose}
    />
  )
}

/** 启用验证器: the password, then the secret for the authenticator, then its first code, which is a proof already. */
function Enrolment({ open, onProved, onClose }: ProofProps) {
  const w = core.use()
  const id = useId()
  const renew = useRenewSession()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const enrolling = useMutation({
    mutationFn: () => request<Enrolled>('/identity/second-factor/enrol', { method: 'POST', body: { password } }),
  })
  const confirming = useMutation({
    mutationFn: () => request('/identity/second-factor/confirm', { method: 'POST', body: { code } }),
    onSuccess: onProved,
  })
  useEffect(() => {
    // Not before this closes: with the session known to have an authenticator, another dialog would stand here.
    if (!open && confirming.isSuccess) void renew()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when it closes
  }, [open, confirming.isSuccess])
  const enrolled = enrolling.data
  const refusal = refusalElsewhere(confirming.error, [])
  return (
    <Dialog
      open={open}
      title={w.enrol.title}
      onClose={onClose}
      foot={
        enrolled ? (
          <button
            type="button"
            className="btn go"
            disabled={code.length < 6 || confirming.isPending}
            onClick={() => confirming.mutate()}
          >
            {w.enrol.confirm}
          </button>
        ) : (
          <button
            type="button"
            className="btn go"
            disabled={password === '' || enrolling.isPending}
            onClick={() => enrolling.mutate()}
          >
            {w.enrol.begin}
          </button>
        )
      }
    >
      {enrolled ? (
        <>
          <p>{w.enrol.add}</p>
          <p>
            <a className="btn" href={enrolled.uri}>
              {w.enrol.open}
            </a>
          </p>
          <p className="small mute">{w.enrol.byHand}</p>
          <p className="mono" data-secret={enrolled.secret}>
            {enrolled.secret.match(/.{1,4}/g)?.join(' ')}
          </p>
          <p className="small mute">{w.enrol.recovery}</p>
          <p className="mono">{enrolled.recoveryCodes.join('　')}</p>
          <div>
            <label className="label" htmlFor={id}>
              {w.stepUp.code}
            </label>
            <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
            {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
          </div>
        </>
      ) : (
        <>
          <p>{w.enrol.why}</p>
          <Field
            name="password"
            label={w.enrol.password}
            error={enrolling.error}
            own={refusalElsewhere(enrolling.error, [])}
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
        </>
      )}
    </Dialog>
  )
}
