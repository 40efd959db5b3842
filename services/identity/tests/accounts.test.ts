import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { directory as d, identity as i } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TEST_SETTINGS } from './settings.ts'
import {
  browserOf,
  expectOk,
  FAR,
  grant,
  keeper,
  member,
  newPerson,
  second,
  send,
  signedIn,
  staff,
  start,
  takePasswords,
  today,
  unit,
} from './world.ts'

const run = promisify(execFile)
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

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

describe('开通账号', () => {
  test('accounts are made for people whom the directory knows, and told of by ids alone', async () => {
    const [memberId, staffId] = [await member(service), await staff(service)]

    const events = await send(service, i.CreateAccounts, {
      accounts: [
        { personId: memberId, userName: 'roster.member' },
        { personId: staffId, userName: 'roster.staff' },
      ],
    })

    expect(events.map(({ data }) => data)).toMatchObject([{ personId: memberId, memberId }, { personId: staffId }])
    expect(JSON.stringify(events)).not.toContain('roster')
  })

  test('their one-time passwords are taken away once, by who asked for them', async () => {
    const personId = await staff(service)
    const [event] = await send(service, i.CreateAccounts, { accounts: [{ personId, userName: 'once-only' }] })
    const { handoutId } = event!.data as { handoutId: string }
    const take = (as: typeof keeper) => service.fetch(`/identity/handouts/${handoutId}`, { method: 'POST', as })

    expect((await take(second)).status).toBe(404)
    expect((await take(account('MEMBER'))).status).toBe(403)
    const file = await take(keeper)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(file.headers.get('cache-control')).toBe('no-store')
    expect(await file.text()).toMatch(
      /^用户名,一次性密码,有效期至\r\nonce-only,([a-z2-9]{4}-){3}[a-z2-9]{4},\d{4}-\d\d-\d\d\r\n$/,
    )
    expect((await take(keeper)).status).toBe(404)
  })

  test('of two who take them away at once one gets them', async () => {
    const personId = await staff(service)
    const [event] = await send(service, i.CreateAccounts, { accounts: [{ personId, userName: 'race-for-it' }] })
    const { handoutId } = event!.data as { handoutId: string }

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => service.fetch(`/identity/handouts/${handoutId}`, { method: 'POST', as: keeper })),
    )

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404, 404])
  })

  test('whoever is to fill the directory first has an account before the directory knows anybody', async () => {
    const [event] = await send(service, i.CreateAccounts, { accounts: [{ userName: 'first-clerk' }] })

    expect(event!.data).toEqual({ accountId: expect.any(String), handoutId: expect.any(String) })
  })

  test('no password lies anywhere before it is taken away, and none in clear after', async () => {
    const person = await newPerson(service)

    const { rows } = await service.running.runtime.pool.query(
      `select u::text || coalesce(a::text, '') as text from auth_user u left join auth_account a on a."userId" = u.id`,
    )

    const all = rows.map(({ text }) => text).join()
    expect(all).not.toContain(person.oneTime)
    expect(all).not.toContain(person.oneTime.replaceAll('-', ''))
  })

  test.each([
    [
      'somebody whom the directory does not know',
      async () => [{ personId: randomUUID(), userName: 'stranger' }],
      'account.unknown_person',
      'accounts.0.personId',
    ],
    [
      'a member who is none',
      async () => {
        const personId = await staff(service)
        return [{ personId, memberId: personId, userName: 'no-member' }]
      },
      'account.unknown_person',
      'accounts.0.memberId',
    ],
    [
      'the same person twice',
      async () => {
        const personId = await staff(service)
        return [
          { personId, userName: 'twice-a' },
          { personId, userName: 'twice-b' },
        ]
      },
      'account.listed_twice',
      'accounts.1.personId',
    ],
    [
      'somebody who has one',
      async () => [{ personId: (await newPerson(service)).personId, userName: 'another' }],
      'account.person_has_one',
      'accounts.0.personId',
    ],
    [
      'a name that is taken',
      async () => [{ personId: await staff(service), userName: (await newPerson(service)).userName }],
      'account.user_name_taken',
      'accounts.0.userName',
    ],
  ])('none is made for %s', async (_, accounts, code, field) => {
    const { body } = await service.try(i.CreateAccounts, { accounts: await accounts() }, { as: keeper })

    expect([body.code, body.field]).toEqual([code, field])
  })
})

