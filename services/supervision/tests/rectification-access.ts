import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §2.3: the chairpersons' meeting approves a list; the unit accepts, disputes and rectifies; the group verifies,
// never the unit. §3.1 "supervision finding": MEMBER R of the own group, staff R U A, CHAIR R A, UNIT R own issues and U
// rectification, SUPERVISION_OFFICE R, ANALYST counts.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const unit: Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const group: Role[] = ['MEMBER']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', ...unit, 'SUPERVISION_OFFICE', 'AUDITOR']

export const rectificationAccess: Access = {
  'supervision.approve-issue-list': ['CHAIR', 'STAFF_OFFICE'],
  'supervision.accept-issue': unit,
  'supervision.dispute-issue': unit,
  'supervision.recheck-issue': group,
  'supervision.plan-measures': unit,
  'supervision.report-rectified': unit,
  'supervision.request-more-time': unit,
  'supervision.grant-more-time': office,
  'supervision.refuse-more-time': office,
  'supervision.verify-issue': group,
  'supervision.reopen-issue': group,
  'supervision.record-look-back': group,
  'supervision.issues': read,
  'supervision.issue-inbox': unit,
  'supervision.issue': read,
  'supervision.look-backs-due': [...staff, 'CHAIR', 'MEMBER', 'SUPERVISION_OFFICE'],
  'supervision.issue-lists': read,
  'supervision.issue-statistics': [...staff, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
}
