import { identity as i, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Means } from '../auth/means.ts'
import { activeGrant, heldGrants, type HeldGrantRow, type Session } from '../store/sessions.ts'
import { forgetCookie } from './begin-session.ts'
import { endOwnSessions } from './end-own-sessions.ts'
import { findSession, neverKept, requireOwnPage, requireSession } from './guard.ts'

const Nothing = z.strictObject({}).meta({ id: 'Nothing' })

/** 会话: who I am, in which role I act, where else I am signed in. */
export function mountSessions(server: FastifyInstance, means: Means): void {
  const { db, clock } = means.runtime
  const ownPage = async (request: FastifyRequest) => requireOwnPage(request, means)
  const today = () => shanghaiDate(clock.now())

  server.get('/identity/session', {
    schema: {
      summary: '当前会话 Who I am, and in which roles I may act',
      operationId: 'identity.session',
      tags: ['sign-in'],
      response: { 200: i.SessionView },
    },
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await findSession(request, means)
      if (!session) throw new Refusal('auth.missing')
      const held = session.acr === 'pending' ? [] : await heldGrants(db, session.accountId, today())
      return viewOf(session, held)
    },
  })

  server.post('/identity/switch-role', {
    schema: {
      summary: '切换角色 Act in another role of the same person',
      operationId: 'identity.switch-role',
      tags: ['sign-in'],
      body: i.SwitchRole,
      response: { 200: i.SessionView },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const { grantId } = request.body as z.infer<typeof i.SwitchRole>
      const session = await requireSession(request, means)
      const held = await heldGrants(db, session.accountId, today())
      if (!held.some(({ id }) => id === grantId)) throw new Refusal('role.not_held', { field: 'grantId' })
      await db.updateTable('auth_session').set({ grantId }).where('id', '=', session.id).execute()
      return viewOf({ ...session, grantId }, held)
    },
  })

  server.get('/identity/sessions', {
    schema: {
      summary: '我的登录 Where I am signed in',
      operationId: 'identity.own-sessions',
      tags: ['sign-in'],
      response: { 200: i.OwnSessions },
    },
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await requireSession(request, means)
      const rows = await db
        .selectFrom('auth_session')
        .select(['id', 'createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
        .where('userId', '=', session.accountId)
        .where('acr', '<>', 'pending')
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .limit(200)
        .execute()
      return {
        items: rows.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
          sessionId: id,
          signedInAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          address: ipAddress ?? '',
          agent: userAgent ?? '',
          current: id === session.id,
        })),
      }
    },
  })

  server.post('/identity/sessions/end', {
    schema: {
      summary: '结束我的其他登录 End some of the own sessions, or all others',
      operationId: 'identity.end-own-sessions',
      tags: ['sign-in'],
      body: i.EndOwnSessions,
      response: { 200: Nothing },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const { sessionIds } = request.body as z.infer<typeof i.EndOwnSessions>
      const session = await requireSession(request, means)
      await endOwnSessions(means, session, sessionIds ? { sessionIds } : { others: true })
      return {}
    },
  })

  server.post('/identity/sign-out', {
    schema: {
      summary: '退出登录 Sign out',
      operationId: 'identity.sign-out',
      tags: ['sign-in'],
      response: { 200: Nothing },
    },
    preValidation: ownPage,
    handler: async (request, reply) => {
      neverKept(reply)
      const session = await findSession(request, means)
      if (session) await endOwnSessions(means, session, { sessionIds: [session.id] })
      await forgetCookie(request, reply, means)
      return {}
    },
  })
}

function viewOf(session: Session, held: readonly HeldGrantRow[]): i.SessionView {
  const active = activeGrant(session, held)
  const isPending = session.acr === 'pending'
  return {
    sessionId: session.id,
    accountId: session.accountId,
    userName: session.userName,
    ...(session.personId !== undefined && !isPending && { personId: session.personId }),
    ...(session.memberId !== undefined && !isPending && { memberId: session.memberId }),
    state: isPending ? 'SECOND_FACTOR' : 'SIGNED_IN',
    roles: held.map(roleOf),
    ...(active && { active: roleOf(active) }),
    acr: session.acr === 'mfa' ? 'mfa' : 'password',
    authTime: Math.floor(session.authTime.getTime() / 1000),
    mustChangePassword: session.mustChangePassword,
    hasSecondFactor: session.hasSecondFactor,
    hasPassword: session.hasPassword,
    expiresAt: session.expiresAt.toISOString(),
  }
}

const roleOf = ({ id, role, member_id, unit_ids, until_on }: HeldGrantRow): i.HeldRole => ({
  grantId: id,
  role,
  unitIds: unit_ids,
  untilOn: until_on,
  needsSecondFactor: i.SECOND_FACTOR_ROLES.includes(role),
  ...(member_id !== null && { memberId: member_id }),
})
