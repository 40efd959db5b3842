import { identity as i } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { startProvider, type TestProvider } from './provider.ts'
import { TEST_SETTINGS } from './settings.ts'
import { browserOf, expectOk, grant, keeper, newPerson, type Person, send, start } from './world.ts'

const CALLBACK = `${TEST_SETTINGS.publicUrl}/auth/callback/sso`

let provider: TestProvider
let service: TestService
let person: Person
beforeAll(async () => {
  provider = await startProvider(CALLBACK)
  const { discoveryUrl, clientId, clientSecret } = provider
  service = await start({ sso: { discoveryUrl, clientId, clientSecret } })
  person = await newPerson(service)
  await send(service, i.LinkSso, { accountId: person.accountId, subject: 'city-4711' })
}, 60_000)
afterAll(async () => {
  await service?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

const begin = async (browser: Browser, returnTo = '/home') =>
  (await expectOk(browser.post<{ url: string }>('/identity/sso', { returnTo }))).body.url
/** Comes back from the provider, to the address that the gateway forwards here. */
const comeBack = (browser: Browser, back: string) => browser.get(back.slice(TEST_SETTINGS.publicUrl.length))
const users = async () =>
  Number((await service.running.runtime.pool.query('select count(*) from auth_user')).rows[0].count)

test('who was linked beforehand is signed in, and lands where the way began', async () => {
  const browser = browserOf(service)
  await grant(service, person.accountId, 'STAFF_INFO')

  const back = await provider.signInAt(await begin(browser), 'city-4711')
  const { status, headers } = await comeBack(browser, back)

  expect([status, headers.get('location')]).toEqual([302, '/home'])
  expect(await browser.session()).toMatchObject({
    accountId: person.accountId,
    state: 'SIGNED_IN',
    acr: 'password',
    // The one-time password that still waits is of no matter to who did not use it.
    mustChangePassword: false,
  })
  expect((await browser.post('/identity/access-token')).status).toBe(200)
})

test('the page of sign-in is told whether there is a provider', async () => {
  await using without = await start()

  const { status, body } = await browserOf(service).get('/identity/sign-in-ways')
  const alone = await browserOf(without).get('/identity/sign-in-ways')

  expect([status, body]).toEqual([200, { sso: true }])
  expect(alone.body).toEqual({ sso: false })
})

test('the way goes with PKCE, a state and a nonce', async () => {
  const url = new URL(await begin(browserOf(service)))

  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'lianxie',
    redirect_uri: CALLBACK,
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.any(String),
    nonce: expect.any(String),
  })
})

test('who was not linked gets no account, and no session', async () => {
  const before = await users()
  const browser = browserOf(service)

  const { status, headers } = await comeBack(browser, await provider.signInAt(await begin(browser), 'stranger'))

  expect(status).toBe(302)
  expect(headers.get('location')).toMatch(/^(http:\/\/portal\.test)?\/sign-in\?sso=refused/)
  expect((await browser.get('/identity/session')).status).toBe(401)
  expect(await users()).toBe(before)
})

test('a stopped account is not opened by the provider either', async () => {
  const other = await newPerson(service)
  await send(service, i.LinkSso, { accountId: other.accountId, subject: 'city-4712' })
  await send(service, i.StopAccount, { accountId: other.accountId, reason: '停职' })
  const browser = browserOf(service)

  await comeBack(browser, await provider.signInAt(await begin(browser), 'city-4712'))

  expect((await browser.get('/identity/session')).status).toBe(401)
})

test('whose link was taken away stays out', async () => {
  const other = await newPerson(service)
  await send(service, i.LinkSso, { accountId: other.accountId, subject: 'city-4713' })
  await send(service, i.UnlinkSso, { accountId: other.accountId, reason: '调离' })
  const browser = browserOf(service)

  await comeBack(browser, await provider.signInAt(await begin(browser), 'city-4713'))

  expect((await browser.get('/identity/session')).status).toBe(401)
})

test('one subject of the provider is one account', async () => {
  const other = await newPerson(service)

  const { body } = await service.try(i.LinkSso, { accountId: other.accountId, subject: 'city-4711' }, { as: keeper })

  expect(body.code).toBe('common.exists')
})

test('the way back belongs to the browser that began, and is gone once', async () => {
  const browser = browserOf(service)
  const back = await provider.signInAt(await begin(browser), 'city-4711')
  const victim = browserOf(service)

  await comeBack(victim, back)
  expect((await victim.get('/identity/session')).status).toBe(401)

  const forged = browserOf(service)
  await comeBack(forged, `${CALLBACK}?code=made-up&state=made-up`)
  expect((await forged.get('/identity/session')).status).toBe(401)
})

test.each([
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  'javascript:alert(1)',
  'http:evil.test',
  '/home\r\nset-cookie: a=b',
  '',
])('nobody is sent to %j', async (returnTo) => {
  const { status, body } = await browserOf(service).post('/identity/sso', { returnTo })

  expect([status, body.code]).toEqual([400, 'sign_in.return_to'])
})

test('each way back leaves a row among the sign-ins', async () => {
  const { items } = await service.ask(i.SignIns, { limit: 200 }, { as: keeper })

  const bySso = items.filter(({ method }) => method === 'SSO')
  expect(bySso.filter(({ outcome }) => outcome === 'DONE')).toMatchObject([{ accountId: person.accountId }])
  expect(bySso.filter(({ outcome }) => outcome === 'REFUSED').length).toBeGreaterThan(3)
})

test('where no provider is configured there is no way to one', async () => {
  await using bare = await start()

  expect((await browserOf(bare).post('/identity/sso', {})).body.code).toBe('sign_in.no_sso')
})
