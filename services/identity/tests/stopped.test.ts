import { identity as i } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { type Neighbour, startNeighbour } from './neighbour.ts'
import {
  browserOf,
  expectOk,
  grant,
  newPerson,
  PASSWORD,
  type Person,
  send,
  signedIn,
  startSelfIssued,
} from './world.ts'

let service: TestService
let neighbour: Neighbour
let person: Person
let browser: Browser
let token: string

beforeAll(async () => {
  service = await startSelfIssued()
  neighbour = await startNeighbour(service)
}, 120_000)
afterAll(async () => {
  await neighbour?.[Symbol.asyncDispose]()
  await service?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  person = await newPerson(service)
  browser = await signedIn(service, person)
  await grant(service, person.accountId, 'STAFF_INFO')
  token = await browser.token()
  await service.until(async () => (await neighbour.ask(token)).role === 'STAFF_INFO')
})

const isRefused = () => service.until(async () => (await neighbour.ask(token)).code === 'auth.invalid', 5_000)
const stop = () => send(service, i.StopAccount, { accountId: person.accountId, reason: '停职' })

test('a token of an account that was stopped is refused by every other service', async () => {
  await stop()

  await isRefused()
  expect((await browser.post('/identity/access-token')).body.code).toBe('auth.missing')
})

test('a role that was revoked, and no other, is acted in no more', async () => {
  const infoGrant = (await browser.session()).active!.grantId
  const ops = await grant(service, person.accountId, 'ANALYST')
  await expectOk(browser.post('/identity/switch-role', { grantId: ops }))
  const analyst = await browser.token()

  await send(service, i.RevokeRole, { grantId: infoGrant, reason: '调整分工' })

  await isRefused()
  expect(await neighbour.ask(analyst)).toEqual({ status: 200, role: 'ANALYST' })
})

test('a session that ended takes its tokens along, and not those of another session', async () => {
  const elsewhere = await signedInAgain()
  const other = await elsewhere.token()

  await expectOk(browser.post('/identity/sign-out'))

  await isRefused()
  expect(await neighbour.ask(other)).toEqual({ status: 200, role: 'STAFF_INFO' })
})

test('who was reinstated acts with a new token, and not with one from before', async () => {
  await stop()
  await isRefused()
  await send(service, i.ReinstateAccount, { accountId: person.accountId, reason: '复职' })

  // Tokens count whole seconds: one of the second of the stop may be older than it.
  const again = await service.until(async () => {
    const fresh = await (await signedInAgain()).token()
    return (await neighbour.ask(fresh)).status === 200 && fresh
  })

  expect((await neighbour.ask(token)).code).toBe('auth.invalid')
  expect(again).not.toBe(token)
})

test('a process that starts later has heard of it', async () => {
  await stop()
  await service.until(async () => (await neighbour.stopped()).includes(`account ${person.accountId}`))

  await neighbour.restart()

  expect((await neighbour.ask(token)).code).toBe('auth.invalid')
})

test('it is kept once, however often it is told', async () => {
  await stop()
  await isRefused()
  await service.until(async () => (await neighbour.stopped()).includes(`account ${person.accountId}`))

  const rows = await neighbour.stopped()

  expect(rows.filter((key) => key === `account ${person.accountId}`)).toHaveLength(1)
})

test('a token that was issued while the account was being stopped is either older than the stop or was never issued', async () => {
  const wanted = Array.from({ length: 6 }, () => browser.post('/identity/access-token'))
  const [, ...answers] = await Promise.all([stop(), ...wanted])

  const issued = answers.filter(({ status }) => status === 200).map(({ body }) => body.token as string)
  await isRefused()
  for (const one of issued) expect((await neighbour.ask(one)).code).toBe('auth.invalid')
})

async function signedInAgain(): Promise<Browser> {
  const fresh = browserOf(service)
  await expectOk(fresh.post('/identity/sign-in', { userName: person.userName, password: PASSWORD }))
  return fresh
}
