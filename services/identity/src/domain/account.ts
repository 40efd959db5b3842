import { type CommandOf, given, identity as i, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import { confirmAnew, type RoleGrant } from './role-grant.ts'

/** 账号, as far as decisions need to know it. */
export interface Account {
  id: string
  memberId?: string
  state: i.AccountState
  hasSecondFactor: boolean
  hasSso: boolean
}

/** An account with the time by the clock that its tokens are issued by. */
export interface Held {
  account: Account
  at: Date
  sessionIds: readonly string[]
}

/** With the roles in force, which whoever could now sign in as the account must not take over alone. */
export interface HeldWithRoles extends Held {
  grants: readonly RoleGrant[]
}

export interface Newcomers {
  /** By id, what the directory calls them. */
  known: ReadonlyMap<string, 'MEMBER' | 'STAFF'>
  /** Those of them who have an account already, and the names that are taken. */
  withAccount: ReadonlySet<string>
  takenNames: ReadonlySet<string>
}

/** 开通账号. */
export function createAccounts(
  { known, withAccount, takenNames }: Newcomers,
  { accounts }: CommandOf<typeof i.CreateAccounts>,
  { newId }: Deciding,
) {
  const handoutId = newId()
  const seen = new Set<string>()
  return accounts.map(({ personId, memberId: also, userName }, index) => {
    const field = (name: string) => ({ field: `accounts.${index}.${name}` })
    const kind = personId === undefined ? 'STAFF' : known.get(personId)
    if (!kind) throw new Refusal('account.unknown_person', field('personId'))
    const memberId = kind === 'MEMBER' ? personId : also
    if (also !== undefined && (known.get(also) !== 'MEMBER' || memberId !== also)) {
      throw new Refusal('account.unknown_person', field('memberId'))
    }
    for (const [name, what] of [
      ['userName', userName],
      ['personId', personId],
      ['memberId', memberId === personId ? undefined : memberId],
    ] as const) {
      if (what === undefined) continue
      if (seen.has(what)) throw new Refusal('account.listed_twice', field(name))
      seen.add(what)
    }
    if (takenNames.has(userName)) throw new Refusal('account.user_name_taken', field('userName'))
    if (personId !== undefined && withAccount.has(personId))
      throw new Refusal('account.person_has_one', field('personId'))
    if (memberId !== undefined && withAccount.has(memberId)) {
      throw new Refusal('account.person_has_one', field('memberId'))
    }
    const whose = { ...given('personId', personId), ...given('memberId', memberId) }
    return i.AccountCreated({ accountId: newId(), ...whose, handoutId })
  })
}

/** 停用账号: nobody stops the own one, so that somebody is left who can reinstate it. */
export function stopAccount({ account, at }: Held, { accountId }: { accountId: string }, { actor }: Deciding) {
  refuseOwn(accountId, actor)
  if (account.state === 'STOPPED') throw new Refusal('account.stopped')
  return [i.AccountStopped({ accountId, stoppedAt: at.toISOString() })]
}

/** 恢复账号. */
export function reinstateAccount({ account }: Held, { accountId }: { accountId: string }, { actor }: Deciding) {
  refuseOwn(accountId, actor)
  if (account.state === 'ACTIVE') throw new Refusal('account.not_stopped')
  return [i.AccountReinstated({ accountId })]
}

/** 重置密码: whoever is signed in with the old one is out, and a second keeper confirms the roles. */
export function resetPassword(held: HeldWithRoles, { accountId }: { accountId: string }, deciding: Deciding) {
  refuseOwn(accountId, deciding.actor)
  if (held.account.state === 'STOPPED') throw new Refusal('account.stopped')
  return [
    i.PasswordReset({ accountId, handoutId: deciding.newId() }),
    ...sessionsEnded(held),
    ...confirmAnew(held, deciding),
  ]
}

/** 清除二次验证. */
export function resetSecondFactor(held: Held, { accountId }: { accountId: string }, { actor }: Deciding) {
  refuseOwn(accountId, actor)
  if (!held.account.hasSecondFactor) throw new Refusal('second_factor.none')
  return [i.SecondFactorReset({ accountId }), ...sessionsEnded(held)]
}

/** 强制下线: of the sessions that there still are; nothing happens where there is none. */
export const endSessions = (held: Held) => sessionsEnded(held)

/** 关联统一身份认证: another subject takes the place of the one that was linked; a second keeper confirms the roles. */
export function linkSso(held: HeldWithRoles, { accountId }: { accountId: string }, deciding: Deciding) {
  refuseOwn(accountId, deciding.actor)
  if (held.account.state === 'STOPPED') throw new Refusal('account.stopped')
  return [i.SsoLinked({ accountId }), ...confirmAnew(held, deciding)]
}

/** 取消关联: whoever signed in through it is out as well. */
export function unlinkSso(held: Held, { accountId }: { accountId: string }) {
  if (!held.account.hasSso) throw new Refusal('account.no_sso')
  return [i.SsoUnlinked({ accountId }), ...sessionsEnded(held)]
}

function refuseOwn(accountId: string, actor: { id: string }): void {
  if (actor.id === accountId) throw new Refusal('account.own', { field: 'accountId' })
}

/** Events are of a size: many sessions are told in several. */
function sessionsEnded({ account, at, sessionIds }: Held) {
  const endedAt = at.toISOString()
  return Array.from({ length: Math.ceil(sessionIds.length / 1000) }, (_, part) =>
    i.SessionsEnded({
      accountId: account.id,
      sessionIds: sessionIds.slice(part * 1000, part * 1000 + 1000),
      endedAt,
    }),
  )
}
