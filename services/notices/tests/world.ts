import { randomUUID } from 'node:crypto'
import { identity as i, notices as n, proposals as p } from '@lianxie/contracts'
import { account, startTestService, type TestAccount, type TestService } from '@lianxie/service-kit/testing'
import { createNotices } from '../src/app.ts'
import type { NoticesSettings } from '../src/settings.ts'

export const PUBLIC_URL = 'http://lianxie.test'

export const start = (settings: Partial<NoticesSettings> = {}): Promise<TestService> =>
  startTestService(createNotices({ publicUrl: PUBLIC_URL, ...settings }))

/** A person with a role, as identity tells of them. */
export async function person(
  service: TestService,
  role: i.GrantableRole,
  { memberId, units = [], accountId = randomUUID() }: { memberId?: string; units?: string[]; accountId?: string } = {},
): Promise<TestAccount> {
  await service.emit(
    i.RoleGranted({
      grantId: randomUUID(),
      accountId,
      role,
      ...(memberId !== undefined && { memberId }),
      unitIds: units,
      fromOn: '2020-01-01',
      untilOn: '2199-01-01',
    }),
  )
  await service.until(async () => {
    const rows = await service.running.runtime.db
      .selectFrom('known_grant' as never)
      .select('account_id' as never)
      .where('account_id' as never, '=', accountId as never)
      .where('role' as never, '=', role as never)
      .execute()
    return rows.length > 0
  })
  return account(role, { id: accountId, ...(memberId !== undefined && { memberId }), units })
}

/** A member with an account. */
export async function member(service: TestService): Promise<TestAccount & { memberId: string }> {
  const memberId = randomUUID()
  return { ...(await person(service, 'MEMBER', { memberId })), memberId }
}

export const DUE = {
  due: '2199-01-01T16:00:00.000Z',
  date: '2199-01-01',
  calendarKnown: true,
  unknownYears: [],
  steps: [],
}

/** 邀请附议: the shortest way to a notice of members. */
export const cosigning = (memberIds: string[], proposalId: string = randomUUID()) =>
  p.CosignersInvited({ proposalId, memberIds, until: DUE.date, due: DUE.due })

export const mailboxOf = async (service: TestService, as: TestAccount) =>
  (await service.ask(n.Mailbox, {}, { as })).unread

/** Waits until somebody has so many unread notices, and gives all of theirs. */
export async function told(service: TestService, as: TestAccount, count = 1): Promise<n.NoticeRow[]> {
  await service.until(async () => (await mailboxOf(service, as)) >= count)
  return (await service.ask(n.Notices, { limit: 200 }, { as })).items
}

/** Gives an address, reads the code where it was sent, and confirms it. */
export async function confirmMail(
  service: TestService,
  as: TestAccount,
  email: string,
  codeSentTo: (email: string) => Promise<string>,
): Promise<void> {
  await service.send(n.GiveMail, { email }, { as })
  await service.send(n.ConfirmMail, { code: await codeSentTo(email) }, { as })
}
