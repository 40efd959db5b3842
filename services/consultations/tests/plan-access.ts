import type { Role } from '@lianxie/contracts'
import type { Access } from './access.table.ts'

// `domain.md` §3.1, the row "annual plan": STAFF of the own office C U, CHAIR A, SUPERVISION_OFFICE and CLERK R,
// MEMBER R adopted, UNIT R own items, PARTNER R items linked to a compact, ANALYST R, PUBLIC R published; VENUE and OPS nothing.
// The own office of the plan is the one for consultation, and the office that serves the party group and the chair.
// What the party committee and the chairpersons decided is approved by the chair, or put on record by that office (§2.2).
// Topics are asked from all sides (§2.2), so that whoever is asked may suggest one; the public does so through staff.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const decided: Role[] = ['CHAIR', 'STAFF_OFFICE']
const asked: Role[] = [...office, 'MEMBER', 'GROUP_CLERK', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE']
const staff: Role[] = [...office, 'STAFF_PROPOSAL', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const read: Role[] = [
  ...staff,
  'CHAIR',
  'MEMBER',
  'GROUP_CLERK',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  'PARTNER_STAFF',
  'ANALYST',
]

export const planAccess: Access = {
  'consultations.open-plan': office,
  'consultations.call-topics': office,
  'consultations.close-topic-call': office,
  'consultations.propose-topic': asked,
  'consultations.shortlist-topic': office,
  'consultations.decline-topic': office,
  'consultations.merge-topics': office,
  'consultations.add-item': office,
  'consultations.revise-item': office,
  'consultations.withdraw-item': asked,
  'consultations.confirm-plan-import': office,
  'consultations.request-plan-opinions': office,
  'consultations.give-plan-opinion': [...office, 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE'],
  'consultations.submit-plan': office,
  'consultations.deliberate-plan': ['CHAIR'],
  'consultations.return-plan': decided,
  'consultations.adopt-plan': decided,
  'consultations.forward-plan': ['STAFF_OFFICE'],
  'consultations.confirm-plan-read': [...office, 'UNIT_HANDLER', 'UNIT_LEADER', 'GROUP_CLERK'],
  'consultations.remind-plan-readers': office,
  'consultations.amend-plan': decided,
  'consultations.publish-plan': decided,

  'consultations.plans': read,
  'consultations.plan': read,
  'consultations.plan-history': read,
  'consultations.plan-amendment': read,
  'consultations.plan-year': read,
  'consultations.plan-readers': [...staff, 'CHAIR', 'SUPERVISION_OFFICE'],
  'consultations.plan-items': read,
  'consultations.plan-item': read,
  'consultations.published-plan': 'everybody',
  'consultations.import-preview': office,
}
