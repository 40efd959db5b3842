import type { webcrypto } from 'node:crypto'
import { identity as i } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { exportSPKI, importJWK, type JWK, SignJWT, decodeJwt, decodeProtectedHeader, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import {
  browserOf,
  expectOk,
  FAR,
  grant,
  newPerson,
  type Person,
  send,
  signedIn,
  startSelfIssued,
  takePasswords,
  today,
  tokenOf,
  unit,
} from './world.ts'

let service: TestService
let person: Person
let browser: Browser
beforeAll(async () => {
  service = await startSelfIssued()
  person = await newPerson(service, 'MEMBER')
  browser = await signedIn(service, person)
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())
beforeEach(() => service.running.runtime.pool.query('delete from sign_in_failure'))

const accounts = (token: string) =>
  service.fetch('/identity/accounts', { headers: { authorization: `Bearer ${token}` } })
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code

describe('访问令牌', () => {
  test('nobody without a role gets one', async () => {
    const { status, body } = await browser.post('/identity/access-token')

    expect([status, body.code]).toEqual([403, 'role.none'])
  })

  test('it says who acts in which role, for at most five minutes, and what kind of token it is', async () => {
    const unitId = await unit(service)
    const other = await newPerson(service)
    const theirs = await signedIn(service, other)
    await grant(service, other.accountId, 'UNIT_HANDLER', { unitIds: [unitId] })

    const { body } = await expectOk(theirs.post('/identity/access-token'))

    const { sessionId } = await theirs.session()
    expect(decodeProtectedHeader(body.token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) })
    const claims = decodeJwt(body.token)
    expect(claims).toEqual({
      sub: other.accountId,
      sid: sessionId,
      iss: service.settings.auth.issuer,
      aud: 'lianxie',
      committee: service.committee,
      role: 'UNIT_HANDLER',
      units: [unitId],
      acr: 'password',
      auth_time: expect.any(Number),
      iat: expect.any(Number),
      exp: expect.any(Number),
    })
    expect(body.expiresIn).toBeLessThanOrEqual(300)
    expect(claims.exp! - claims.iat!).toBe(body.expiresIn)
  })

  test('a person with several posts acts in one at a time, and switches', async () => {
    const memberGrant = await grant(service, person.accountId, 'MEMBER')
    const officeGrant = await grant(service, person.accountId, 'STAFF_OFFICE')
    expect(decodeJwt(await browser.token())).toMatchObject({ role: 'MEMBER', member: person.personId })

    const { body } = await expectOk(browser.post('/identity/switch-role', { grantId: officeGrant }))

    expect(body.active).toMatchObject({ grantId: officeGrant, role: 'STAFF_OFFICE' })
    expect(body.roles.map(({ role }: { role: string }) => role)).toEqual(['MEMBER', 'STAFF_OFFICE'])
    const claims = decodeJwt(await browser.token())
    expect(claims).toMatchObject({ role: 'STAFF_OFFICE' })
    expect(claims).not.toHaveProperty('member')
    await expectOk(browser.post('/identity/switch-role', { grantId: memberGrant }))
  })

  test('nobody switches to a role of somebody else, nor to one that waits or has ended', async () => {
    const other = await newPerson(service)
    const foreign = await grant(service, other.accountId, 'STAFF_INFO')
    const [proposed] = await send(service, i.ProposeRoleGrant, {
      accountIds: [person.accountId],
      role: 'STAFF_INFO',
      fromOn: today(service),
      untilOn: FAR,
      reason: '工作需要',
    })
    const waiting = (proposed!.data as { grantId: string }).grantId
    const ended = await grant(service, person.accountId, 'AUDITOR')
    await send(service, i.RevokeRole, { grantId: ended, reason: '调整分工' })

    for (const grantId of [foreign, waiting, ended, person.accountId]) {
      expect((await browser.post('/identity/switch-role', { grantId })).body.code).toBe('role.not_held')
    }
  })

  test.each([
    ['a role beside the grant', { role: 'OPS' }],
    ['an account', { accountId: '0190a1b2-0000-7000-8000-000000000001' }],
    ['a proof', { acr: 'mfa' }],
  ])('no parameter gives %s', async (_, extra) => {
    const { active } = await browser.session()

    const switched = await browser.post('/identity/switch-role', { grantId: active!.grantId, ...extra })
    const { body } = await browser.post('/identity/access-token', extra)

    expect([switched.status, switched.body.code]).toEqual([400, 'request.invalid'])
    expect(decodeJwt(body.token)).toMatchObject({ sub: person.accountId, role: active!.role, acr: 'password' })
  })

  test('a role that is not yet or no longer given is not acted in', async () => {
    const other = await newPerson(service)
    const theirs = await signedIn(service, other)
    await grant(service, other.accountId, 'STAFF_INFO', { fromOn: '2026-12-30' })

    expect((await theirs.post('/identity/access-token')).body.code).toBe('role.none')
  })
})

describe('伪造的令牌', () => {
  let claims: Record<string, unknown>
  let jwk: JWK
  let good: string
  beforeAll(async () => {
    const operator = await newPerson(service)
    const theirs = await signedIn(service, operator)
    await grant(service, operator.accountId, 'STAFF_OFFICE')
    claims = decodeJwt(await theirs.token())
    const keys = (await (await service.fetch('/identity/jwks.json')).json()) as { keys: JWK[] }
    jwk = keys.keys[0]!
    good = await theirs.token()
  })

  test('the one that they are made after opens what it may', async () => {
    expect((await accounts(good)).status).toBe(200)
  })

  test('the published keys hold nothing private', () => {
    expect(jwk).toMatchObject({ kty: 'EC', alg: 'ES256', use: 'sig' })
    expect(Object.keys(jwk)).not.toContain('d')
  })

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const foreignKey = generateKeyPair('ES256')
  const sign = async (header: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    new SignJWT({ ...claims, ...more })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid!, ...header })
      .sign((await foreignKey).privateKey)

  test.each([
    ['that is signed by nobody', async () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims)}.`],
    [
      'with a signature that is empty',
      async () => `${part({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' })}.${part(claims)}.AA`,
    ],
    [
      'signed with the public key as a shared secret',
      async () => {
        const pem = await exportSPKI((await importJWK(jwk, 'ES256', { extractable: true })) as webcrypto.CryptoKey)
        return new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: jwk.kid! })
          .sign(new TextEncoder().encode(pem))
      },
    ],
    ['signed by somebody else under the name of our key', () => sign({})],
    ['that names a key which we do not have', () => sign({ kid: 'other' })],
    ['that brings its own key', async () => sign({ kid: 'other', jwk: { ...jwk, kid: 'other' } })],
  ])('a token %s opens nothing', async (_, make) => {
    const response = await accounts(await make())

    expect([response.status, await codeOf(response)]).toEqual([401, 'auth.invalid'])
  })

  test('a session cookie is no token', async () => {
    const [cookie] = [...browser.cookies.values()]

    expect((await accounts(decodeURIComponent(cookie!))).status).toBe(401)
  })
})