describe('停用、重置', () => {
  test('a stopped account is out at once, cannot come back, and can be reinstated', async () => {
    const person = await newPerson(service)
    const browser = await signedIn(service, person)
    await grant(service, person.accountId, 'STAFF_INFO')

    await send(service, i.StopAccount, { accountId: person.accountId, reason: '停职' })

    expect((await browser.post('/identity/access-token')).body.code).toBe('auth.missing')
    const fresh = browserOf(service)
    const password = 'Mountain-River-42'
    expect((await fresh.post('/identity/sign-in', { userName: person.userName, password })).body.code).toBe(
      'sign_in.wrong',
    )
    await send(service, i.ReinstateAccount, { accountId: person.accountId, reason: '复职' })
    await expectOk(fresh.post('/identity/sign-in', { userName: person.userName, password }))
    expect((await fresh.post('/identity/access-token')).status).toBe(200)
  })

  test('nobody does any of this to the own account', async () => {
    const accountId = keeper.id
    await service.running.runtime.pool.query(
      `insert into account (id, state, created_at) values ($1, 'ACTIVE', now()) on conflict do nothing`,
      [accountId],
    )
    await service.running.runtime.pool.query(
      `insert into auth_user (id, name, email, "emailVerified") values ($1, '', 'keeper@accounts.invalid', false) on conflict do nothing`,
      [accountId],
    )
    const reason = '本人'
    for (const [command, body] of [
      [i.StopAccount, { accountId, reason }],
      [i.ReinstateAccount, { accountId, reason }],
      [i.ResetPassword, { accountId, reason }],
      [i.ResetSecondFactor, { accountId, reason }],
      [i.LinkSso, { accountId, subject: 'me' }],
    ] as const) {
      expect([command.type, (await service.try(command, body, { as: keeper })).body.code]).toEqual([
        command.type,
        'account.own',
      ])
    }
    await service.running.runtime.pool.query('delete from account where id = $1', [accountId])
    await service.running.runtime.pool.query('delete from auth_user where id = $1', [accountId])
  })

  test('a password that is reset ends sessions, and another one-time password takes its place', async () => {
    const person = await newPerson(service)
    const browser = await signedIn(service, person)

    const [event] = await send(service, i.ResetPassword, { accountId: person.accountId, reason: '遗忘' })

    expect((await browser.get('/identity/session')).status).toBe(401)
    const passwords = await takePasswords(service, (event!.data as { handoutId: string }).handoutId)
    const fresh = browserOf(service)
    await expectOk(
      fresh.post('/identity/sign-in', { userName: person.userName, password: passwords.get(person.userName) }),
    )
    expect((await fresh.session()).mustChangePassword).toBe(true)
  })

  test('what opens an account to somebody else needs a fresh second factor', async () => {
    const person = await newPerson(service)
    const stale = await service.tokenOf(keeper, { acr: 'password' })
    for (const [command, body] of [
      [i.ResetPassword, { accountId: person.accountId, reason: '遗忘' }],
      [i.ResetSecondFactor, { accountId: person.accountId, reason: '遗失' }],
      [i.LinkSso, { accountId: person.accountId, subject: 'somebody' }],
      [i.ApproveRoleGrant, { grantIds: [person.accountId] }],
    ] as const) {
      expect((await service.try(command, body, { token: stale })).body.code).toBe('auth.step_up')
    }
  })
})

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

describe('首任管理员', () => {
  const atTheServer = (own: TestService, ...args: string[]) =>
    run(process.execPath, [MAIN, 'first-operator', ...args], {
      env: {
        PATH: process.env['PATH'],
        ...own.environment,
        PORT: '1',
        PUBLIC_URL: TEST_SETTINGS.publicUrl,
        AUTH_SECRET: TEST_SETTINGS.secret,
      },
    })

  test(
    'is made at the server, once, and two people begin where two names are given',
    { timeout: 120_000 },
    async () => {
      await using own = await start()

      const { stdout } = await atTheServer(own, 'first.operator', 'second.operator')

      const lines = stdout.trim().split('\n')
      expect(lines).toEqual([
        expect.stringMatching(/^first\.operator [a-z2-9]{4}(-[a-z2-9]{4}){3}$/),
        expect.stringMatching(/^second\.operator /),
      ])
      await expect(atTheServer(own, 'third.operator')).rejects.toThrow('operator.exists')
      const browser = browserOf(own)
      const [userName, password] = lines[0]!.split(' ')
      await expectOk(browser.post('/identity/sign-in', { userName, password }))
      const { roles } = await browser.session()
      expect(roles).toMatchObject([{ role: 'OPS', needsSecondFactor: true }])
    },
  )
})
