import type { Role } from '@lianxie/contracts'

/** Who reads a case file, and what they are to it. */
export interface Reader {
  role: Role
  /** 机关、主席: sees everything. */
  isOffice: boolean
  /** Leads this very proposal, or has signed it. */
  isOwn: boolean
  /** Leads the proposal, or one that was merged into it, or has signed: is answered with the case. */
  isProposer: boolean
  /** The units of the reader that the case is with. */
  units: readonly string[]
}
