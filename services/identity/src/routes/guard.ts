import { Refusal } from '@lianxie/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ADDRESS_HEADER } from '../auth/better-auth.ts'
import type { Means } from '../auth/means.ts'
import { type Session, sessionById } from '../store/sessions.ts'

/**
 * 防跨站: what a session's cookie goes with is asked by a page of the platform: a header that no form can send and no other
 * site may, and the origin that the browser names. Refuses `request.cross_site`.
 */
export function requireOwnPage({ headers }: FastifyRequest, { settings }: Means): void {
  const { origin } = new URL(settings.publicUrl)
  const isFromHere =
    headers.origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : headers.origin === origin
  if (headers['x-lianxie'] !== '1' || !isFromHere) throw new Refusal('request.cross_site')
}

/** The parts of a request that better-auth is told. */
export function headersOf({ headers, ip }: FastifyRequest): Headers {
  const told = new Headers({ [ADDRESS_HEADER]: ip })
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = headers[name]
    if (value !== undefined) told.set(name, value)
  }
  return told
}

/** The session of a request's cookie, wherever its sign-in stands; undefined without one that is valid. */
export async function findSession(request: FastifyRequest, means: Means): Promise<Session | undefined> {
  if (request.headers.cookie === undefined) return undefined
  const found = await means.auth.api.getSession({ headers: headersOf(request), query: { disableCookieCache: true } })
  return found ? await sessionById(means.runtime.db, found.session.id) : undefined
}

/** The session of somebody who is signed in. Refuses `auth.missing`, also while the second factor is still to be given. */
export async function requireSession(request: FastifyRequest, means: Means): Promise<Session> {
  const session = await findSession(request, means)
  if (!session || session.acr === 'pending') throw new Refusal('auth.missing')
  return session
}

/** Answers under these routes are of one person and one moment. */
export const neverKept = (reply: FastifyReply) => reply.header('cache-control', 'no-store')
