import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { forgetNames } from '../../data/names.ts'
import { useRenewSession, useSession } from '../../data/session.ts'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { useCommittee } from '../../shell/use-committee.ts'
import { Entrance } from './entrance.tsx'
import { beginSso, safeReturn, signIn, useWays } from './identity.ts'
import { SecondFactorForm } from './second-factor-form.tsx'
import { words } from './words/index.ts'

/** 登录 with user name and password, then the second factor where the account has one. */
export function Page() {
  const session = useSession()
  const navigate = useNavigate()
  const renew = useRenewSession()
  const { to }: { to?: unknown } = useSearch({ strict: false })
  const entered = async () => {
    forgetNames()
    await renew()
    await navigate({ href: safeReturn(to), replace: true } as never)
  }
  const second = session.data?.state === 'SECOND_FACTOR'
  return (
    <Entrance>
      {second ? (
        <SecondFactorForm onDone={entered} />
      ) : (
        <PasswordForm onDone={entered} onSecondFactor={renew} returnTo={safeReturn(to)} />
      )}
    </Entrance>
  )
}

function PasswordForm({
  onDone,
  onSecondFactor,
  returnTo,
}: {
  onDone: () => Promise<void>
  onSecondFactor: () => Promise<void>
  returnTo: string
}) {
  const w = words.use()
  const committee = useCommittee()
  const ways = useWays()
  const { sso: cameBack }: { sso?: unknown } = useSearch({ strict: false })
  const form = useRef<HTMLFormElement>(null)
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const entering = useMutation({
    mutationFn: () => signIn(userName, password),
    onSuccess: ({ state }) => (state === 'SIGNED_IN' ? onDone() : onSecondFactor()),
  })
  const sso = useMutation({
    mutationFn: () => beginSso(returnTo),
    onSuccess: ({ url }) => location.assign(url),
  })
  useFocusRefused(form, entering.error)
  const missing = (value: string, what: string) => (tried && value === '' ? w.required(what) : undefined)
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (userName !== '' && password !== '') entering.mutate()
      }}
    >
      <h1>{w.title(committee?.name ?? '')}</h1>
      <p className="mute">{w.lead}</p>
      {cameBack === 'refused' && !sso.isPending && <Note kind="warn">{w.ssoRefused}</Note>}
      <Field name="userName" label={w.userName} error={entering.error} own={missing(userName, w.userName)}>
        {(props) => (
          <input
            {...props}
            className="input"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={userName}
            onChange={({ target }) => setUserName(target.value)}
          />
        )}
      </Field>
      <Field name="password" label={w.password} error={entering.error} own={missing(password, w.password)}>
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
      <PageRefusal error={entering.error ?? sso.error} fields={['userName', 'password']} />
      <button type="submit" className="btn go big" disabled={entering.isPending} aria-busy={entering.isPending}>
        {w.signIn}
      </button>
      {ways.data?.sso && (
        <>
          <div className="or">
            <span>{w.or}</span>
          </div>
          <button type="button" className="btn big" disabled={sso.isPending} onClick={() => sso.mutate()}>
            {w.sso}
          </button>
        </>
      )}
      <p className="small mute hint">
        {w.first}
        <br />
        {w.forgotten}
      </p>
    </form>
  )
}
