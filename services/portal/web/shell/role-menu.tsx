import { useNavigate } from '@tanstack/react-router'
import type { Role } from '../data/contracts.ts'
import { forgetNames, useNames } from '../data/names.ts'
import { request } from '../data/request.ts'
import { type Session, useRenewSession } from '../data/session.ts'
import { Icon } from '../elements/icon.tsx'
import { Popover } from '../elements/popover.tsx'
import { Go } from '../go.tsx'
import { core } from '../words/index.ts'

/** 职务: as whom one acts, and the way to another role; one person with several posts acts in one at a time. */
export function RoleMenu({ session, role }: { session: Session; role: Role }) {
  const w = core.use()
  const navigate = useNavigate()
  const renew = useRenewSession()
  const nameOf = useNames([session.memberId ?? session.personId ?? session.accountId])
  const name = nameOf(session.memberId ?? session.personId ?? session.accountId)
  const afresh = async (path: string, body: object) => {
    await request(path, { method: 'POST', body })
    forgetNames()
    await renew()
    await navigate({ to: '/' })
  }
  const others = session.roles.filter(({ grantId }) => grantId !== session.active?.grantId)
  return (
    <Popover
      label={w.switchTo}
      className="rolemenu"
      button={(props) => (
        <button type="button" className="quiet" {...props}>
          {name && `${name} · `}
          {w.roles[role]} <Icon name="down" />
        </button>
      )}
    >
      {() => (
        <>
          <p className="mute small">
            {w.actingAs}　{w.roles[role]}
          </p>
          {others.length > 0 && <hr />}
          {others.map(({ grantId, role: other }) => (
            <button type="button" key={grantId} onClick={() => void afresh('/identity/switch-role', { grantId })}>
              {w.switchTo}：{w.roles[other]}
            </button>
          ))}
          <hr />
          <Go to="/notices/choices">{w.noticeChoices}</Go>
          <Go to="/security">{w.security}</Go>
          <button type="button" onClick={() => void afresh('/identity/sign-out', {})}>
            {w.signOut}
          </button>
        </>
      )}
    </Popover>
  )
}
