import { Refusal } from '@lianxie/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Means } from '../auth/means.ts'
import type { Session } from '../store/sessions.ts'
import { dropSession } from '../store/sessions.ts'
import { headersOf } from './guard.ts'

/**
 * Begins a session under a new id and sets its cookie. `instead` is the one whose place it takes: an id that somebody knew
 * before a sign-in or a step-up is worth nothing after it.
 */
export async function beginSession(
  { request, reply, means }: { request: FastifyRequest; reply: FastifyReply; means: Means },
  {
    instead,
    ...fields
  }: Pick<Session, 'acr' | 'method' | 'authTime' | 'grantId' | 'accountId'> & { instead?: Session | undefined },
): Promise<void> {
  const { accountId: userId, ...rest } = fields
  const { headers, response } = await means.auth.api.openSession({
    body: { userId, ...rest },
    headers: headersOf(request),
    returnHeaders: true,
  })
  if (response.sessionId === undefined) throw new Refusal('sign_in.wrong')
  if (instead) await dropSession(means.runtime.db, instead.id)
  reply.header('set-cookie', headers.getSetCookie())
}

/** Takes the cookie away. */
export async function forgetCookie(request: FastifyRequest, reply: FastifyReply, { auth }: Means): Promise<void> {
  const { headers } = await auth.api.forgetSession({ headers: headersOf(request), returnHeaders: true })
  reply.header('set-cookie', headers.getSetCookie())
}
