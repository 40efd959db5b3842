import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from './contracts.ts'
import { Refused } from './problem.ts'
import { request } from './request.ts'

/** A role that somebody holds, and may act in. */
export interface HeldRole {
  grantId: string
  role: Role
  memberId?: string
  unitIds: readonly string[]
  untilOn: string
  needsSecondFactor: boolean
}

/** 会话: who I am, and in which roles I may act, as identity answers `GET /identity/session`. */
export interface Session {
  sessionId: string
  accountId: string
  userName: string
  memberId?: string
  personId?: string
  /** The password was right and the code is still to be given; nothing else is told until then. */
  state: 'SIGNED_IN' | 'SECOND_FACTOR'
  roles: readonly HeldRole[]
  /** The role that I act in now. */
  active?: HeldRole
  acr: 'password' | 'mfa'
  authTime: number
  mustChangePassword: boolean
  hasSecondFactor: boolean
  hasPassword: boolean
  expiresAt: string
}

export const SESSION_KEY = ['identity', 'session']

/**
 * 先要完成的一步: the page where somebody who is signed in has to go before any service answers them: the one-time password is
 * changed, a role that they hold is taken, the second factor that it asks for is enrolled or given.
 */
export function firstStepOf({ mustChangePassword, active, acr }: Session): string | undefined {
  if (mustChangePassword) return '/sign-in/password'
  if (!active) return '/sign-in/role'
  return active.needsSecondFactor && acr !== 'mfa' ? '/sign-in/second-factor' : undefined
}

/** The session; null for whoever is not signed in. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: ({ signal }) => readSession(signal),
  staleTime: 60_000,
})

export const useSession = () => useQuery(sessionQuery)

/** For what has to start anew when somebody signs in or out or switches roles: nothing read before may be shown. */
export function useRenewSession(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const session = await readSession()
    client.removeQueries({ predicate: ({ queryKey }) => !isSession(queryKey) })
    // Set, as whoever watches a query that was removed would hear no more of it.
    client.setQueryData(SESSION_KEY, session)
  }
}

const isSession = ([first, second]: readonly unknown[]) => first === SESSION_KEY[0] && second === SESSION_KEY[1]

async function readSession(signal?: AbortSignal): Promise<Session | null> {
  try {
    return await request<Session>('/identity/session', { ...(signal && { signal }) })
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) return null
    throw error
  }
}
