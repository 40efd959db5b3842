import type { Role } from '@lianxie/contracts'

/** What decisions about accounts know beside the facts. */
export interface Deciding {
  now: Date
  actor: { id: string; role: Role }
  newId: () => string
}
