import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { createLocalJWKSet } from 'jose'
import { expect, test } from 'vitest'
import { createAuthenticate, requireStepUp } from './auth.ts'
import { createStoppedTokens } from './stopped-tokens.ts'

const ISSUER = 'https://id.example'
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] })
const authenticate = createAuthenticate({
  committee: 'wujiang-cppcc',
  issuer: ISSUER,
  audience: 'lianxie',
  jwksUrl: `${ISSUER}/jwks.json`,
  keys,
})

const token = (
  claims: Record<string, unknown>,
  {
    issuer = ISSUER,
    expires = '5m',
    audience = 'lianxie',
    key = privateKey,
    header = {},
  }: {
    issuer?: string
    expires?: string | Date
    audience?: string
    key?: typeof privateKey
    header?: Record<string, string>
  } = {},
) =>
  new SignJWT({ committee: 'wujiang-cppcc', role: 'CHAIR', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt', ...header })
    .setSubject('account-1')
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(key)

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const standing = { sub: 'account-1', iss: ISSUER, aud: 'lianxie', exp: Math.floor(Date.now() / 1000) + 300 }

const unsigned = (claims: object) => `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ ...standing, ...claims })}.AA`

/** An old trick: what verifies a signature is public, and a careless verifier takes it for a shared secret. */
async function signedWithPublicKey(claims: Record<string, unknown>): Promise<string> {
  const secret = new TextEncoder().encode(await exportSPKI(publicKey))
  return new SignJWT({ ...standing, ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: 'k', typ: 'at+jwt' })
    .sign(secret)
}

/** An id of the directory; other words in the claim stand for nothing. */
const UNIT = '0190a1b2-0000-7000-8000-000000000001'

test('a token of the own committee makes an actor in one role', async () => {
  const actor = await authenticate(`Bearer ${await token({ units: [UNIT, 'u1'], acr: 'mfa', auth_time: 1 })}`)

  expect(actor).toMatchObject({ id: 'account-1', committee: 'wujiang-cppcc', role: 'CHAIR', units: [UNIT], acr: 'mfa' })
})

test('a request without a token has no actor', async () => {
  expect(await authenticate(undefined)).toBeUndefined()
})

test.each([
  ['of another issuer', () => token({}, { issuer: 'https://other.example' })],
  ['for another audience', () => token({}, { audience: 'elsewhere' })],
  ['that has expired', () => token({}, { expires: '-1m' })],
  ['signed with another key', async () => token({}, { key: (await generateKeyPair('ES256')).privateKey })],
  ['in a role that nobody holds', () => token({ role: 'SYSTEM' })],
  ['that is no token', async () => 'a.b.c'],
  ['of another type, as an ID token is', () => token({}, { header: { typ: 'JWT' } })],
  ['that names a key which the issuer does not have', () => token({}, { header: { kid: 'other' } })],
  ['without a signature', async () => unsigned({ committee: 'wujiang-cppcc', role: 'CHAIR' })],
  ['signed with the public key as a secret', () => signedWithPublicKey({ committee: 'wujiang-cppcc', role: 'CHAIR' })],
])('a token %s is refused', async (_, make) => {
  await expect(authenticate(`Bearer ${await make()}`)).rejects.toThrow('auth.invalid')
})

test('the signature of a token is checked once in five minutes, and its time with each request', async () => {
  let now = Date.parse('2026-03-01T01:00:00.000Z')
  let checked = 0
  const watched = createAuthenticate({
    committee: 'wujiang-cppcc',
    issuer: ISSUER,
    audience: 'lianxie',
    jwksUrl: `${ISSUER}/jwks.json`,
    keys: (header, jws) => {
      checked += 1
      return keys(header, jws)
    },
    now: () => now,
  })
  const short = `Bearer ${await token({}, { expires: new Date(now + 60_000) })}`
  const long = `Bearer ${await token({}, { expires: new Date(now + 3_600_000) })}`

  await watched(short)
  await watched(short)
  await watched(long)
  expect(checked).toBe(2)

  now += 120_000
  await expect(watched(short)).rejects.toThrow('auth.invalid')
  await watched(long)
  expect(checked).toBe(3)

  now += 240_000
  await watched(long)
  expect(checked).toBe(4)
})

test('a token of another committee is refused as such', async () => {
  await expect(authenticate(`Bearer ${await token({ committee: 'qingpu-cppcc' })}`)).rejects.toThrow(
    'auth.wrong_committee',
  )
})

test('a token is refused from the moment when its account was stopped, also one whose signature was found good', async () => {
  const stopped = createStoppedTokens()
  const watched = createAuthenticate({
    committee: 'wujiang-cppcc',
    issuer: ISSUER,
    audience: 'lianxie',
    jwksUrl: `${ISSUER}/jwks.json`,
    keys,
    stopped,
  })
  const now = Math.floor(Date.now() / 1000)
  const before = `Bearer ${await token({ iat: now - 10 })}`
  await watched(before)

  stopped.stop('account account-1', new Date((now - 5) * 1000))

  await expect(watched(before)).rejects.toThrow('auth.invalid')
  await expect(watched(`Bearer ${await token({ iat: now })}`)).resolves.toMatchObject({ id: 'account-1' })
})

test('an issuer that cannot be reached is no fault of the token', async () => {
  const away = createAuthenticate({
    committee: 'wujiang-cppcc',
    issuer: ISSUER,
    audience: 'lianxie',
    jwksUrl: 'http://127.0.0.1:1/jwks.json',
  })

  await expect(away(`Bearer ${await token({})}`)).rejects.toThrow('service.unavailable')
})

test('a second factor counts for ten minutes', () => {
  const actor = { id: 'a', committee: 'wujiang-cppcc', role: 'CHAIR', units: [], acr: 'mfa', authTime: 1_000 } as const

  expect(() => requireStepUp(actor, new Date(1_599_000))).not.toThrow()
  expect(() => requireStepUp(actor, new Date(1_601_000))).toThrow('auth.step_up')
  expect(() => requireStepUp({ ...actor, acr: 'password' }, new Date(1_001_000))).toThrow('auth.step_up')
})
