import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { createOTP } from '@better-auth/utils/otp'
import { type CommandDefinition, type CommandOf, directory as d, identity as i } from '@lianxie/contracts'
import type { CommandAnswer } from '@lianxie/service-kit'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import type { z } from 'zod'
import { createIdentity } from '../src/app.ts'
import { createBetterAuth } from '../src/auth/better-auth.ts'
import { hashPassword } from '../src/auth/password.ts'
import type { IdentitySettings } from '../src/settings.ts'
import { Browser } from './browser.ts'
import { TEST_SETTINGS } from './settings.ts'

export const PASSWORD = 'Mountain-River-42'
/** Those who keep accounts, by tokens of the test issuer. */
export const keeper = account('OPS', { id: randomUUID() })
export const second = account('STAFF_OFFICE', { id: randomUUID() })
export const FAR = '2026-12-31'

export const start = (settings: Partial<IdentitySettings> = {}): Promise<TestService> =>
  startTestService(createIdentity({ ...TEST_SETTINGS, ...settings }))

/** How an account that only a test knows gets a token, where the service takes none but its own. */
const ownTokens = new WeakMap<TestService, (as: TestAccount) => Promise<string>>()

/** Identity as its own issuer: it takes the tokens that it signs, and nobody else's. */
export async function startSelfIssued(given: Partial<IdentitySettings> = {}): Promise<TestService> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const settings = { ...TEST_SETTINGS, issuer, ...given }
  const service = await startTestService(createIdentity(settings), {
    port,
    auth: { issuer, audience: 'lianxie', jwksUrl: `${issuer}/identity/jwks.json` },
  })
  const { db, log } = service.running.runtime
  const auth = createBetterAuth(db, settings, { log, mayBegin: async () => false })
  ownTokens.set(service, async ({ id: sub, role, units = [] }) => {
    const now = Math.floor(Date.now() / 1000)
    const { committee } = service
    const claims = { sub, committee, role, units, acr: 'mfa', auth_time: now, iat: now, exp: now + 300 }
    return (await auth.api.signAccessToken({ body: { claims } })).token
  })
  return service
}

export const tokenOf = (service: TestService, as: TestAccount): Promise<string> =>
  ownTokens.get(service)?.(as) ?? service.tokenOf(as)

