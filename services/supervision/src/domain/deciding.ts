import type { Role } from '@lianxie/contracts'
import type { PolicyPack } from '@lianxie/policy'

/** What decisions about supervision know beside the facts. */
export interface Deciding {
  now: Date
  actor: Actor
  newId: () => string
}

/** Who asks: an account in one role, with the member or the units that it acts for. */
export interface Actor {
  id: string
  role: Role
  memberId?: string
  units: readonly string[]
}

/** The local rules in force. */
export type Rules = Pick<PolicyPack, 'values'>
