import { createHash } from 'node:crypto'
import { CommitteeId, Refusal, type RefusalCode, Role } from '@lianxie/contracts'
import { z } from 'zod'

/** Who a session acts as, read from its access token: the gateway trusts what identity itself handed it. */
export interface Viewer {
  accountId: string
  committee: string
  role: Role
}

export interface SessionToken {
  token: string
  viewer: Viewer
  /** When it was asked for, and how long it may be used: milliseconds since 1970. */
  since: number
  until: number
}

/** 尚有一步未完成: somebody is signed in, and gets no token before they have done what this refusal asks for. */
export interface Withheld {
  withheld: RefusalCode
}

export interface SessionTokens {
  /** The access token of the session that these cookies hold; undefined where there is none or it has ended. */
  tokenOf(cookies: string | undefined, from: string): Promise<SessionToken | Withheld | undefined>
  forget(cookies: string | undefined): void
  /** 停用、撤销角色: lets go of every token of an account. */
  forgetAccount(accountId: string): void
}

const Answer = z.object({ token: z.string(), expiresIn: z.number().int().positive().max(300) })
/** What identity asks for first: the one-time password changed, the second factor given, another role taken. */
const Unready = z.object({ code: z.enum(['password.change_first', 'second_factor.needed', 'role.none']) })
const Claims = z.object({ sub: z.string(), committee: CommitteeId, role: Role })

type Found = SessionToken | Withheld | undefined

export const isToken = (found: Found): found is SessionToken => found !== undefined && 'token' in found

/** Sessions whose tokens are kept; the oldest go first. */
const MOST_SESSIONS = 20_000
/** A token is not used in its last seconds, which it may spend on the way. */
const MARGIN_MS = 10_000

/**
 * 会话换令牌: the browser holds the session cookie alone; the access token stays here, for at most its life.
 * `fetchFn` and `now` are given by tests.
 */
export function createSessionTokens({
  identityUrl,
  origin,
  fetchFn = fetch,
  now = Date.now,
}: {
  identityUrl: string
  /** The origin of the pages, on whose behalf identity is asked. */
  origin: string
  fetchFn?: typeof fetch
  now?: () => number
}): SessionTokens {
  const kept = new Map<string, Promise<Found>>()
  const ended = new Map<string, number>()

  const ask = async (cookies: string, from: string): Promise<Found> => {
    const asked = now()
    const response = await fetchFn(`${identityUrl}/identity/access-token`, {
      method: 'POST',
      headers: { cookie: cookies, origin, 'x-lianxie': '1', 'x-forwarded-for': from },
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined)
    if (response?.status === 401) return undefined
    if (response?.status === 403) {
      const { data } = Unready.safeParse(await response.json().catch(() => undefined))
      return data && { withheld: data.code }
    }
    if (!response?.ok) throw new Refusal(response?.status === 429 ? 'request.too_many' : 'service.unavailable')
    const { token, expiresIn } = Answer.parse(await response.json())
    const { sub, committee, role } = Claims.parse(
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
    )
    return {
      token,
      viewer: { accountId: sub, committee, role },
      since: asked,
      until: asked + expiresIn * 1000 - MARGIN_MS,
    }
  }
  const isGood = ({ since, until, viewer }: SessionToken) => until > now() && (ended.get(viewer.accountId) ?? 0) < since

  const keep = (key: string, asking: Promise<Found>) => {
    kept.delete(key)
    if (kept.size >= MOST_SESSIONS) kept.delete(kept.keys().next().value!)
    kept.set(key, asking)
    const drop = () => kept.get(key) === asking && kept.delete(key)
    // Whoever has something to do first may have done it by the next request.
    asking.then((found) => (isToken(found) ? undefined : drop()), drop)
    return asking
  }

  return {
    async tokenOf(cookies, from) {
      const session = sessionCookies(cookies)
      if (session === undefined) return undefined
      const key = keyOf(session)
      const asking = kept.get(key)
      const known = asking && (await asking)
      if (isToken(known) && isGood(known)) return known
      // Another request may have asked meanwhile.
      const again = kept.get(key)
      const found = await (again && again !== asking ? again : keep(key, ask(session, from)))
      // An account that was stopped while identity answered starts anew.
      return !isToken(found) || isGood(found) ? found : undefined
    },
    forget(cookies) {
      const session = sessionCookies(cookies)
      if (session !== undefined) kept.delete(keyOf(session))
    },
    forgetAccount(accountId) {
      ended.delete(accountId)
      ended.set(accountId, now())
      // Tokens that were asked for so long ago have ended by themselves.
      if (ended.size > MOST_SESSIONS) ended.delete(ended.keys().next().value!)
    },
  }
}

/** The cookies that identity may need: all but the page's own, which hold the look. */
export function sessionCookies(header: string | undefined): string | undefined {
  const all = (header ?? '').split(';').map((part) => part.trim())
  const theirs = all.filter((part) => part !== '' && !part.startsWith('lx_'))
  return theirs.length > 0 ? theirs.join('; ') : undefined
}

const keyOf = (cookies: string) => createHash('sha256').update(cookies).digest('base64url')
