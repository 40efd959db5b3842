import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §2.3: the office forms groups and posts them. §3.1 "supervision finding": MEMBER of the own group, staff,
// CHAIR, UNIT what concerns it, the supervision office; what a department checks on a certificate is for everybody.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', 'AUDITOR']

export const groupAccess: Access = {
  'supervision.form-group': office,
  'supervision.change-group': office,
  'supervision.post-group': office,
  'supervision.extend-group': office,
  'supervision.end-group': office,
  'supervision.issue-certificate': office,
  'supervision.revoke-certificate': office,
  'supervision.groups': read,
  'supervision.my-groups': ['MEMBER'],
  'supervision.group': read,
  'supervision.certificates': [...staff, 'CHAIR', 'MEMBER', 'AUDITOR'],
  'supervision.certificate-check': 'everybody',
  'supervision.coverage': [...staff, 'CHAIR', 'SUPERVISION_OFFICE', 'AUDITOR'],
}
