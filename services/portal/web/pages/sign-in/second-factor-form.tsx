import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { refusalElsewhere } from '../../data/problem.ts'
import { Field, PageRefusal, RefusalText, useFocusRefused } from '../../elements/field.tsx'
import { CodeInput } from '../../elements/step-up-dialog.tsx'
import { giveSecondFactor } from './identity.ts'
import { words } from './words/index.ts'

/** 二次验证: the code of the authenticator, or a recovery code; `give` says to what end. */
export function SecondFactorForm({
  onDone,
  give = giveSecondFactor,
}: {
  onDone: () => Promise<void>
  give?: (code: string) => Promise<unknown>
}) {
  const w = words.use()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const giving = useMutation({ mutationFn: () => give(code), onSuccess: onDone })
  useFocusRefused(form, giving.error)
  const refusal = refusalElsewhere(giving.error, [])
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (code !== '') giving.mutate()
      }}
    >
      <h1>{w.secondTitle}</h1>
      <p className="mute">{w.secondLead}</p>
      {recovery ? (
        <Field name="code" label={w.recoveryCode} error={giving.error} own={refusal} hint={w.recoveryHint}>
          {(props) => (
            <input
              {...props}
              className="input"
              autoComplete="off"
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
      ) : (
        <>
          <label className="label" htmlFor={id}>
            {w.code}
          </label>
          <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
          {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
        </>
      )}
      {refusal === undefined && <PageRefusal error={giving.error} fields={[]} />}
      <button type="submit" className="btn go big" disabled={giving.isPending} aria-busy={giving.isPending}>
        {w.confirm}
      </button>
      <p className="hint">
        <button
          type="button"
          className="link"
          onClick={() => {
            setRecovery(!recovery)
            setCode('')
          }}
        >
          {recovery ? w.backToCode : w.recovery}
        </button>
      </p>
    </form>
  )
}
