import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1. Past years are brought in by the office of supervision and the general office. Of figures the ANALYST reads
// counts, the SUPERVISION_OFFICE aggregates, CHAIR and STAFF everything; the rows behind them are for CHAIR and STAFF.
const importers: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']

export const historyAccess: Access = {
  'supervision.start-history-import': importers,
  'supervision.cancel-history-import': importers,
  'supervision.history-imports': importers,
  'supervision.history-import': importers,
  'supervision.statistics': [...staff, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  'supervision.statistics-rows': [...staff, 'CHAIR'],
}
