import '../security/security.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRenewSession } from '../../data/session.ts'
import { OtherWays } from '../security/other-ways.tsx'
import { WithSession } from '../security/with-session.tsx'
import { Entrance } from './entrance.tsx'
import { safeReturn } from './identity.ts'
import { PasswordForm } from './password-form.tsx'
import { words } from './words/index.ts'

/** 修改一次性密码: before anything else can be done. */
export function Page() {
  const w = words.use()
  const navigate = useNavigate()
  const renew = useRenewSession()
  const { to }: { to?: unknown } = useSearch({ strict: false })
  return (
    <WithSession>
      {(session) => (
        <Entrance>
          <div className="first">
            <h1>{w.changeTitle}</h1>
            <p className="mute">{w.changeLead}</p>
            <PasswordForm
              current={w.current}
              big
              onDone={async () => {
                await renew()
                await navigate({ href: safeReturn(to), replace: true } as never)
              }}
            />
            <OtherWays session={session} roles={false} />
          </div>
        </Entrance>
      )}
    </WithSession>
  )
}