/** Sends a command that must succeed. */
export async function send<C extends CommandDefinition>(
  service: TestService,
  command: C,
  body: z.input<C['schema']>,
  as: TestAccount = keeper,
): Promise<CommandAnswer['events']> {
  const answer = await service.try(command, body, { token: await tokenOf(service, as) })
  if (answer.status !== 200) throw new Error(`${command.type} was refused: ${JSON.stringify(answer.body)}`)
  return answer.body.events
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** 委员: a person whom the directory tells of. */
export async function member(service: TestService): Promise<string> {
  const memberId = randomUUID()
  await service.emit(d.MemberRegistered({ memberId }))
  await known(service, memberId)
  return memberId
}

export async function staff(service: TestService): Promise<string> {
  const staffId = randomUUID()
  const employer = { of: 'BODY' as const, bodyId: randomUUID() }
  await service.emit(d.StaffRegistered({ staffId, employer, beganOn: '2022-01-01' }))
  await known(service, staffId)
  return staffId
}

export async function unit(service: TestService): Promise<string> {
  const unitId = randomUUID()
  const facts = { name: `局${unitId.slice(0, 8)}`, unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT' } as const
  await service.emit(d.UnitRegistered({ unitId, ...facts, duties: [], registeredOn: '2022-01-01' }))
  await service.until(async () => await inTable(service, 'known_party', unitId))
  return unitId
}

const known = (service: TestService, id: string) =>
  service.until(async () => await inTable(service, 'known_person', id))

const inTable = (service: TestService, table: string, id: string) =>
  service.running.runtime.db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst() as Promise<unknown>

export interface Person {
  accountId: string
  personId: string
  userName: string
  oneTime: string
}

let people = 0

/** Creates an account and takes its one-time password away. */
export async function newPerson(service: TestService, kind: 'MEMBER' | 'STAFF' = 'STAFF'): Promise<Person> {
  const personId = await (kind === 'MEMBER' ? member(service) : staff(service))
  people += 1
  const userName = `person${people}`
  const [event] = await send(service, i.CreateAccounts, { accounts: [{ personId, userName }] })
  const { accountId, handoutId } = event!.data as { accountId: string; handoutId: string }
  const passwords = await takePasswords(service, handoutId)
  return { accountId, personId, userName, oneTime: passwords.get(userName)! }
}

/** By user name, what the file holds. */
export async function takePasswords(
  service: TestService,
  handoutId: string,
  as = keeper,
): Promise<Map<string, string>> {
  const headers = { authorization: `Bearer ${await tokenOf(service, as)}` }
  const response = await service.fetch(`/identity/handouts/${handoutId}`, { method: 'POST', headers })
  if (response.status !== 200) throw new Error(`expected a file, got ${await response.text()}`)
  const lines = (await response.text()).replace('\uFEFF', '').trim().split('\r\n').slice(1)
  return new Map(
    lines.map((line) => line.split(',') as [string, string, string]).map(([name, password]) => [name, password]),
  )
}

/** Grants a role, by two people. */
export async function grant(
  service: TestService,
  accountId: string,
  role: i.GrantableRole,
  more: Partial<CommandOf<typeof i.ProposeRoleGrant>> = {},
): Promise<string> {
  const body = { accountIds: [accountId], role, fromOn: today(service), untilOn: FAR, reason: '工作需要', ...more }
  const [event] = await send(service, i.ProposeRoleGrant, body)
  const { grantId } = event!.data as { grantId: string }
  await send(service, i.ApproveRoleGrant, { grantIds: [grantId] }, second)
  return grantId
}

export const today = (service: TestService): string =>
  new Date(service.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10)

export const browserOf = (service: TestService, headers: Record<string, string> = {}): Browser =>
  new Browser(service.running.url, headers)

const chosen = hashPassword(PASSWORD)

/** Signed in with a password of one's own, which was chosen before: each choice takes a second on a busy machine. */
export async function signedIn(service: TestService, person: Person): Promise<Browser> {
  const { pool } = service.running.runtime
  await pool.query(`update auth_account set password = $2 where "userId" = $1`, [person.accountId, await chosen])
  await pool.query(`update auth_user set "oneTimeUntil" = null where id = $1`, [person.accountId])
  const browser = browserOf(service)
  await expectOk(browser.post('/identity/sign-in', { userName: person.userName, password: PASSWORD }))
  return browser
}

export interface Authenticator {
  /** The code of a half minute near now: -1 is the one before. */
  code(offset?: number): Promise<string>
  recoveryCodes: string[]
}

/** Enrols a second factor; the session has it afterwards. The code of the half minute before was used. */
export async function enrol(browser: Browser): Promise<Authenticator> {
  const { body } = await expectOk(browser.post('/identity/second-factor/enrol', { password: PASSWORD }))
  const authenticator = authenticatorOf(body)
  await expectOk(browser.post('/identity/second-factor/confirm', { code: await authenticator.code(-1) }))
  return authenticator
}

export function authenticatorOf({ secret, recoveryCodes }: { secret: string; recoveryCodes: string[] }): Authenticator {
  const otp = createOTP(Buffer.from(fromBase32(secret)).toString('utf8'))
  return { recoveryCodes, code: (offset = 0) => otp.hotp(Math.floor(Date.now() / 30_000) + offset) }
}

/** As an authenticator reads it. */
function fromBase32(text: string): Uint8Array {
  const bits = Array.from(text.toUpperCase()).map((one) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'),
  )
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2))
}

/** Lets the clock of the database seem to have gone on: what was counted is as much older. */
export async function ageAttempts(service: TestService, minutes: number): Promise<void> {
  await service.running.runtime.pool.query(
    `update sign_in_failure set last_at = last_at - $1::interval, blocked_until = blocked_until - $1::interval`,
    [`${minutes} minutes`],
  )
}

export async function expectOk<T extends { status: number; body: unknown }>(answered: Promise<T>): Promise<T> {
  const answer = await answered
  if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}