describe('服务账号', () => {
  const keeper = account('OPS')
  const register = async (scopes: string[]) => {
    const [event] = await send(
      service,
      i.RegisterServiceAccount,
      { label: '年度报告', role: 'ANALYST', scopes, untilOn: FAR, reason: '统计' },
      keeper,
    )
    return (event!.data as { serviceAccountId: string }).serviceAccountId
  }
  const secretOf = async (serviceAccountId: string) => {
    const [event] = await send(service, i.RenewServiceSecret, { serviceAccountId }, keeper)
    return (await takePasswords(service, (event!.data as { handoutId: string }).handoutId, keeper)).get(
      serviceAccountId,
    )!
  }
  const ask = (serviceAccountId: string, secret: string) =>
    browserOf(service).post('/identity/service-token', { serviceAccountId, secret })

  test('a second person approves it, and its token does what its scopes say', async () => {
    const id = await register(['proposals:read'])
    const early = await service.try(
      i.RenewServiceSecret,
      { serviceAccountId: id },
      { token: await tokenOf(service, keeper) },
    )
    expect(early.body.code).toBe('service_account.not_approved')
    await send(service, i.ApproveServiceAccount, { serviceAccountId: id }, account('STAFF_OFFICE'))
    const secret = await secretOf(id)

    const { body } = await expectOk(ask(id, secret))

    expect(decodeJwt(body.token)).toMatchObject({ sub: id, role: 'ANALYST', scope: 'proposals:read', acr: 'password' })
    expect(await codeOf(await accounts(body.token))).toBe('auth.forbidden')
    expect((await ask(id, `${secret}x`)).body.code).toBe('sign_in.wrong')
    const renewed = await secretOf(id)
    expect((await ask(id, secret)).body.code).toBe('sign_in.wrong')
    expect((await ask(id, renewed)).status).toBe(200)
  })

  test('whoever registered it does not approve it, and once it is stopped its secret is worth nothing', async () => {
    const id = await register(['supervision:read'])
    const own = await service.try(
      i.ApproveServiceAccount,
      { serviceAccountId: id },
      { token: await tokenOf(service, keeper) },
    )
    expect(own.body.code).toBe('role.same_person')
    await send(service, i.ApproveServiceAccount, { serviceAccountId: id }, account('STAFF_OFFICE'))
    const secret = await secretOf(id)

    await send(service, i.StopServiceAccount, { serviceAccountId: id, reason: '不再使用' }, keeper)

    expect((await ask(id, secret)).body.code).toBe('sign_in.wrong')
  })
})

describe('密钥轮换', () => {
  test('a new key signs when the old one is a month old, and both are published', async () => {
    const before = decodeProtectedHeader(await browser.token()).kid
    await service.running.runtime.pool.query(`update auth_jwks set "expiresAt" = now() - interval '1 hour'`)

    const token = await browser.token()

    expect(decodeProtectedHeader(token).kid).not.toBe(before)
    const { keys } = (await (await service.fetch('/identity/jwks.json')).json()) as { keys: JWK[] }
    expect(keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining([before, decodeProtectedHeader(token).kid]))
    // A verifier that has just looked for keys looks again after five seconds.
    await service.until(async () => (await codeOf(await accounts(token))) === 'auth.forbidden')
  })
})
