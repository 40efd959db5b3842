import type { Role } from '@lianxie/contracts'

/** Who may send a command or ask a query: written by hand from `domain.md` §3.1, not read from the code. */
export type Access = Readonly<Record<string, readonly Role[] | 'everybody'>>
