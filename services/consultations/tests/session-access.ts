import type { Role } from '@lianxie/contracts'
import type { Access } from './access.table.ts'

// `domain.md` §3.1. "Consultation material before session": MEMBER R participants, CLERK R, STAFF of the own office C U,
// CHAIR R A, UNIT C R own, SUPERVISION_OFFICE R; VENUE, PUBLIC, ANALYST and OPS nothing. What a PARTNER reads of joint
// sessions comes by the compact, from the joint service. "Key leader's instruction text": STAFF_OFFICE R, CHAIR R U,
// UNIT R assigned, SUPERVISION_OFFICE R, nobody else. The states of §2.2 name who acts: the office schedules, the
// research group visits and reports, the chairs' meeting approves, the party group submits, the unit answers and
// carries out, the office tracks and closes. Whose own it is, the rules of each command decide.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = [...office, 'STAFF_PROPOSAL', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const unit: Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const group: Role[] = [...office, 'MEMBER']
const record: Role[] = [...staff, 'CHAIR', 'MEMBER', ...unit]
const read: Role[] = [...record, 'GROUP_CLERK', 'SUPERVISION_OFFICE']
const urge: Role[] = [...office, 'SUPERVISION_OFFICE']

export const sessionAccess: Access = {
  'consultations.schedule-session': office,
  'consultations.reschedule-session': office,
  'consultations.postpone-session': office,
  'consultations.cancel-session': office,
  'consultations.invite-participants': office,
  'consultations.withdraw-invitation': office,
  'consultations.send-notice': office,
  'consultations.request-leave': ['MEMBER'],
  'consultations.answer-leave': office,
  'consultations.open-check-in': office,
  'consultations.check-in': ['MEMBER'],
  'consultations.record-attendance': office,
  'consultations.add-material': [...office, ...unit],
  'consultations.release-material': ['CHAIR'],
  'consultations.withdraw-material': [...office, ...unit],
  'consultations.raise-question': [...office, 'MEMBER'],
  'consultations.answer-question': [...office, ...unit],
  'consultations.record-speech': [...office, 'MEMBER'],
  'consultations.adjourn-session': [...office, 'CHAIR'],
  'consultations.hold-session': [...office, 'CHAIR'],
  'consultations.take-up-agenda-item': office,
  'consultations.line-up-speaker': office,
  'consultations.start-speech': office,
  'consultations.stop-speech': office,
  'consultations.take-off-speaker': office,
  'consultations.draft-minutes': office,
  'consultations.circulate-minutes': office,
  'consultations.answer-minutes': ['MEMBER', ...unit],
  'consultations.approve-minutes': ['CHAIR'],
  'consultations.correct-minutes': office,
  'consultations.remind-of-session': office,

  'consultations.make-commitment': office,
  'consultations.report-commitment': unit,
  'consultations.extend-commitment': office,
  'consultations.return-commitment': office,
  'consultations.close-commitment': office,
  'consultations.withdraw-commitment': office,
  'consultations.remind-of-commitment': urge,

  'consultations.form-research-group': office,
  'consultations.change-research-group': office,
  'consultations.declare-conflict': group,
  'consultations.plan-visit': group,
  'consultations.report-visit': group,
  'consultations.cancel-visit': group,
  'consultations.submit-research-report': group,
  'consultations.complete-research': group,
  'consultations.dissolve-research-group': office,

  'consultations.draft-outcome': office,
  'consultations.revise-outcome': office,
  'consultations.return-outcome': ['CHAIR'],
  'consultations.withdraw-outcome': office,
  'consultations.approve-outcome': ['CHAIR'],
  'consultations.submit-outcome': ['STAFF_OFFICE'],
  'consultations.assign-suggestion': urge,
  'consultations.record-instruction': ['CHAIR'],
  'consultations.correct-instruction': ['CHAIR'],
  'consultations.answer-suggestion': unit,
  'consultations.report-implementation': unit,
  'consultations.track-outcome': office,
  'consultations.close-outcome': office,
  'consultations.remind-of-suggestion': urge,

  'consultations.sessions': read,
  'consultations.session': read,
  'consultations.session-history': [...staff, 'CHAIR'],
  'consultations.session-participants': [...staff, 'CHAIR'],
  'consultations.check-in-code': office,
  'consultations.session-floor': [...staff, 'CHAIR'],
  'consultations.session-minutes': record,
  'consultations.my-invitations': ['MEMBER'],
  'consultations.commitments': [...record, 'SUPERVISION_OFFICE'],
  'consultations.commitment': [...record, 'SUPERVISION_OFFICE'],
  'consultations.my-tasks': unit,
  'consultations.research-groups': [...staff, 'CHAIR', 'MEMBER'],
  'consultations.research-group': [...staff, 'CHAIR', 'MEMBER'],
  'consultations.outcomes': read,
  'consultations.outcome': read,
  'consultations.outcome-instructions': ['STAFF_OFFICE', 'CHAIR', ...unit, 'SUPERVISION_OFFICE'],
}
