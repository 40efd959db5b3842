import { identity } from '@lianxie/contracts'
import type { Committee } from './committee.ts'

/** Whom it acts for, by ids of the directory. */
interface Whom {
  memberId?: string
  unitIds?: string[]
}

export interface NewAccount {
  accountId: string
  userName: string
  /** As the operator has taken it away. */
  oneTimePassword: string
}

/** 开通账号: a new account with roles that two people gave it, and the one-time password that its owner begins with. */
export async function newAccount(
  { side }: Committee,
  userName: string,
  roles: readonly identity.GrantableRole[],
  { memberId, unitIds }: Whom = {},
): Promise<NewAccount> {
  const [first, second] = [side.as('operator'), side.as('approver')]
  const { events } = await first.send(identity.CreateAccounts, {
    accounts: [{ userName, ...(memberId !== undefined && { personId: memberId }) }],
  })
  const { accountId, handoutId } = events[0]!.data as { accountId: string; handoutId: string }
  for (const role of roles) {
    const days = { fromOn: dayIn(0), untilOn: dayIn(365) }
    const proposed = await first.send(identity.ProposeRoleGrant, {
      accountIds: [accountId],
      role,
      ...(unitIds && { unitIds }),
      ...days,
      reason: '到岗',
    })
    await second.send(identity.ApproveRoleGrant, { grantIds: [proposed.events[0]!.data['grantId'] as string] })
  }
  const answer = await fetch(`${side.urls.identity}/identity/handouts/${handoutId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await side.token('operator')}` },
  })
  if (!answer.ok) throw new Error(`expected a one-time password, got ${await answer.text()}`)
  const [, row = ''] = (await answer.text()).trim().split('\r\n')
  return { accountId, userName, oneTimePassword: row.split(',')[1]! }
}

/** A day in Shanghai. */
const dayIn = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)
