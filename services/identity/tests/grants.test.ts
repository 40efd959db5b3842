import { randomUUID } from 'node:crypto'
import { directory as d, identity as i } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAR, grant, keeper, newPerson, second, send, signedIn, start, today, unit } from './world.ts'

let service: TestService
beforeAll(async () => {
  service = await start()
})
afterAll(() => service?.[Symbol.asyncDispose]())

const propose = (accountIds: string[], more: object = {}, as = keeper) =>
  service.try(
    i.ProposeRoleGrant,
    { accountIds, role: 'STAFF_INFO', fromOn: today(service), untilOn: FAR, reason: '工作需要', ...more },
    { as },
  )
const idOf = ({ body }: { body: { events: { data: unknown }[] } }) =>
  (body.events[0]!.data as { grantId: string }).grantId
const grantState = async (grantId: string) => {
  const { items } = await service.ask(i.RoleGrants, { limit: 200 }, { as: keeper })
  return items.find((one) => one.grantId === grantId)
}

describe('两人授权', () => {
  test('a role is in force when a second person has approved it', async () => {
    const { accountId } = await newPerson(service)
    const grantId = idOf(await propose([accountId]))
    expect(await grantState(grantId)).toMatchObject({ state: 'PROPOSED', reason: '工作需要', proposedBy: keeper.id })

    await send(service, i.ApproveRoleGrant, { grantIds: [grantId] }, second)

    expect(await grantState(grantId)).toMatchObject({ state: 'ACTIVE', approvedBy: second.id })
    const [told] = (await service.events(i.RoleGranted)).filter((data) => data.grantId === grantId)
    expect(told).toEqual({ grantId, accountId, role: 'STAFF_INFO', unitIds: [], fromOn: today(service), untilOn: FAR })
  })

  test('a grant and an attempt to sign in tell whose they are and who had a hand in them', async () => {
    const [owner, one, other] = [await newPerson(service), await newPerson(service), await newPerson(service)]
    const grantId = idOf(await propose([owner.accountId], {}, { id: one.accountId, role: 'OPS' }))
    await send(service, i.ApproveRoleGrant, { grantIds: [grantId] }, { ...second, id: other.accountId })
    await signedIn(service, owner)

    const attempts = await service.ask(i.SignIns, { accountId: owner.accountId }, { as: keeper })

    expect(await grantState(grantId)).toMatchObject({
      userName: owner.userName,
      proposedByName: one.userName,
      approvedByName: other.userName,
    })
    expect(attempts.items.map(({ userName }) => userName)).toContain(owner.userName)
  })

  test('neither who proposed it nor who gets it approves it', async () => {
    const { accountId } = await newPerson(service)
    const grantId = idOf(await propose([accountId]))
    const approve = (as: typeof keeper) => service.try(i.ApproveRoleGrant, { grantIds: [grantId] }, { as })

    expect((await approve(keeper)).body.code).toBe('role.same_person')
    // The same person in another role is the same person.
    expect((await approve({ ...keeper, role: 'STAFF_OFFICE' })).body.code).toBe('role.same_person')
    expect((await approve({ id: accountId, role: 'OPS' })).body.code).toBe('role.same_person')
    expect((await approve(second)).status).toBe(200)
    expect((await approve(account('OPS'))).body.code).toBe('role.not_proposed')
  })

  test('the database holds to it too', async () => {
    const { accountId } = await newPerson(service)
    const grantId = idOf(await propose([accountId]))

    const cheat = service.running.runtime.pool.query(
      `update role_grant set state = 'ACTIVE', approved_by = proposed_by, approved_at = now() where id = $1`,
      [grantId],
    )

    await expect(cheat).rejects.toThrow(/role_grant/)
  })

  test('a whole roster is proposed and approved at once, or not at all', async () => {
    const people = [await newPerson(service, 'MEMBER'), await newPerson(service, 'MEMBER')]
    const noMember = await newPerson(service)
    const ids = people.map(({ accountId }) => accountId)

    const mixed = await propose([...ids, noMember.accountId], { role: 'MEMBER' })
    expect([mixed.body.code, mixed.body.field]).toEqual(['role.no_member', 'accountIds.2'])
    const { body } = await propose(ids, { role: 'MEMBER' })
    const grants = body.events.map(({ data }) => data as { grantId: string; memberId: string })
    expect(grants.map(({ memberId }) => memberId)).toEqual(people.map(({ personId }) => personId))
    await send(service, i.ApproveRoleGrant, { grantIds: grants.map(({ grantId }) => grantId) }, second)
  })

  test.each([
    ['without units, in a role that acts for some', async () => ({ role: 'UNIT_HANDLER' }), 'role.units_missing'],
    [
      'with units, in a role that acts for none',
      async () => ({ role: 'CHAIR', unitIds: [await unit(service)] }),
      'role.units_not_asked',
    ],
    [
      'for a unit that nobody knows',
      async () => ({ role: 'UNIT_LEADER', unitIds: [randomUUID()] }),
      'role.unknown_unit',
    ],
    [
      'for a body as if it were a unit',
      async () => ({ role: 'GROUP_CLERK', unitIds: [await unit(service)] }),
      'role.unknown_unit',
    ],
    ['that ends before it begins', async () => ({ fromOn: '2026-12-30', untilOn: '2026-12-29' }), 'role.days'],
    ['that began in the past', async () => ({ fromOn: '2022-01-01' }), 'role.days'],
    ['without an end in sight', async () => ({ untilOn: '2099-12-31' }), 'role.days'],
  ])('a grant %s is refused', async (_, more, code) => {
    const { accountId } = await newPerson(service)

    expect((await propose([accountId], await more())).body.code).toBe(code)
  })

  test('nobody holds the same role twice at a time, and a later one may follow', async () => {
    const { accountId } = await newPerson(service)
    await grant(service, accountId, 'STAFF_INFO', { untilOn: '2026-12-15' })

    expect((await propose([accountId])).body.code).toBe('role.held')
    expect((await propose([accountId], { fromOn: '2026-12-16' })).status).toBe(200)
  })

  test('a grant ends when its last day is over', async () => {
    await using own = await start()
    const person = await newPerson(own)
    const browser = await signedIn(own, person)
    const grantId = await grant(own, person.accountId, 'STAFF_INFO', { untilOn: today(own) })
    expect((await browser.post('/identity/access-token')).status).toBe(200)

    own.clock.set(new Date(own.clock.now().getTime() + 86_400_000))

    const ended = await own.until(async () =>
      (await own.events(i.RoleRevoked)).find((data) => data.grantId === grantId),
    )
    expect(ended).toMatchObject({ ending: 'EXPIRED', role: 'STAFF_INFO', accountId: person.accountId })
    expect((await browser.post('/identity/access-token')).body.code).toBe('role.none')
  })

  test('a proposal that is turned down was never a role', async () => {
    const { accountId } = await newPerson(service)
    const grantId = idOf(await propose([accountId]))

    await send(service, i.RevokeRole, { grantId, reason: '不符合条件' }, second)

    expect(await grantState(grantId)).toMatchObject({ state: 'ENDED', ending: 'WITHDRAWN' })
    expect((await service.try(i.ApproveRoleGrant, { grantIds: [grantId] }, { as: second })).body.code).toBe(
      'role.not_proposed',
    )
  })

  test('who leaves loses what was held as the one who left', async () => {
    const person = await newPerson(service, 'MEMBER')
    const asMember = await grant(service, person.accountId, 'MEMBER')
    const asStaff = await grant(service, person.accountId, 'STAFF_INFO')

    await service.emit(
      d.TermEnded({ memberId: person.personId, termNumber: 16, ending: 'RESIGNED', endedOn: today(service) }),
    )

    await service.until(async () => (await grantState(asMember))?.state === 'ENDED')
    expect(await grantState(asMember)).toMatchObject({ ending: 'LEFT' })
    expect((await grantState(asStaff))?.state).toBe('ACTIVE')
  })
})
