import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1. "Filed proposal": UNIT and SUPERVISION_OFFICE R U what is assigned, staff U. "Return by unit,
// extension": UNIT C, staff and SUPERVISION_OFFICE A. "Reply draft": UNIT C U, SUPERVISION_OFFICE A. §2.1: the assigning
// office gives out and answers returns, with the proposal office keeping the record; the head of a unit returns and a
// leader signs; the lead's leader coordinates, and the supervision office records what the vice head of government
// decided; proposers confirm meetings and write to units. Whose own it is, the rules of each command decide.
const unit: Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const leader: Role[] = ['UNIT_LEADER']
const supervision: Role[] = ['SUPERVISION_OFFICE']
const offices: Role[] = [...supervision, 'STAFF_PROPOSAL']
const proposer: Role[] = ['MEMBER', 'GROUP_CLERK']

export const handlingAccess: Access = {
  'proposals.assign-proposal': offices,
  'proposals.hold-handover': offices,
  'proposals.accept-assignment': unit,
  'proposals.decline-assignment': leader,
  'proposals.answer-decline': offices,
  'proposals.urge-unit': offices,

  'proposals.name-handler': unit,
  'proposals.submit-handling-plan': unit,
  'proposals.give-co-unit-opinion': unit,
  'proposals.record-meeting': unit,
  'proposals.confirm-meeting': proposer,
  'proposals.send-message': [...proposer, ...unit],
  'proposals.report-disagreement': unit,
  'proposals.coordinate-disagreement': leader,
  'proposals.settle-disagreement': supervision,
  'proposals.request-extension': unit,
  'proposals.grant-extension': offices,
  'proposals.refuse-extension': offices,

  'proposals.draft-reply': unit,
  'proposals.countersign-reply': unit,
  'proposals.refuse-countersignature': unit,
  'proposals.sign-reply': leader,
  'proposals.review-reply': supervision,
  'proposals.send-reply': unit,
  'proposals.record-delivery': ['STAFF_PROPOSAL', ...unit],
}
