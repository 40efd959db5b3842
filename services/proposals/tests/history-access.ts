import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1. Past years are brought in by the proposal staff and the general office, and nobody else sees what waits
// to be imported: it is what offices keep before it is a proposal. Of figures the ANALYST reads counts, the
// SUPERVISION_OFFICE aggregates, CHAIR and STAFF everything; MEMBER, CLERK and UNIT read published figures alone, and OPS
// nothing.
const importers: Role[] = ['STAFF_PROPOSAL', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']

export const historyAccess: Access = {
  'proposals.start-history-import': importers,
  'proposals.cancel-history-import': importers,

  'proposals.history-imports': importers,
  'proposals.history-import': importers,
  'proposals.statistics': [...staff, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
}
