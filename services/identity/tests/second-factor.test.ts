import type { TestService } from '@lianxie/service-kit/testing'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import {
  ageAttempts,
  type Authenticator,
  browserOf,
  enrol,
  expectOk,
  grant,
  newPerson,
  PASSWORD,
  type Person,
  signedIn,
  startSelfIssued,
} from './world.ts'

let service: TestService
let chair: Person
let phone: Authenticator
let browser: Browser
const byPassword = async () => {
  const fresh = browserOf(service)
  const { body } = await expectOk(fresh.post('/identity/sign-in', { userName: chair.userName, password: PASSWORD }))
  return { fresh, state: body.state as string }
}
const give = (on: Browser, code: string) => on.post('/identity/second-factor', { code })

beforeAll(async () => {
  service = await startSelfIssued()
  const made = await makeChair(service)
  chair = made.person
  browser = made.browser
  phone = await enrol(browser)
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())
beforeEach(() => service.running.runtime.pool.query('delete from sign_in_failure'))

async function makeChair(on: TestService) {
  const person = await newPerson(on)
  const itself = await signedIn(on, person)
  await grant(on, person.accountId, 'CHAIR')
  return { person, browser: itself }
}

/** As if half a minute passed: what was used is further back. */
const halfMinuteLater = () =>
  service.running.runtime.pool.query(`update auth_two_factor set "lastCounter" = "lastCounter" - 3`)

describe('绑定', () => {
  test('a role that needs a second factor is not acted in before there is one', async () => {
    const { browser: bare } = await makeChair(service)

    const { status, body } = await bare.post('/identity/access-token')

    expect([status, body.code, body.detail?.hasSecondFactor]).toEqual([403, 'second_factor.needed', false])
    expect((await bare.session()).active).toMatchObject({ role: 'CHAIR', needsSecondFactor: true })
    expect((await bare.post('/identity/step-up', { code: '123456' })).body.code).toBe('second_factor.none')
  })

  test('it needs the password, counts once its first code was given, and is not enrolled twice', async () => {
    const person = await newPerson(service)
    const own = await signedIn(service, person)

    expect((await own.post('/identity/second-factor/enrol', { password: 'wrong' })).body.code).toBe('sign_in.wrong')
    expect((await own.post('/identity/second-factor/enrol')).body.code).toBe('sign_in.wrong')
    const { body } = await expectOk(own.post('/identity/second-factor/enrol', { password: PASSWORD }))
    expect(body.uri).toMatch(/^otpauth:\/\/totp\/.+secret=[A-Z2-7]+/)
    expect(decodeURIComponent(body.uri)).toContain(`联协:${person.userName}`)
    expect(body.recoveryCodes).toHaveLength(10)
    expect((await own.session()).hasSecondFactor).toBe(false)
    expect((await own.post('/identity/second-factor/confirm', { code: '000000' })).body.code).toBe('sign_in.code_wrong')
    await enrol(own)
    expect(await own.session()).toMatchObject({ hasSecondFactor: true, acr: 'mfa' })
    expect((await own.post('/identity/second-factor/enrol', { password: PASSWORD })).body.code).toBe(
      'second_factor.exists',
    )
  })

  test('neither secret nor recovery codes can be read from the database', async () => {
    const { rows } = await service.running.runtime.pool.query('select secret, "backupCodes" from auth_two_factor')

    expect(JSON.stringify(rows)).not.toContain(phone.recoveryCodes[0])
    expect(rows[0].secret).toMatch(/^[0-9a-f]{60,}$/)
  })
})

describe('登录第二步', () => {
  test('the password alone opens nothing', async () => {
    const { fresh, state } = await byPassword()

    expect(state).toBe('SECOND_FACTOR')
    expect(await fresh.session()).toMatchObject({ state: 'SECOND_FACTOR', roles: [] })
    expect(await fresh.session()).not.toHaveProperty('personId')
    for (const path of [
      'access-token',
      'change-password',
      'switch-role',
      'sessions/end',
      'second-factor/enrol',
      'step-up',
    ]) {
      const body = {
        'change-password': { currentPassword: PASSWORD, newPassword: 'Another-River-43' },
        'switch-role': { grantId: chair.accountId },
        'sessions/end': { others: true },
        'second-factor/enrol': { password: PASSWORD },
        'step-up': { code: '123456' },
      }[path]
      expect([path, (await fresh.post(`/identity/${path}`, body)).body.code]).toEqual([path, 'auth.missing'])
    }
    expect((await fresh.get('/identity/sessions')).status).toBe(401)
  })

  test('with its code the session acts, and its token says how it was proved', async () => {
    await halfMinuteLater()
    const { fresh } = await byPassword()

    await expectOk(give(fresh, await phone.code()))

    const claims = decodeJwt(await fresh.token())
    expect(claims).toMatchObject({ sub: chair.accountId, role: 'CHAIR', acr: 'mfa', committee: service.committee })
    expect(Number(claims['auth_time'])).toBeGreaterThan(Date.now() / 1000 - 60)
  })

  test('a code works once, and none that is older works after it', async () => {
    await halfMinuteLater()
    const code = await phone.code()
    const first = await byPassword()
    await expectOk(give(first.fresh, code))

    const replayed = await byPassword()
    expect((await give(replayed.fresh, code)).body.code).toBe('sign_in.code_wrong')
    expect((await give(replayed.fresh, await phone.code(-1))).body.code).toBe('sign_in.code_wrong')
  })

  test('of two requests at once with one code one gets in', async () => {
    await halfMinuteLater()
    const [one, other] = await Promise.all([byPassword(), byPassword()])
    const code = await phone.code()

    const answers = await Promise.all([give(one.fresh, code), give(other.fresh, code)])

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
  })

  test('a telephone may be half a minute off, and not more', async () => {
    for (const [offset, status] of [
      [-1, 200],
      [1, 200],
      [-2, 401],
      [2, 401],
    ] as const) {
      await service.running.runtime.pool.query(`update auth_two_factor set "lastCounter" = 0`)
      const { fresh } = await byPassword()
      expect([offset, (await give(fresh, await phone.code(offset))).status]).toEqual([offset, status])
    }
  })

  test('five wrong codes lock the second step, whatever session they are tried in', async () => {
    await halfMinuteLater()
    for (let n = 0; n < 5; n += 1) {
      const { fresh } = await byPassword()
      expect((await give(fresh, '000000')).body.code).toBe('sign_in.code_wrong')
    }

    const { fresh } = await byPassword()
    expect((await give(fresh, await phone.code())).body.code).toBe('sign_in.locked')
    await ageAttempts(service, 16)
    expect((await give(fresh, await phone.code())).status).toBe(200)
  })

  test('a recovery code takes the place of the telephone, once', async () => {
    const [code] = phone.recoveryCodes
    const { fresh } = await byPassword()
    await expectOk(give(fresh, code!))

    const again = await byPassword()
    expect((await give(again.fresh, code!)).body.code).toBe('sign_in.code_wrong')
    expect((await give(again.fresh, phone.recoveryCodes[1]!)).status).toBe(200)
  })

  test('new recovery codes ask for a code, and take the place of those before', async () => {
    await halfMinuteLater()
    const { fresh } = await byPassword()
    await expectOk(give(fresh, phone.recoveryCodes[2]!))

    const wrong = await fresh.post('/identity/second-factor/recovery-codes', { code: '000000' })
    const { body } = await expectOk(fresh.post('/identity/second-factor/recovery-codes', { code: await phone.code() }))

    expect(wrong.body.code).toBe('sign_in.code_wrong')
    expect(new Set(body.recoveryCodes).size).toBe(10)
    const later = await byPassword()
    expect((await give(later.fresh, phone.recoveryCodes[3]!)).body.code).toBe('sign_in.code_wrong')
    expect((await give(later.fresh, body.recoveryCodes[0])).status).toBe(200)
    expect((await browserOf(service).post('/identity/second-factor/recovery-codes', { code: '123456' })).status).toBe(
      401,
    )
  })

  test('whoever gives the password and then waits five minutes begins anew', async () => {
    await halfMinuteLater()
    const { fresh } = await byPassword()
    await service.running.runtime.pool.query(
      `update auth_session set "createdAt" = "createdAt" - interval '6 minutes' where acr = 'pending'`,
    )

    expect((await give(fresh, await phone.code())).body.code).toBe('auth.missing')
  })
})

describe('再次验证', () => {
  test('a code makes the proof fresh, under a new session id, and the old cookie is worth nothing', async () => {
    await halfMinuteLater()
    const { fresh } = await byPassword()
    await expectOk(give(fresh, await phone.code(-1)))
    await service.running.runtime.pool.query(`update auth_session set "authTime" = "authTime" - interval '1 hour'`)
    const before = await fresh.session()
    const stolen = fresh.cookieHeader()

    await expectOk(fresh.post('/identity/step-up', { code: await phone.code() }))

    const after = await fresh.session()
    expect(after.sessionId).not.toBe(before.sessionId)
    expect(after.authTime).toBeGreaterThan(before.authTime + 3000)
    expect((await browserOf(service).get('/identity/session', { cookie: stolen })).status).toBe(401)
    expect(decodeJwt(await fresh.token())).toMatchObject({
      sid: after.sessionId,
      acr: 'mfa',
      auth_time: after.authTime,
    })
  })

  test('a wrong code changes nothing', async () => {
    await halfMinuteLater()
    const { fresh } = await byPassword()
    await expectOk(give(fresh, await phone.code()))
    const before = await fresh.session()

    expect((await fresh.post('/identity/step-up', { code: '000000' })).body.code).toBe('sign_in.code_wrong')

    expect(await fresh.session()).toEqual(before)
  })
})
