import { identity as i, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Means } from '../auth/means.ts'
import { activeGrant, heldGrants, type HeldGrantRow, type Session } from '../store/sessions.ts'
import { neverKept, requireSession } from './guard.ts'

/** 访问令牌 lives so long at most. Seconds. */
export const TOKEN_SECONDS = 300

/** 访问令牌, in the one role in which the session acts; and the keys by which every service knows them. */
export function mountTokens(server: FastifyInstance, means: Means): void {
  server.get('/identity/jwks.json', {
    schema: { summary: '验签公钥 The public keys of access tokens', operationId: 'identity.jwks', tags: ['sign-in'] },
    // Services look for a key that they do not know at once, so that a day may pass before they look again otherwise.
    handler: async (_request, reply) => {
      const { keys } = await means.auth.api.getJwks()
      reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json')
      return JSON.stringify({ keys: keys.map((key) => ({ ...key, use: 'sig' })) })
    },
    serializerCompiler: () => (text) => text as string,
  })

  // It changes nothing and no other site can read its answer, so it needs no proof of the page: the gateway asks.
  server.post('/identity/access-token', {
    schema: {
      summary: '访问令牌 An access token for the role in which the session acts',
      operationId: 'identity.access-token',
      tags: ['sign-in'],
      response: { 200: i.AccessToken },
    },
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await requireSession(request, means)
      if (session.mustChangePassword) throw new Refusal('password.change_first')
      const { grant, issuedAt } = await standingOf(means, session)
      const isMissing = i.SECOND_FACTOR_ROLES.includes(grant.role) && session.acr !== 'mfa'
      if (isMissing) {
        throw new Refusal('second_factor.needed', { role: grant.role, hasSecondFactor: session.hasSecondFactor })
      }
      const { token } = await means.auth.api.signAccessToken({
        body: {
          claims: {
            sub: session.accountId,
            sid: session.id,
            committee: means.committee,
            role: grant.role,
            units: grant.unit_ids,
            ...(grant.member_id !== null && { member: grant.member_id }),
            acr: session.acr,
            auth_time: Math.floor(session.authTime.getTime() / 1000),
            iat: issuedAt,
            exp: issuedAt + TOKEN_SECONDS,
          },
        },
      })
      return { token, expiresIn: TOKEN_SECONDS }
    },
  })
}

/**
 * What the session stands on, and the time of the token, under a lock that whoever stops the account, revokes the role or
 * ends the session waits for: a token is older than what voids it, or is never issued.
 */
async function standingOf(
  { runtime: { db, clock } }: Means,
  session: Session,
): Promise<{ grant: HeldGrantRow; issuedAt: number }> {
  return db.transaction().execute(async (tx) => {
    const account = await tx
      .selectFrom('account')
      .select('state')
      .where('id', '=', session.accountId)
      .forShare()
      .executeTakeFirst()
    const { rows } = await sql<{ at: Date; grant_id: string | null }>`
      select clock_timestamp() as at, "grantId" as grant_id from auth_session where id = ${session.id}`.execute(tx)
    if (account?.state !== 'ACTIVE' || !rows[0]) throw new Refusal('auth.missing')
    const held = await heldGrants(tx, session.accountId, shanghaiDate(clock.now()))
    const grant = activeGrant({ grantId: rows[0].grant_id }, held)
    if (!grant) throw new Refusal('role.none', { roles: held.length })
    return { grant, issuedAt: Math.floor(rows[0].at.getTime() / 1000) }
  })
}
