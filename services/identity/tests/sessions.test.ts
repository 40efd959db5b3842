import { identity as i } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserOf, expectOk, grant, newPerson, PASSWORD, type Person, send, signedIn, start } from './world.ts'

let service: TestService
let person: Person
beforeAll(async () => {
  service = await start()
  person = await newPerson(service)
  await signedIn(service, person)
}, 60_000)
afterAll(() => service?.[Symbol.asyncDispose]())

const signIn = async (agent = 'tests') => {
  const browser = browserOf(service, { 'user-agent': agent })
  await expectOk(browser.post('/identity/sign-in', { userName: person.userName, password: PASSWORD }))
  return browser
}

describe('会话', () => {
  test('one sees where one is signed in, and ends one of them', async () => {
    const here = await signIn('phone')
    const there = await signIn('desk')

    const { body } = await here.get('/identity/sessions')
    const listed = body.items as { sessionId: string; agent: string; current: boolean; address: string }[]
    const other = listed.find(({ agent }) => agent === 'desk')!
    expect(listed.filter(({ current }) => current)).toMatchObject([{ agent: 'phone', address: '127.0.0.1' }])

    await expectOk(here.post('/identity/sessions/end', { sessionIds: [other.sessionId] }))

    expect((await there.get('/identity/session')).status).toBe(401)
    expect((await here.get('/identity/session')).status).toBe(200)
  })

  test('one ends all the others at once, and the one that asks goes on', async () => {
    const [here, ...others] = [await signIn(), await signIn(), await signIn()]

    await expectOk(here!.post('/identity/sessions/end', { others: true }))

    for (const other of others) expect((await other.get('/identity/session')).status).toBe(401)
    expect((await here!.get('/identity/sessions')).body.items).toHaveLength(1)
  })

  test('nobody ends the session of somebody else', async () => {
    const other = await newPerson(service)
    const theirs = await signedIn(service, other)
    const { sessionId } = await theirs.session()
    const here = await signIn()

    await expectOk(here.post('/identity/sessions/end', { sessionIds: [sessionId] }))

    expect((await theirs.get('/identity/session')).status).toBe(200)
  })

  test('whoever signs out is out, and every service hears it', async () => {
    const here = await signIn()
    const { sessionId, accountId } = await here.session()
    const kept = here.cookieHeader()

    await expectOk(here.post('/identity/sign-out'))

    expect(here.cookies.size).toBe(0)
    expect((await browserOf(service).get('/identity/session', { cookie: kept })).status).toBe(401)
    const ended = await service.events(i.SessionsEnded)
    expect(ended.at(-1)).toMatchObject({ accountId, sessionIds: [sessionId] })
    expect((await browserOf(service).post('/identity/sign-out')).status).toBe(200)
  })

  test('a session id that was known before a sign-in is worth nothing after it', async () => {
    const here = await signIn()
    const planted = here.cookieHeader()
    const before = await here.session()

    await expectOk(here.post('/identity/sign-in', { userName: person.userName, password: PASSWORD }))

    expect((await here.session()).sessionId).not.toBe(before.sessionId)
    expect((await browserOf(service).get('/identity/session', { cookie: planted })).status).toBe(401)
  })

  test('a session id that an attacker made up is never taken over', async () => {
    const forged = 'lianxie.session_token=made-up-token.AAAA'
    const victim = browserOf(service)

    const { headers } = await expectOk(
      victim.post('/identity/sign-in', { userName: person.userName, password: PASSWORD }, { cookie: forged }),
    )

    expect(headers.getSetCookie().join()).not.toContain('made-up-token')
    expect((await browserOf(service).get('/identity/session', { cookie: forged })).status).toBe(401)
  })

  test('a working day later one signs in anew', async () => {
    const here = await signIn()
    await service.running.runtime.pool.query(`update auth_session set "expiresAt" = now() - interval '1 second'`)

    expect((await here.get('/identity/session')).body.code).toBe('auth.missing')
  })

  test('a change of password ends every other session', async () => {
    const one = await newPerson(service)
    const here = await signedIn(service, one)
    const there = browserOf(service)
    await expectOk(there.post('/identity/sign-in', { userName: one.userName, password: PASSWORD }))

    await expectOk(
      here.post('/identity/change-password', { currentPassword: PASSWORD, newPassword: 'Another-Mountain-43' }),
    )

    expect((await there.get('/identity/session')).status).toBe(401)
    expect((await here.get('/identity/session')).status).toBe(200)
  })
})

