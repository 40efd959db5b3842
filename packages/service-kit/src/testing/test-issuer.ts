import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CommitteeId, Role } from '@lianxie/contracts'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Whom a token stands for. */
export interface TestAccount {
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

export interface TestIssuer {
  issuer: string
  jwksUrl: string
  /** An access token for the account, fresh from a second factor. */
  tokenFor(account: TestAccount, options?: TokenOptions): Promise<string>
  stop(): Promise<void>
}

/**
 * Stands in for identity where tests, faults and measurements need tokens and nobody who signs in: it publishes a key of
 * its own, and whoever has started it gets tokens for anybody. It gives none to a request.
 */
export async function startTestIssuer(own: CommitteeId): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const jwks = JSON.stringify({ keys: [{ kty, crv, x, y, alg: 'ES256', use: 'sig', kid: 'test' }] })
  const server = createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/jwks.json'
    response.writeHead(isAsked ? 200 : 404, { 'content-type': 'application/json' }).end(isAsked ? jwks : '{}')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    jwksUrl: `${issuer}/jwks.json`,
    tokenFor(account, { lifetime = '12h', acr = 'mfa', authTime = new Date(), committee = own } = {}) {
      return new SignJWT({
        committee,
        role: account.role,
        units: account.units ?? [],
        acr,
        auth_time: Math.floor(authTime.getTime() / 1000),
        ...(account.memberId !== undefined && { member: account.memberId }),
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt' })
        .setSubject(account.id)
        .setIssuer(issuer)
        .setAudience('lianxie')
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey)
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
