import type { TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ageAttempts, browserOf, expectOk, newPerson, PASSWORD, signedIn, start } from './world.ts'

let service: TestService
beforeAll(async () => {
  service = await start()
})
afterAll(() => service?.[Symbol.asyncDispose]())

const auditOf = async (accountId: string) => {
  const rows = await service.running.runtime.db
    .selectFrom('sign_in_audit')
    .select(['method', 'outcome', 'address', 'agent'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return rows as { method: string; outcome: string; address: string; agent: string }[]
}

describe('首次登录', () => {
  test('a one-time password lets its owner choose another, and nothing else', async () => {
    const person = await newPerson(service)
    const browser = browserOf(service)

    await expectOk(browser.post('/identity/sign-in', { userName: person.userName, password: person.oneTime }))

    expect(await browser.session()).toMatchObject({
      accountId: person.accountId,
      mustChangePassword: true,
      acr: 'password',
    })
    expect((await browser.post('/identity/access-token')).body.code).toBe('password.change_first')
    expect((await browser.post('/identity/second-factor/enrol', { password: person.oneTime })).body.code).toBe(
      'password.change_first',
    )
  })

  test('after the change the old password is worth nothing, and the new one signs in', async () => {
    const person = await newPerson(service)
    const browser = browserOf(service)
    const { userName, oneTime: currentPassword } = person
    await expectOk(browser.post('/identity/sign-in', { userName, password: currentPassword }))

    await expectOk(browser.post('/identity/change-password', { currentPassword, newPassword: PASSWORD }))

    expect(await browser.session()).toMatchObject({ mustChangePassword: false })
    const other = browserOf(service)
    const old = await other.post('/identity/sign-in', { userName: person.userName, password: person.oneTime })
    expect([old.status, old.body.code]).toEqual([401, 'sign_in.wrong'])
    await expectOk(
      other.post('/identity/sign-in', { userName: ` ${person.userName.toUpperCase()} `, password: PASSWORD }),
    )
  })

  test.each([
    ['too short', 'Short-1a'],
    ['of one kind', 'abcdefghijkl'],
    ['made of one letter', 'AAAAAAAAAAAAAAAAAAAAAA1!'],
  ])('a new password that is %s is refused', async (_, newPassword) => {
    const person = await newPerson(service)
    const browser = browserOf(service)
    await expectOk(browser.post('/identity/sign-in', { userName: person.userName, password: person.oneTime }))

    const { status, body } = await browser.post('/identity/change-password', {
      currentPassword: person.oneTime,
      newPassword,
    })

    expect([status, body.code, body.field]).toEqual([422, 'password.weak', 'newPassword'])
  })

  test('a new password is neither the old one nor the user name', async () => {
    const person = await newPerson(service)
    const browser = await signedIn(service, person)
    const change = (newPassword: string) =>
      browser.post('/identity/change-password', { currentPassword: PASSWORD, newPassword })

    expect((await change(PASSWORD)).body.code).toBe('password.same')
    expect((await change(`A1-${person.userName}-b2-c3`)).body.code).toBe('password.weak')
  })

  test('a one-time password whose days are over is a wrong one', async () => {
    const person = await newPerson(service)
    await service.running.runtime.pool.query(
      `update auth_user set "oneTimeUntil" = now() - interval '1 minute' where id = $1`,
      [person.accountId],
    )

    const { body } = await browserOf(service).post('/identity/sign-in', {
      userName: person.userName,
      password: person.oneTime,
    })

    expect(body.code).toBe('sign_in.wrong')
  })
})

describe('锁定', () => {
  const wrong = (userName: string, password = 'wrong-password') =>
    browserOf(service).post('/identity/sign-in', { userName, password })

  test('five wrong passwords lock an account for a quarter of an hour, also for the right one', async () => {
    const person = await newPerson(service)

    for (let n = 0; n < 5; n += 1) expect((await wrong(person.userName)).body.code).toBe('sign_in.wrong')
    expect((await wrong(person.userName)).status).toBe(429)
    expect((await wrong(person.userName, person.oneTime)).body.code).toBe('sign_in.locked')

    await ageAttempts(service, 14)
    expect((await wrong(person.userName, person.oneTime)).body.code).toBe('sign_in.locked')
    await ageAttempts(service, 2)
    expect((await wrong(person.userName, person.oneTime)).status).toBe(200)
  })

  test('a right password in between begins the count anew', async () => {
    const person = await newPerson(service)

    for (let n = 0; n < 4; n += 1) await wrong(person.userName)
    expect((await wrong(person.userName, person.oneTime)).status).toBe(200)
    for (let n = 0; n < 2; n += 1) expect((await wrong(person.userName)).body.code).toBe('sign_in.wrong')
    await ageAttempts(service, 60)
  })

  test('forty attempts at once are five guesses', async () => {
    const person = await newPerson(service)

    const answers = await Promise.all(Array.from({ length: 40 }, () => wrong(person.userName)))

    const codes = answers.map(({ body }) => body.code as string)
    expect(codes.filter((code) => code === 'sign_in.wrong').length).toBeLessThanOrEqual(5)
    await ageAttempts(service, 60)
  })

  test('an address from which twenty attempts failed has to wait, longer each time', async () => {
    await ageAttempts(service, 60)
    expect((await wrong('nobody1')).body.code).toBe('sign_in.wrong')
    await service.running.runtime.pool.query(`update sign_in_failure set failures = 19 where key like 'address %'`)
    expect((await wrong('nobody2')).body.code).toBe('sign_in.wrong')

    const slowed = await wrong('nobody3')

    expect([slowed.status, slowed.body.code]).toEqual([429, 'sign_in.slowed'])
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    await ageAttempts(service, 60)
    expect((await wrong('nobody4')).body.code).toBe('sign_in.wrong')
  })
})

describe('登录审计', () => {
  test('every attempt leaves a row, and a name that nobody has is not in it', async () => {
    await ageAttempts(service, 60)
    const person = await newPerson(service)
    await browserOf(service).post('/identity/sign-in', { userName: person.userName, password: 'wrong' })
    await signedIn(service, person)
    await browserOf(service).post('/identity/sign-in', { userName: 'My-Secret-Typed-Here', password: 'x' })

    expect(await auditOf(person.accountId)).toEqual([
      { method: 'PASSWORD', outcome: 'WRONG', address: '127.0.0.1', agent: 'tests' },
      { method: 'PASSWORD', outcome: 'DONE', address: '127.0.0.1', agent: 'tests' },
    ])
    const all = await service.running.runtime.pool.query('select * from sign_in_audit order by id')
    expect(JSON.stringify(all.rows).toLowerCase()).not.toContain('my-secret')
    const last = all.rows.at(-1)
    expect([last.account_id, last.outcome, last.name_hash]).toEqual([
      null,
      'WRONG',
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ])
  })
})