describe('Cookie', () => {
  const attributesOf = (headers: Headers) =>
    headers
      .getSetCookie()
      .find((cookie) => cookie.includes('session_token'))!
      .split('; ')

  test('scripts cannot read it, other sites do not send it', async () => {
    const { headers } = await expectOk(
      browserOf(service).post('/identity/sign-in', { userName: person.userName, password: PASSWORD }),
    )

    expect(attributesOf(headers)).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect(attributesOf(headers).join()).not.toMatch(/domain/i)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('behind https it goes over nothing else and belongs to one host', async () => {
    await using secure = await start({ publicUrl: 'https://portal.test' })
    const one = await newPerson(secure)
    const browser = browserOf(secure, { origin: 'https://portal.test' })

    const { headers } = await expectOk(
      browser.post('/identity/sign-in', { userName: one.userName, password: one.oneTime }),
    )

    const cookie = attributesOf(headers)
    expect(cookie[0]).toMatch(/^__Host-lianxie\.session_token=/)
    expect(cookie).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect((await browser.get('/identity/session')).status).toBe(200)
  })
})

describe('防跨站', () => {
  const asked = [
    ['/identity/sign-in', { userName: 'nobody', password: 'x' }],
    ['/identity/change-password', { currentPassword: 'x', newPassword: 'y' }],
    ['/identity/second-factor', { code: '123456' }],
    ['/identity/second-factor/enrol', {}],
    ['/identity/second-factor/confirm', { code: '123456' }],
    ['/identity/step-up', { code: '123456' }],
    ['/identity/switch-role', { grantId: '0190a1b2-0000-7000-8000-000000000001' }],
    ['/identity/sessions/end', { others: true }],
    ['/identity/sign-out', {}],
    ['/identity/sso', {}],
  ] as const

  test.each([
    ['of another origin', { origin: 'https://evil.test' }],
    ['of an origin that only looks alike', { origin: 'http://portal.test.evil.test' }],
    ['of a page without an origin', { origin: 'null' }],
    ['without the header that a form cannot send', { 'x-lianxie': '' }],
    ['that says nothing of where it comes from', { origin: '' }],
    ['that the browser calls cross-site', { origin: '', 'sec-fetch-site': 'cross-site' }],
  ])('a request %s changes nothing', async (_, headers) => {
    const here = await signIn()
    for (const [path, body] of asked) {
      const { status, body: answer } = await here.post(path, body, headers as Record<string, string>)
      expect([path, status, answer.code]).toEqual([path, 403, 'request.cross_site'])
    }
    expect((await here.get('/identity/session')).status).toBe(200)
  })

  test('a browser that names no origin says that the page is of the same one', async () => {
    const here = await signIn()

    expect((await here.post('/identity/sign-out', {}, { origin: '', 'sec-fetch-site': 'same-origin' })).status).toBe(
      200,
    )
  })
})

test('no route of the library that it stands on is open but the way back from the provider', async () => {
  const here = await signIn()
  for (const path of [
    'sign-in/email',
    'sign-up/email',
    'sign-in/social',
    'two-factor/disable',
    'update-user',
    'token',
    'get-session',
    'jwks',
    'link-social',
    'delete-user',
    'ok',
    'callback/sso',
    'callback/other',
  ]) {
    expect([path, (await here.post(`/auth/${path}`)).status]).toEqual([path, 404])
    expect([path, (await here.get(`/auth/${path}`)).status]).toEqual([path, 404])
  }
})

test('who keeps accounts ends the sessions of one', async () => {
  const here = await signIn()
  await grant(service, person.accountId, 'STAFF_INFO')
  expect((await here.post('/identity/access-token')).status).toBe(200)

  await send(service, i.EndSessions, { accountId: person.accountId })

  expect((await here.post('/identity/access-token')).body.code).toBe('auth.missing')
})
