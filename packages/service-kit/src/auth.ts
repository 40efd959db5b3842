import { CommitteeId, Refusal, Role } from '@lianxie/contracts'
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Actor } from './actor.ts'

/** The claims of an access token that the platform knows; any OIDC issuer can make them. */
const Claims = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  committee: CommitteeId,
  role: Role.exclude(['SYSTEM', 'PUBLIC']),
  member: z.uuid().optional(),
  units: z.array(z.string().max(100)).max(50).default([]),
  acr: z.enum(['password', 'mfa']).default('password'),
  auth_time: z.number().int().nonnegative().default(0),
})

export type Authenticate = (authorization: string | undefined) => Promise<Actor | undefined>

/**
 * Turns the Authorization header into an actor: undefined without one.
 * Refuses `auth.invalid` (signature, issuer, audience, time, claims), `auth.wrong_committee` and,
 * when the issuer's keys cannot be had, `service.unavailable`.
 */
export function createAuthenticate(options: {
  committee: CommitteeId
  issuer: string
  audience: string
  jwksUrl: string
  keys?: JWTVerifyGetKey
}): Authenticate {
  const keys = options.keys ?? createRemoteJWKSet(new URL(options.jwksUrl), { cooldownDuration: 5_000 })
  return async (authorization) => {
    if (authorization === undefined) return undefined
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw new Refusal('auth.invalid')
    const claims = Claims.safeParse(await verify(token, keys, options))
    if (!claims.success) throw new Refusal('auth.invalid')
    const { sub, committee, role, member, units, acr, auth_time } = claims.data
    if (committee !== options.committee) throw new Refusal('auth.wrong_committee')
    return {
      id: sub,
      committee,
      role,
      units,
      acr,
      authTime: auth_time,
      ...(member !== undefined && { memberId: member }),
    }
  }
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: { issuer: string; audience: string },
): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['ES256', 'EdDSA'],
      clockTolerance: 5,
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
