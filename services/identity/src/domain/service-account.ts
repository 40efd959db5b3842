import { type CommandOf, identity as i, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'

/** 服务账号, as far as decisions need to know it. */
export interface ServiceAccount {
  id: string
  state: 'REGISTERED' | 'ACTIVE' | 'STOPPED'
  registeredBy: string
}

const MOST_DAYS = 3 * 366

/** 登记服务账号. */
export function registerServiceAccount(
  _: unknown,
  { label, role, scopes, untilOn }: CommandOf<typeof i.RegisterServiceAccount>,
  { now, newId }: Deciding,
) {
  const today = shanghaiDate(now)
  const days = (Date.parse(untilOn) - Date.parse(today)) / 86_400_000
  if (untilOn < today || days > MOST_DAYS) throw new Refusal('service_account.ended', { field: 'untilOn' })
  return [i.ServiceAccountRegistered({ serviceAccountId: newId(), label, role, scopes, untilOn })]
}

/** 批准服务账号: it acts in a role, so two people give it. */
export function approveServiceAccount({ account }: { account: ServiceAccount }, _: unknown, { actor }: Deciding) {
  if (actor.id === account.registeredBy) throw new Refusal('role.same_person')
  if (account.state === 'STOPPED') throw new Refusal('service_account.stopped')
  if (account.state === 'ACTIVE') throw new Refusal('service_account.approved')
  return [i.ServiceAccountApproved({ serviceAccountId: account.id })]
}

/** 更换密钥: the old one ends at once. */
export function renewServiceSecret({ account }: { account: ServiceAccount }, _: unknown, { newId }: Deciding) {
  if (account.state === 'STOPPED') throw new Refusal('service_account.stopped')
  if (account.state === 'REGISTERED') throw new Refusal('service_account.not_approved')
  return [i.ServiceSecretRenewed({ serviceAccountId: account.id, handoutId: newId() })]
}

/** 停用服务账号. */
export function stopServiceAccount({ account, at }: { account: ServiceAccount; at: Date }) {
  if (account.state === 'STOPPED') throw new Refusal('service_account.stopped')
  return [i.ServiceAccountStopped({ serviceAccountId: account.id, stoppedAt: at.toISOString() })]
}
