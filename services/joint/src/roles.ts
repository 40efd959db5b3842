import type { Role } from '@lianxie/contracts'

// `domain.md` §3.1, row "compact, topic, record, task", and the row of the audit trail and keys.

/** Drafts and lets go what binds nobody. */
export const STAFF: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION']
/** Prepares and lets go: the chair signs what binds the committee. */
export const STAFF_AND_CHAIR: readonly Role[] = [...STAFF, 'CHAIR']
/** 承办单位: reports on the tasks that were given to it. */
export const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
/** Reads everything of a compact. */
export const READERS: readonly Role[] = [...STAFF_AND_CHAIR, 'AUDITOR']
/** Reads what was adopted: effective decisions and the tasks that follow from them. */
export const ADOPTED_READERS: readonly Role[] = ['MEMBER', 'STAFF_PROPOSAL', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
/** Reads what the exchange needs, and no content of the chains. */
export const OPERATORS: readonly Role[] = ['OPS']
