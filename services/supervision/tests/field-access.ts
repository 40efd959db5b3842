import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1 "supervision finding": MEMBER C R of the own group, staff R U A, CHAIR R A, UNIT R own issues; the
// supervision office R. The office corrects a record and leaves a finding out; whoever raised it words it anew.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const field: Role[] = ['MEMBER', ...office]
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', 'AUDITOR']

export const fieldAccess: Access = {
  'supervision.plan-visit': field,
  'supervision.change-planned-visit': field,
  'supervision.cancel-visit': field,
  'supervision.record-visit': field,
  'supervision.correct-visit': office,
  'supervision.raise-finding': field,
  'supervision.revise-finding': field,
  'supervision.drop-finding': office,
  'supervision.visits': read,
  'supervision.visit': read,
  'supervision.findings': read,
  'supervision.my-findings': field,
  'supervision.finding': read,
}
