import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { refusalElsewhere } from '../../data/problem.ts'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { core } from '../../words/index.ts'
import { changePassword } from './identity.ts'
import { words } from './words/index.ts'

/** 修改密码: the one of now, the new one, and the new one again. `current` is what the one of now is called. */
export function PasswordForm({
  current,
  big = false,
  onDone,
  onCancel,
}: {
  current: string
  big?: boolean
  onDone: () => Promise<void>
  onCancel?: () => void
}) {
  const w = words.use()
  const { cancel } = core.use()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState({ currentPassword: '', newPassword: '', again: '' })
  const [tried, setTried] = useState(false)
  const changing = useMutation({
    mutationFn: () => changePassword(values.currentPassword, values.newPassword),
    onSuccess: onDone,
  })
  useFocusRefused(form, changing.error)
  // Identity says of a wrong password what it says at sign-in; here it can only be this field.
  const elsewhere = refusalElsewhere(changing.error, ['newPassword'])
  const wrong = (name: keyof typeof values, label: string) => {
    if (name === 'currentPassword' && elsewhere !== undefined) return elsewhere
    if (!tried) return undefined
    if (values[name] === '') return w.required(label)
    return name === 'again' && values.again !== values.newPassword ? w.differ : undefined
  }
  const fields = [
    ['currentPassword', current, 'current-password', undefined],
    ['newPassword', w.next, 'new-password', w.rule],
    ['again', w.again, 'new-password', undefined],
  ] as const
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        const whole = Object.values(values).every((value) => value !== '')
        if (whole && values.again === values.newPassword) changing.mutate()
      }}
    >
      {fields.map(([name, label, autoComplete, hint]) => (
        <Field key={name} name={name} label={label} error={changing.error} own={wrong(name, label)} hint={hint}>
          {(props) => (
            <input
              {...props}
              className="input"
              type="password"
              autoComplete={autoComplete}
              value={values[name]}
              onChange={({ target }) => setValues({ ...values, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      {elsewhere === undefined && <PageRefusal error={changing.error} fields={['currentPassword', 'newPassword']} />}
      <div className="row wrap">
        <button
          type="submit"
          className={big ? 'btn go big' : 'btn go'}
          disabled={changing.isPending}
          aria-busy={changing.isPending}
        >
          {w.change}
        </button>
        {onCancel && (
          <button type="button" className="btn" onClick={onCancel}>
            {cancel}
          </button>
        )}
      </div>
    </form>
  )
}
