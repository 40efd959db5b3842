import { identity as i, Refusal } from '@lianxie/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import * as attempts from '../auth/attempts.ts'
import type { Means } from '../auth/means.ts'
import { hashPassword, isStrong, verifyPassword } from '../auth/password.ts'
import { keepPassword, passwordHashOf, type Session } from '../store/sessions.ts'
import { beginSession } from './begin-session.ts'
import { endOwnSessions } from './end-own-sessions.ts'
import { neverKept, requireOwnPage, requireSession } from './guard.ts'

/** 修改密码: the own one. Every other session of the account ends. */
export function mountPasswords(server: FastifyInstance, means: Means): void {
  const { db } = means.runtime
  server.post('/identity/change-password', {
    schema: {
      summary: '修改密码 Change the own password',
      operationId: 'identity.change-password',
      tags: ['sign-in'],
      body: i.ChangePassword,
      response: { 200: i.SignInState },
    },
    preValidation: async (request) => requireOwnPage(request, means),
    handler: async (request, reply) => {
      neverKept(reply)
      const { currentPassword, newPassword } = request.body as z.infer<typeof i.ChangePassword>
      const session = await requireSession(request, means)
      await requirePassword(means, request, session, currentPassword)
      if (newPassword === currentPassword) throw new Refusal('password.same', { field: 'newPassword' })
      if (!isStrong(newPassword, session.userName)) throw new Refusal('password.weak', { field: 'newPassword' })
      const hash = await hashPassword(newPassword)
      await db.transaction().execute((tx) => keepPassword(tx, session.accountId, { hash, oneTimeUntil: null }))
      await endOwnSessions(means, session, { others: true })
      const { accountId, method, grantId, acr, authTime } = session
      await beginSession({ request, reply, means }, { accountId, method, grantId, acr, authTime, instead: session })
      await means.note(request, { method: 'PASSWORD_CHANGE', outcome: 'DONE', accountId })
      return { state: 'SIGNED_IN' as const }
    },
  })
}

/** The own password once more, counted like a sign-in. Refuses `sign_in.locked` and `sign_in.wrong`. */
export async function requirePassword(
  { runtime: { db }, settings, note }: Means,
  request: FastifyRequest,
  { accountId }: Session,
  password: string,
): Promise<void> {
  const key = attempts.keyOfPassword(accountId)
  if (!(await attempts.takeAttempt(db, key))) {
    await note(request, { method: 'PASSWORD_CHANGE', outcome: 'LOCKED', accountId })
    throw new Refusal('sign_in.locked')
  }
  if (!(await verifyPassword({ hash: await passwordHashOf(db, accountId), password }))) {
    await note(request, { method: 'PASSWORD_CHANGE', outcome: 'WRONG', accountId })
    await attempts.noteFailure(db, settings.secret, request.ip)
    throw new Refusal('sign_in.wrong')
  }
  await attempts.forgive(db, key)
}
