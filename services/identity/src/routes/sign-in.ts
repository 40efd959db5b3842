import { identity as i, Refusal } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import * as attempts from '../auth/attempts.ts'
import type { Means } from '../auth/means.ts'
import { verifyPassword } from '../auth/password.ts'
import { candidateOf } from '../store/sessions.ts'
import { beginSession } from './begin-session.ts'
import { findSession, neverKept, requireOwnPage } from './guard.ts'

/** 登录: by user name and password. Whether a name exists shows neither in the answer nor in the work that it takes. */
export function mountSignIn(server: FastifyInstance, means: Means): void {
  const { settings, note } = means
  const { db } = means.runtime
  server.post('/identity/sign-in', {
    schema: {
      summary: '登录 Sign in with user name and password',
      operationId: 'identity.sign-in',
      tags: ['sign-in'],
      body: i.SignIn,
      response: { 200: i.SignInState },
    },
    preValidation: async (request) => requireOwnPage(request, means),
    handler: async (request, reply) => {
      neverKept(reply)
      const { userName: typed, password } = request.body as z.infer<typeof i.SignIn>
      const userName = typed.trim().toLowerCase()
      const nameHash = attempts.hashOf(settings.secret, userName)
      const seconds = await attempts.waitOf(db, settings.secret, request.ip)
      if (seconds > 0) {
        await note(request, { method: 'PASSWORD', outcome: 'SLOWED', nameHash })
        reply.header('retry-after', seconds)
        throw new Refusal('sign_in.slowed', { seconds })
      }
      const key = attempts.keyOfName(settings.secret, userName)
      if (!(await attempts.takeAttempt(db, key))) {
        await note(request, { method: 'PASSWORD', outcome: 'LOCKED', nameHash })
        await attempts.noteFailure(db, settings.secret, request.ip)
        throw new Refusal('sign_in.locked')
      }
      // What is no user name at all is looked for as well, under one that nobody has.
      const candidate = await candidateOf(db, i.UserName.safeParse(userName).success ? userName : '')
      const isRight = await verifyPassword({ hash: candidate?.hash, password })
      if (!candidate || !isRight || candidate.state === 'STOPPED') {
        const outcome = isRight ? 'STOPPED' : 'WRONG'
        await note(request, {
          method: 'PASSWORD',
          outcome,
          ...(candidate ? { accountId: candidate.accountId } : { nameHash }),
        })
        await attempts.noteFailure(db, settings.secret, request.ip)
        throw new Refusal('sign_in.wrong')
      }
      await attempts.forgive(db, key)
      const { accountId, hasSecondFactor } = candidate
      const before = await findSession(request, means)
      await beginSession(
        { request, reply, means },
        {
          accountId,
          acr: hasSecondFactor ? 'pending' : 'password',
          method: 'PASSWORD',
          authTime: new Date(),
          grantId: null,
          instead: before,
        },
      )
      await note(request, { method: 'PASSWORD', outcome: hasSecondFactor ? 'SECOND_FACTOR' : 'DONE', accountId })
      return { state: hasSecondFactor ? 'SECOND_FACTOR' : 'SIGNED_IN' }
    },
  })
}
