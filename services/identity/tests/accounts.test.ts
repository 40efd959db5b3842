import { randomUUID } from 'node:crypto'
import { identity as i } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  browserOf,
  expectOk,
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
} from './world.ts'

let service: TestService
beforeAll(async () => {
  service = await start()
})
afterAll(() => service?.[Symbol.asyncDispose]())

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

  test.each([
    ['whose password is reset', (accountId: string) => [i.ResetPassword, { accountId, reason: '遗忘' }] as const],
    ['that is linked anew', (accountId: string) => [i.LinkSso, { accountId, subject: `s-${accountId}` }] as const],
  ])('whoever opens an account %s does not act in its roles: another keeper confirms them', async (_, opening) => {
    const { accountId } = await newPerson(service, 'MEMBER')
    const grantId = await grant(service, accountId, 'MEMBER')
    const standing = async () =>
      (await service.ask(i.RoleGrants, { accountId }, { as: keeper })).items.map(({ grantId: id, state, role }) => ({
        id,
        state,
        role,
      }))

    const [command, body] = opening(accountId)
    await send(service, command, body)

    const waiting = (await standing()).find(({ state }) => state === 'PROPOSED')!
    expect(await standing()).toEqual(
      expect.arrayContaining([
        { id: grantId, state: 'ENDED', role: 'MEMBER' },
        { id: waiting.id, state: 'PROPOSED', role: 'MEMBER' },
      ]),
    )
    const alone = await service.try(i.ApproveRoleGrant, { grantIds: [waiting.id] }, { as: keeper })
    expect(alone.body.code).toBe('role.same_person')
    await send(service, i.ApproveRoleGrant, { grantIds: [waiting.id] }, second)
    expect((await standing()).filter(({ state }) => state === 'ACTIVE').map(({ id }) => id)).toEqual([waiting.id])
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
