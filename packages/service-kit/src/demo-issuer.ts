import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CommitteeId, Role } from '@lianxie/contracts'
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose'
import type { Logger } from 'pino'
import { z } from 'zod'

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
  /** Whose tokens `POST /token` with `{"account": id}` gives to anyone who asks on this machine. */
  accounts?: readonly DemoAccount[]
  /** 127.0.0.1 unless given. */
  host?: string
  port?: number
  /** What its tokens call it, and where services find its keys; its own address unless given. */
  issuer?: string
  log: Logger
}): Promise<DemoIssuer> {
  if (options.profile === 'production') throw new Error('the demo issuer never starts in the production profile')
  options.log.warn({ committee: options.committee }, 'DEMO TOKEN ISSUER: tokens are given out without any password')
  const privateKey = await importPKCS8(options.key, 'ES256', { extractable: true })
  const { kty, crv, x, y } = await exportJWK(privateKey)
  const jwks = { keys: [{ kty, crv, x, y, alg: 'ES256', use: 'sig', kid: 'demo' }] }
  const accounts = new Map((options.accounts ?? []).map((account) => [account.id, account]))
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const issuer = options.issuer ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tokenFor: DemoIssuer['tokenFor'] = (account, more = {}) => {
    const {
      lifetime = `${LIFETIME_SECONDS}s`,
      acr = 'mfa',
      authTime = new Date(),
      committee = options.committee,
    } = more
    return new SignJWT({
      committee,
      role: account.role,
      units: account.units ?? [],
      acr,
      auth_time: Math.floor(authTime.getTime() / 1000),
      ...(account.memberId !== undefined && { member: account.memberId }),
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'demo', typ: 'at+jwt' })
      .setSubject(account.id)
      .setIssuer(issuer)
      .setAudience('lianxie')
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(privateKey)
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: unknown): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(body))
    }
    if (request.method === 'GET' && request.url === '/jwks.json') return reply(200, jwks)
    if (request.method === 'GET' && request.url === '/accounts') return reply(200, [...accounts.values()])
    if (request.method !== 'POST' || request.url !== '/token') return reply(404, {})
    const asked = await bodyOf(request)
    const account = asked && accounts.get(asked.account)
    if (!account) return reply(400, { error: 'expected {"account": "<one of /accounts>"}' })
    // Units and members are registered while the demo runs; whoever asks says for whom the account acts.
    const token = await tokenFor({
      ...account,
      ...(asked.units && { units: asked.units }),
      ...(asked.member !== undefined && { memberId: asked.member }),
    })
    reply(200, { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS })
  }
  return {
    issuer,
    jwksUrl: `${issuer}/jwks.json`,
    tokenFor,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const LIFETIME_SECONDS = 12 * 3600
const Asked = z.object({
  account: z.string(),
  units: z.array(z.string().max(100)).max(50).optional(),
  member: z.uuid().optional(),
})

async function bodyOf(request: IncomingMessage): Promise<z.infer<typeof Asked> | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > 10_000) return undefined
    pieces.push(piece)
  }
  try {
    return Asked.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  } catch {
    // Whatever else was sent is answered as a wrong request.
    return undefined
  }
}
