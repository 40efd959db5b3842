import { createHash, timingSafeEqual } from 'node:crypto'
import { identity as i, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { z } from 'zod'
import * as attempts from '../auth/attempts.ts'
import type { Means } from '../auth/means.ts'
import { neverKept } from './guard.ts'
import { TOKEN_SECONDS } from './tokens.ts'

export const secretHashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** 服务账号令牌: for its id and secret, with its scopes. No cookie is looked at. */
export function mountServiceTokens(server: FastifyInstance, means: Means): void {
  const { settings, note, committee } = means
  const { db, clock } = means.runtime
  server.post('/identity/service-token', {
    schema: {
      summary: '服务账号令牌 An access token for a service account',
      operationId: 'identity.service-token',
      tags: ['sign-in'],
      body: i.ServiceCredentials,
      response: { 200: i.AccessToken },
    },
    handler: async (request, reply) => {
      neverKept(reply)
      const { serviceAccountId, secret } = request.body as z.infer<typeof i.ServiceCredentials>
      const seconds = await attempts.waitOf(db, settings.secret, request.ip)
      if (seconds > 0) {
        await note(request, { method: 'SERVICE', outcome: 'SLOWED' })
        reply.header('retry-after', seconds)
        throw new Refusal('sign_in.slowed', { seconds })
      }
      // Under the lock that whoever stops it waits for.
      const found = await db.transaction().execute((tx) =>
        tx
          .selectFrom('service_account')
          .select(['id', 'role', 'scopes', 'state', 'until_on', 'secret_sha256'])
          .select(sql<Date>`clock_timestamp()`.as('at'))
          .where('id', '=', serviceAccountId)
          .forShare()
          .executeTakeFirst(),
      )
      const isRight = isSame(found?.secret_sha256 ?? '', secretHashOf(secret))
      const isOver = found?.state !== 'ACTIVE' || found.until_on < shanghaiDate(clock.now())
      if (!found || !isRight || isOver) {
        const outcome = isRight ? 'STOPPED' : 'WRONG'
        await note(request, { method: 'SERVICE', outcome, serviceAccountId: found?.id })
        await attempts.noteFailure(db, settings.secret, request.ip)
        throw new Refusal('sign_in.wrong')
      }
      const issuedAt = Math.floor(found.at.getTime() / 1000)
      const { token } = await means.auth.api.signAccessToken({
        body: {
          claims: {
            sub: found.id,
            committee,
            role: found.role,
            units: [],
            scope: found.scopes.join(' '),
            acr: 'password',
            auth_time: issuedAt,
            iat: issuedAt,
            exp: issuedAt + TOKEN_SECONDS,
          },
        },
      })
      await note(request, { method: 'SERVICE', outcome: 'DONE', serviceAccountId: found.id })
      return { token, expiresIn: TOKEN_SECONDS }
    },
  })
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
