import type { Database, Runtime } from '@lianxie/service-kit'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, jwt, type JwtOptions, signJWT, twoFactor } from 'better-auth/plugins'
import { z } from 'zod'
import type { IdentitySettings } from '../settings.ts'
import { SSO_PROVIDER } from '../store/auth-tables.ts'
import type { Tables } from '../store/tables.ts'
import { verifyPassword } from './password.ts'

/** 会话时长: a working day. Nothing lengthens it. */
const SESSION_SECONDS = 12 * 3600
/** 密钥轮换: a key signs for a month; what it signed is believed for a day more. */
const KEY_SECONDS = 30 * 86_400
const KEY_GRACE_SECONDS = 86_400

/** Where this service says to better-auth from which address a request came. */
export const ADDRESS_HEADER = 'x-lianxie-address'

const optional = { required: false, input: false } as const

/**
 * better-auth as a library: hashes, sessions and their cookies, secrets of second factors, signing keys, the flow with an
 * OpenID provider. Its own routes are not mounted but the provider's way back: what can be asked is in `routes/`, where
 * attempts are counted and written down.
 */
export function createBetterAuth(
  db: Database<Tables>,
  settings: IdentitySettings,
  hooks: { log: Runtime['log']; mayBegin(userId: string): Promise<boolean> },
) {
  const { publicUrl, secret, issuer, audience, sso } = settings
  const isSecure = publicUrl.startsWith('https:')
  const keys: JwtOptions = {
    jwks: { keyPairConfig: { alg: 'ES256' }, rotationInterval: KEY_SECONDS, gracePeriod: KEY_GRACE_SECONDS },
    jwt: { issuer, audience, expirationTime: '5m' },
    disableSettingJwtHeader: true,
    schema: { jwks: { modelName: 'auth_jwks' } },
  }
  return betterAuth({
    appName: '联协',
    baseURL: publicUrl,
    basePath: '/auth',
    secret,
    database: { db: db as never, type: 'postgres' },
    telemetry: { enabled: false },
    // Attempts are counted in the database by this service itself.
    rateLimit: { enabled: false },
    logger: { log: (level, message) => hooks.log[level === 'error' ? 'warn' : 'debug']({ message }, 'better-auth') },
    onAPIError: { errorURL: `${publicUrl}/` },
    emailAndPassword: { enabled: true, disableSignUp: true, password: { verify: verifyPassword } },
    user: {
      modelName: 'auth_user',
      additionalFields: { oneTimeUntil: { type: 'date', returned: false, ...optional } },
    },
    session: {
      modelName: 'auth_session',
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      additionalFields: {
        acr: { type: 'string', ...optional },
        method: { type: 'string', ...optional },
        authTime: { type: 'date', ...optional },
        grantId: { type: 'string', ...optional },
      },
    },
    account: { modelName: 'auth_account', updateAccountOnSignIn: false, accountLinking: { enabled: false } },
    verification: { modelName: 'auth_verification' },
    advanced: {
      cookiePrefix: isSecure ? '__Host-lianxie' : 'lianxie',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    databaseHooks: {
      session: {
        create: {
          // Every session begins here, whichever way somebody came.
          before: async (session) => {
            if (!(await hooks.mayBegin(session.userId))) return false
            const userAgent = (session.userAgent ?? '').slice(0, 120)
            if ('method' in session && session['method']) return { data: { ...session, userAgent } }
            const bySso = { acr: 'password', method: 'SSO', authTime: new Date(), grantId: null }
            return { data: { ...session, userAgent, ...bySso } }
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: '联协',
        allowPasswordless: true,
        schema: { twoFactor: { modelName: 'auth_two_factor' } },
      }),
      jwt(keys),
      genericOAuth({ config: sso ? [providerOf(sso)] : [] }),
      ownEndpoints(keys),
    ],
  })
}
export type BetterAuth = ReturnType<typeof createBetterAuth>

/** 统一身份认证: PKCE, verified ID tokens; nobody gets an account by coming from there, and nothing of a person is kept. */
const providerOf = ({ discoveryUrl, clientId, clientSecret }: NonNullable<IdentitySettings['sso']>) => ({
  providerId: SSO_PROVIDER,
  discoveryUrl,
  clientId,
  clientSecret,
  pkce: true,
  scopes: ['openid'],
  requireIdTokenVerification: true,
  disableSignUp: true,
  disableImplicitSignUp: true,
  // Whoever it is was linked by the subject beforehand; an address that the provider names links nobody.
  mapProfileToUser: (profile: Record<string, unknown>) => ({
    email: `${String(profile['sub'])}@sso.invalid`,
    emailVerified: false,
    name: '',
  }),
})

const OpenSession = z.object({
  userId: z.string(),
  acr: z.enum(['pending', 'password', 'mfa']),
  method: z.enum(['PASSWORD', 'SSO']),
  grantId: z.string().nullable(),
  authTime: z.date(),
})

/** What this service asks of better-auth in its own words; reached by no request. */
const ownEndpoints = (keys: JwtOptions) => ({
  id: 'lianxie' as const,
  endpoints: {
    /** A new session, under an id that nobody knew before, and its cookie. */
    openSession: createAuthEndpoint.serverOnly({ method: 'POST', body: OpenSession }, async (ctx) => {
      const { userId, ...fields } = ctx.body
      const { internalAdapter } = ctx.context
      const user = await internalAdapter.findUserById(userId)
      const session = user && (await internalAdapter.createSession(userId, false, fields))
      if (!session) return ctx.json({ sessionId: undefined })
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ sessionId: session.id })
    }),
    /** Takes the cookie away. */
    forgetSession: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
      deleteSessionCookie(ctx)
      return ctx.json({})
    }),
    /** 访问令牌: RFC 9068. */
    signAccessToken: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ claims: z.record(z.string(), z.unknown()) }) },
      async (ctx) =>
        ctx.json({ token: await signJWT(ctx, { options: keys, payload: ctx.body.claims, header: { typ: 'at+jwt' } }) }),
    ),
  },
})
