import { identity as i, Refusal } from '@lianxie/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import * as attempts from '../auth/attempts.ts'
import type { Means } from '../auth/means.ts'
import { confirmSecondFactor, renewRecoveryCodes, useCode } from '../auth/second-factor.ts'
import type { Session } from '../store/sessions.ts'
import { beginSession } from './begin-session.ts'
import { findSession, headersOf, neverKept, requireOwnPage, requireSession } from './guard.ts'
import { requirePassword } from './passwords.ts'

const Done = i.SignInState
const done = { state: 'SIGNED_IN' as const }

/** 二次验证: enrolling it, giving it at sign-in, and giving it anew before a signature or a rating. */
export function mountSecondFactor(server: FastifyInstance, means: Means): void {
  const { auth, settings } = means
  const { db } = means.runtime
  const ownPage = async (request: FastifyRequest) => requireOwnPage(request, means)

  /** The session again, under a new id and with all that a second factor gives. */
  const renew = (request: FastifyRequest, reply: FastifyReply, session: Session) =>
    beginSession({ request, reply, means }, { ...pick(session), acr: 'mfa', authTime: new Date(), instead: session })

  server.post('/identity/second-factor', {
    schema: {
      summary: '登录第二步：验证码 Give the second factor at sign-in',
      operationId: 'identity.give-second-factor',
      tags: ['sign-in'],
      body: i.GiveSecondFactor,
      response: { 200: Done },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await findSession(request, means)
      if (session?.acr !== 'pending') throw new Refusal('auth.missing')
      await requireCode(means, request, session, { verified: true })
      await renew(request, reply, session)
      return done
    },
  })

  server.post('/identity/step-up', {
    schema: {
      summary: '再次验证 Give the second factor anew, for a signature or a rating',
      operationId: 'identity.step-up',
      tags: ['sign-in'],
      body: i.GiveSecondFactor,
      response: { 200: Done },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await requireSession(request, means)
      if (!session.hasSecondFactor) throw new Refusal('second_factor.none')
      await requireCode(means, request, session, { verified: true, method: 'STEP_UP' })
      await renew(request, reply, session)
      return done
    },
  })

  server.post('/identity/second-factor/recovery-codes', {
    schema: {
      summary: '换发恢复码 Make new recovery codes, in place of those before',
      operationId: 'identity.renew-recovery-codes',
      tags: ['sign-in'],
      body: i.GiveSecondFactor,
      response: { 200: i.RecoveryCodes },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await requireSession(request, means)
      if (!session.hasSecondFactor) throw new Refusal('second_factor.none')
      await requireCode(means, request, session, { verified: true, method: 'STEP_UP' })
      return { recoveryCodes: await renewRecoveryCodes(db, settings.secret, session.accountId) }
    },
  })

  server.post('/identity/second-factor/enrol', {
    schema: {
      summary: '绑定二次验证 Begin to enrol a second factor',
      operationId: 'identity.enrol-second-factor',
      tags: ['sign-in'],
      body: i.EnrolSecondFactor,
      response: { 200: i.EnrolledSecondFactor },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const { password } = request.body as z.infer<typeof i.EnrolSecondFactor>
      const session = await requireSession(request, means)
      if (session.mustChangePassword) throw new Refusal('password.change_first')
      if (session.hasSecondFactor) throw new Refusal('second_factor.exists')
      if (session.hasPassword) await requirePassword(means, request, session, password ?? '')
      const enrolled = await auth.api.enableTwoFactor({
        body: { method: 'totp', ...(password !== undefined && session.hasPassword && { password }) },
        headers: headersOf(request),
      })
      if (enrolled.method !== 'totp') throw new Error(`expected a time-based second factor, got ${enrolled.method}`)
      const secret = new URL(enrolled.totpURI).searchParams.get('secret')!
      const label = `${encodeURIComponent('联协')}:${encodeURIComponent(session.userName)}`
      const query = new URLSearchParams({ secret, issuer: '联协', digits: '6', period: '30' })
      // In a query of this scheme, authenticators take a plus for a plus.
      const uri = `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
      return { uri, secret, recoveryCodes: enrolled.backupCodes }
    },
  })

  server.post('/identity/second-factor/confirm', {
    schema: {
      summary: '确认绑定 Confirm a second factor with its first code',
      operationId: 'identity.confirm-second-factor',
      tags: ['sign-in'],
      body: i.GiveSecondFactor.extend({
        code: z
          .string()
          .trim()
          .regex(/^\d{6}$/),
      }).meta({ id: 'ConfirmSecondFactor' }),
      response: { 200: Done },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await requireSession(request, means)
      if (session.hasSecondFactor) throw new Refusal('second_factor.exists')
      await requireCode(means, request, session, { verified: false, method: 'STEP_UP' })
      await confirmSecondFactor(db, session.accountId)
      await renew(request, reply, session)
      return done
    },
  })

  /** Refuses `sign_in.locked` and `sign_in.code_wrong`. */
  async function requireCode(
    { note }: Means,
    request: FastifyRequest,
    { accountId }: Session,
    { verified, method = 'TOTP' }: { verified: boolean; method?: i.SignInMethod },
  ): Promise<void> {
    const { code } = request.body as z.infer<typeof i.GiveSecondFactor>
    const key = attempts.keyOfCodes(accountId)
    if (!(await attempts.takeAttempt(db, key))) {
      await note(request, { method, outcome: 'LOCKED', accountId })
      throw new Refusal('sign_in.locked')
    }
    const used = await useCode(db, settings.secret, { accountId, code, verified })
    if (!used) {
      await note(request, { method, outcome: 'WRONG', accountId })
      await attempts.noteFailure(db, settings.secret, request.ip)
      throw new Refusal('sign_in.code_wrong', { field: 'code' })
    }
    await attempts.forgive(db, key)
    await note(request, { method: method === 'TOTP' ? used : method, outcome: 'DONE', accountId })
  }
}

const pick = ({ accountId, method, grantId }: Session) => ({ accountId, method, grantId })
