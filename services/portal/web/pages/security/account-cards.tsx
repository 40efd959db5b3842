import './security.css'
import { useState } from 'react'
import type { Session } from '../../data/session.ts'
import { Note } from '../../elements/states.tsx'
import { PasswordForm } from '../sign-in/password-form.tsx'
import { Roles } from './roles.tsx'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'
import { words } from './words/index.ts'

/** All that one decides about one's own account. */
export function AccountCards({ session }: { session: Session }) {
  const w = words.use()
  return (
    <div className="security">
      <Card title={w.rolesTitle}>
        <Roles session={session} />
      </Card>
      <Card title={w.secondTitle}>
        <SecondFactor session={session} />
      </Card>
      <Card title={w.passwordTitle}>
        <Password session={session} />
      </Card>
      <Card title={w.sessionsTitle} hint={w.sessionsHint}>
        <Sessions />
      </Card>
    </div>
  )
}

const Card = ({ title, hint, children }: { title: string; hint?: string; children: React.ReactNode }) => (
  <section className="card" aria-label={title}>
    <div className="head">
      <h2>{title}</h2>
      {hint && <span className="mute small push">{hint}</span>}
    </div>
    <div className="pad">{children}</div>
  </section>
)

function Password({ session }: { session: Session }) {
  const w = words.use()
  const [open, setOpen] = useState(false)
  const [changed, setChanged] = useState(false)
  if (!session.hasPassword) return <p className="sub">{w.noPassword}</p>
  if (open) {
    return (
      <PasswordForm
        current={w.password}
        onDone={async () => {
          setOpen(false)
          setChanged(true)
        }}
        onCancel={() => setOpen(false)}
      />
    )
  }
  return (
    <>
      {changed && <Note kind="ok">{w.passwordChanged}</Note>}
      <p className="sub">{w.passwordHint}</p>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {w.changePassword}
      </button>
    </>
  )
}
