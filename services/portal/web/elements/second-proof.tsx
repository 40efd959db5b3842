import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { refusalElsewhere } from '../data/problem.ts'
import { request } from '../data/request.ts'
import { useSession } from '../data/session.ts'
import { core } from '../words/index.ts'
import { Field, PageRefusal, RefusalText } from './field.tsx'
import { CodeInput, inFours } from './step-up-dialog.tsx'

interface Enrolled {
  uri: string
  secret: string
  recoveryCodes: readonly string[]
}

const post = <T,>(path: string, body: unknown) => request<T>(`/identity/${path}`, { method: 'POST', body })

/**
 * 再次验证身份: asks for the code of the authenticator, and lets whoever has none yet set one up with the password. What is being
 * done goes on once identity believes it.
 */
export function SecondProof({ onProved }: { onProved: () => void }) {
  const w = core.use()
  const client = useQueryClient()
  const { data: session } = useSession()
  const [enrolled, setEnrolled] = useState<Enrolled>()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const id = useId()
  const enrolling = useMutation({
    mutationFn: () => post<Enrolled>('second-factor/enrol', { password }),
    onSuccess: setEnrolled,
  })
  const proving = useMutation({
    mutationFn: () => post(enrolled ? 'second-factor/confirm' : 'step-up', { code }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['identity', 'session'] })
      onProved()
    },
    onSettled: () => setCode(''),
  })
  const refusal = refusalElsewhere(proving.error, [])
  if (session && !session.hasSecondFactor && !enrolled) {
    return (
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          enrolling.mutate()
        }}
      >
        <h2>{w.proof.enrolTitle}</h2>
        <p>{w.proof.enrolHint}</p>
        <Field name="password" label={w.proof.password} error={enrolling.error}>
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
        <PageRefusal error={enrolling.error} fields={['password']} />
        <button type="submit" className="btn go big" disabled={enrolling.isPending} aria-busy={enrolling.isPending}>
          {w.proof.enrol}
        </button>
      </form>
    )
  }
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (code.length === 6) proving.mutate()
      }}
    >
      <h2>{w.proof.title}</h2>
      {enrolled && (
        <div className="note">
          <div>
            <p>{w.proof.secretHint}</p>
            <p className="mono secret">{inFours(enrolled.secret)}</p>
            <p>
              <a href={enrolled.uri}>{w.proof.openApp}</a>
            </p>
            <p>{w.proof.recovery}</p>
            <p className="mono">{enrolled.recoveryCodes.join('　')}</p>
          </div>
        </div>
      )}
      <div>
        <label className="label" htmlFor={id}>
          {w.stepUp.code}
        </label>
        <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
        {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
        {refusal === undefined && <PageRefusal error={proving.error} fields={[]} />}
      </div>
      <button type="submit" className="btn go big" disabled={code.length < 6 || proving.isPending}>
        {w.proof.go}
      </button>
    </form>
  )
}
