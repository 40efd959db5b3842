import type { CommitteeId, Role } from '@lianxie/contracts'

/** Who asks, as the access token says: one person or service account, acting in one role of one committee. */
export interface Actor {
  /** The account; an opaque id, never a name. */
  id: string
  committee: CommitteeId
  role: Role
  /** The member whom the account belongs to, in the role MEMBER. */
  memberId?: string
  /** The handling units that the actor acts for, in the unit roles. */
  units: readonly string[]
  /** How strongly the session was authenticated: `mfa` after a second factor. */
  acr: 'password' | 'mfa'
  /** When the person last proved who they are, seconds since 1970. */
  authTime: number
  /** The session that the token was issued in, and when; seconds since 1970. */
  sessionId?: string
  issuedAt?: number
  /** 权限范围: what a service account's token may do at all; a person's token has none. */
  scopes?: readonly string[]
}

/** The service itself, for its jobs and reactions. */
export const systemActor = (committee: CommitteeId, service: string): Actor => ({
  id: `system:${service}`,
  committee,
  role: 'SYSTEM',
  units: [],
  acr: 'mfa',
  authTime: 0,
})
