import { request } from '../../data/request.ts'

/** What identity answers somebody about their own account, by the cookie. */
export interface Enrolled {
  uri: string
  secret: string
  recoveryCodes: readonly string[]
}

export interface OwnSession {
  sessionId: string
  signedInAt: string
  expiresAt: string
  address: string
  agent: string
  current: boolean
}

const post = <T>(path: string, body: object) => request<T>(`/identity/${path}`, { method: 'POST', body })

export const beginEnrolment = (password: string | undefined) =>
  post<Enrolled>('second-factor/enrol', { ...(password !== undefined && { password }) })

export const confirmEnrolment = (code: string) => post('second-factor/confirm', { code })

export const renewRecoveryCodes = (code: string) =>
  post<{ recoveryCodes: readonly string[] }>('second-factor/recovery-codes', { code })

export const stepUp = (code: string) => post<{ state: 'SIGNED_IN' }>('step-up', { code })

export const switchRole = (grantId: string) => post('switch-role', { grantId })

export const signOut = () => post('sign-out', {})

export const ownSessions = (signal: AbortSignal) =>
  request<{ items: readonly OwnSession[] }>('/identity/sessions', { signal })

export const endSessions = (which: { sessionIds: readonly string[] } | { others: true }) => post('sessions/end', which)
