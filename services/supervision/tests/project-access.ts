import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1 "supervision finding": MEMBER C R of the own group, staff R U A, CHAIR R A, UNIT R own issues; the
// supervision office R. §2.3: the chairpersons' meeting decides on a project, the general office records it.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', 'AUDITOR']

export const projectAccess: Access = {
  'supervision.propose-project': office,
  'supervision.change-project': office,
  'supervision.approve-project': ['STAFF_OFFICE', 'CHAIR'],
  'supervision.assign-groups': office,
  'supervision.gather-findings': office,
  'supervision.resume-visits': office,
  'supervision.close-project': office,
  'supervision.cancel-project': office,
  'supervision.projects': read,
  'supervision.project': read,
}
