import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1. "Satisfaction form": MEMBER and CLERK their own, STAFF R, CHAIR R, UNIT nothing until the deadline and
// then only the class, SUPERVISION_OFFICE the aggregate. "Key leader's instruction text": STAFF_OFFICE, CHAIR, the assigned
// unit and the SUPERVISION_OFFICE; the query gives each reader what is theirs. "Audit trail": the AUDITOR sees corrections
// and reports of pressure. PUBLIC: what was published.
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const unit: Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', 'GROUP_CLERK', ...unit, 'SUPERVISION_OFFICE']
const followers: Role[] = ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR', 'SUPERVISION_OFFICE']

export const readingAccess: Access = {
  'proposals.case-feedback': read,
  'proposals.pressure-reports': ['STAFF_PROPOSAL', 'CHAIR', 'AUDITOR', 'MEMBER', 'GROUP_CLERK'],
  'proposals.promises': read,
  'proposals.case-supervision': read,
  'proposals.key-votes': ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR', 'GROUP_CLERK'],
  'proposals.look-backs': followers,
  'proposals.look-back-cases': followers,
  'proposals.appraisals': [...staff, 'CHAIR', 'SUPERVISION_OFFICE', ...unit, 'MEMBER'],
  'proposals.appraisal': [...staff, 'CHAIR', 'SUPERVISION_OFFICE', ...unit, 'MEMBER'],
  'proposals.corrections': [...staff, 'CHAIR', 'AUDITOR'],
  'proposals.case-publication': ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR'],
  'proposals.published-proposals': 'everybody',
  'proposals.published-proposal': 'everybody',
}
