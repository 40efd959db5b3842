const ENDED = ['MERGED_INTO', 'NOT_FILED', 'CONVERTED', 'WITHDRAWN', 'DISCARDED']
const DONE = ['CLOSED', 'ARCHIVED', 'PUBLISHED']
const WAITING = ['DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'FILED', 'COSIGNING']
const ATTENTION = [
  'RETURNED_FOR_REVISION',
  'RETURNED_BY_UNIT',
  'EXTENSION_REQUESTED',
  'REPLY_DRAFTED',
  'REWORK',
  'FEEDBACK_PENDING',
  'REHANDLING',
]

/** How the dot of a state looks: done, waiting for somebody, needing attention, under way. */
export function lookOf(state: string): string {
  if (DONE.includes(state)) return 'ok'
  if (ENDED.includes(state)) return ''
  if (WAITING.includes(state)) return 'wait'
  return ATTENTION.includes(state) ? 'mid' : 'do'
}
