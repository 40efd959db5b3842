import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useRenewSession } from '../../data/session.ts'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { Entrance } from './entrance.tsx'
import { changePassword } from './identity.ts'
import { words } from './words/index.ts'

/** 修改一次性密码: before anything else can be done. */
export function Page() {
  const w = words.use()
  const navigate = useNavigate()
  const renew = useRenewSession()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState({ currentPassword: '', newPassword: '', again: '' })
  const [tried, setTried] = useState(false)
  const changing = useMutation({
    mutationFn: () => changePassword(values.currentPassword, values.newPassword),
    onSuccess: async () => {
      await renew()
      await navigate({ to: '/', replace: true })
    },
  })
  useFocusRefused(form, changing.error)
  const wrong = (name: keyof typeof values, label: string) => {
    if (!tried) return undefined
    if (values[name] === '') return w.required(label)
    return name === 'again' && values.again !== values.newPassword ? w.differ : undefined
  }
  const fields = [
    ['currentPassword', w.current, 'current-password', undefined],
    ['newPassword', w.next, 'new-password', w.rule],
    ['again', w.again, 'new-password', undefined],
  ] as const
  return (
    <Entrance>
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
        <h1>{w.changeTitle}</h1>
        <p className="mute">{w.changeLead}</p>
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
        <PageRefusal error={changing.error} fields={['currentPassword', 'newPassword']} />
        <button type="submit" className="btn go big" disabled={changing.isPending} aria-busy={changing.isPending}>
          {w.change}
        </button>
      </form>
    </Entrance>
  )
}
