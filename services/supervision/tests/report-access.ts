import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §2.3: the report goes to party committee and government; §3.1 "key leader's instruction text": the general
// office and the chairs, and the units that act on it.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', 'AUDITOR']

export const reportAccess: Access = {
  'supervision.submit-report': office,
  'supervision.deliver-report': office,
  'supervision.record-instruction': ['STAFF_OFFICE', 'CHAIR'],
  'supervision.record-adoption': office,
  'supervision.reports': read,
  'supervision.report': read,
}
