import { request } from '../../data/request.ts'

/** What identity answers somebody about their own account, by the cookie. */
export interface OwnSession {
  sessionId: string
  signedInAt: string
  expiresAt: string
  address: string
  agent: string
  current: boolean
}

const post = <T>(path: string, body: object) => request<T>(`/identity/${path}`, { method: 'POST', body })

export const switchRole = (grantId: string) => post('switch-role', { grantId })

export const signOut = () => post('sign-out', {})

export const ownSessions = (signal: AbortSignal) =>
  request<{ items: readonly OwnSession[] }>('/identity/sessions', { signal })

export const endSessions = (which: { sessionIds: readonly string[] } | { others: true }) => post('sessions/end', which)
