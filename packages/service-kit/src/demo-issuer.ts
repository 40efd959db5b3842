import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CommitteeId, Role } from '@lianxie/contracts'
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose'
import type { Logger } from 'pino'

export interface DemoAccount {
  id: string
  role: Role
  memberId?: string
  units?: readonly string[]
}

export interface TokenOptions {
  lifetime?: string
  acr?: 'password' | 'mfa'
  authTime?: Date
  /** The committee that the token claims; the issuer's own by default. */
  committee?: CommitteeId
}

export interface DemoIssuer {
  issuer: string
  jwksUrl: string
  /** An access token for the account, fresh from a second factor. */
  tokenFor(account: DemoAccount, options?: TokenOptions): Promise<string>
  stop(): Promise<void>
}

/** The issuer's signing key as PKCS #8 text, to be kept so that tokens survive a restart of the demo. */
export async function newDemoIssuerKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return exportPKCS8(privateKey)
}

/**
 * A token issuer for the demo and for tests: it gives a token to whoever starts the process, without any password.
 * Throws in the production profile.
 */
export async function startDemoIssuer(options: {
  profile: 'production' | 'demo' | 'test'
  committee: CommitteeId
  key: string
  port?: number
  log: Logger
}): Promise<DemoIssuer> {
  if (options.profile === 'production') throw new Error('the demo issuer never starts in the production profile')
  options.log.warn({ committee: options.committee }, 'DEMO TOKEN ISSUER: tokens are given out without any password')
  const privateKey = await importPKCS8(options.key, 'ES256', { extractable: true })
  const { kty, crv, x, y } = await exportJWK(privateKey)
  const jwks = JSON.stringify({ keys: [{ kty, crv, x, y, alg: 'ES256', use: 'sig', kid: 'demo' }] })
  const server = createServer((request, response) => {
    const found = request.method === 'GET' && request.url === '/jwks.json'
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? jwks : '{}')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    jwksUrl: `${issuer}/jwks.json`,
    tokenFor: (account, { lifetime = '12h', acr = 'mfa', authTime = new Date(), committee = options.committee } = {}) =>
      new SignJWT({
        committee,
        role: account.role,
        units: account.units ?? [],
        acr,
        auth_time: Math.floor(authTime.getTime() / 1000),
        ...(account.memberId !== undefined && { member: account.memberId }),
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'demo' })
        .setSubject(account.id)
        .setIssuer(issuer)
        .setAudience('lianxie')
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
