import { CommitteeId, Refusal, Role } from '@lianxie/contracts'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import type { StoppedTokens } from './stopped-tokens.ts'
import { createVerifiedTokens } from './verified-tokens.ts'

/** The claims of an access token that the platform knows; any OIDC issuer can make them. */
const Claims = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  committee: CommitteeId,
  role: Role.exclude(['SYSTEM', 'PUBLIC']),
  member: z.uuid().optional(),
  // Bodies and units of the directory are UUIDs; what is none stands for nothing here.
  units: z
    .array(z.string().max(100))
    .max(50)
    .default([])
    .transform((all) => all.filter((id) => z.uuid().safeParse(id).success)),
  acr: z.enum(['password', 'mfa']).default('password'),
  auth_time: z.number().int().nonnegative().default(0),
  sid: z.string().max(100).optional(),
  iat: z.number().nonnegative().optional(),
  scope: z.string().max(1000).optional(),
})

export type Authenticate = (authorization: string | undefined) => Promise<Actor | undefined>

/**
 * Turns the Authorization header into an actor: undefined without one.
 * Refuses `auth.invalid` (signature, issuer, audience, time, type, claims, or what it stands on was stopped),
 * `auth.wrong_committee` and, when the issuer's keys cannot be had, `service.unavailable`. A signature that was found good
 * counts for the rest of the token's life, at most five minutes; whether it was stopped is looked at each time.
 */
export function createAuthenticate(options: {
  committee: CommitteeId
  issuer: string
  audience: string
  jwksUrl: string
  keys?: JWTVerifyGetKey
  stopped?: StoppedTokens
  /** Milliseconds since 1970. */
  now?: () => number
}): Authenticate {
  const { now = Date.now } = options
  const verified = createVerifiedTokens()
  const keys = options.keys ?? createRemoteJWKSet(new URL(options.jwksUrl), { cooldownDuration: 5_000 })
  const unlessStopped = (actor: Actor): Actor => {
    if (options.stopped?.isStopped(actor)) throw new Refusal('auth.invalid')
    return actor
  }
  return async (authorization) => {
    if (authorization === undefined) return undefined
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw new Refusal('auth.invalid')
    const at = now()
    const known = verified.find(token, at)
    if (known) return unlessStopped(known)
    const payload = await verify(token, keys, { ...options, at })
    const claims = Claims.safeParse(payload)
    if (!claims.success) throw new Refusal('auth.invalid')
    const { sub, committee, role, member, units, acr, auth_time, sid, iat, scope } = claims.data
    if (committee !== options.committee) throw new Refusal('auth.wrong_committee')
    const actor: Actor = Object.freeze({
      id: sub,
      committee,
      role,
      units: Object.freeze(units),
      acr,
      authTime: auth_time,
      ...(member !== undefined && { memberId: member }),
      ...(sid !== undefined && { sessionId: sid }),
      ...(iat !== undefined && { issuedAt: iat }),
      ...(scope !== undefined && { scopes: Object.freeze(scope.split(' ')) }),
    })
    verified.keep(token, actor, payload, at)
    return unlessStopped(actor)
  }
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, at }: { issuer: string; audience: string; at: number },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['ES256', 'EdDSA'],
      // RFC 9068: what else the issuer signs with the same key, such as an ID token, opens nothing here.
      typ: 'at+jwt',
      clockTolerance: 5,
      currentDate: new Date(at),
    })
    return payload
  } catch (error) {
    // jose's own errors are about the token; a JWKS that cannot be fetched is about the issuer.
    const aboutToken =
      error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC'
    throw new Refusal(aboutToken ? 'auth.invalid' : 'service.unavailable')
  }
}

/** How long a second factor counts for a signature or a rating. */
const STEP_UP_SECONDS = 10 * 60
/** How far the issuer's clock may be ahead. */
const CLOCK_SKEW_SECONDS = 60

/** 二次验证: refuses `auth.step_up` unless the actor gave a second factor within the last ten minutes. */
export function requireStepUp(actor: Actor, now: Date): void {
  const age = now.getTime() / 1000 - actor.authTime
  const fresh = actor.acr === 'mfa' && age <= STEP_UP_SECONDS && age >= -CLOCK_SKEW_SECONDS
  if (actor.role !== 'SYSTEM' && !fresh) throw new Refusal('auth.step_up')
}
