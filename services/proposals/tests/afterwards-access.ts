import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §2.1 and §3.1. "Satisfaction form": MEMBER and CLERK C own, the UNIT never. "Key leader's instruction text":
// CHAIR U. "Ballot": MEMBER votes, staff open and close. Key proposals: the proposal office nominates, parties, committees
// and chairs vote, the chairs' meeting decides, as the general office keeps its record. Promises and upgrades: the UNIT
// reports, the proposal office confirms. Publication is drawn up by the proposal office and checked by a second person.
const office: Role[] = ['STAFF_PROPOSAL']
const offices: Role[] = [...office, 'STAFF_OFFICE']
const meeting: Role[] = ['CHAIR', 'STAFF_OFFICE']
const proposer: Role[] = ['MEMBER', 'GROUP_CLERK']
const unit: Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const supervisor: Role[] = [...offices, 'SUPERVISION_OFFICE']

export const afterwardsAccess: Access = {
  'proposals.rate-reply': proposer,
  'proposals.remind-of-feedback': office,
  'proposals.report-pressure': proposer,
  'proposals.settle-pressure-report': office,
  'proposals.order-rehandling': office,
  'proposals.decide-finally': meeting,
  'proposals.begin-follow-up': office,
  'proposals.close-proposal': office,

  'proposals.make-promise': unit,
  'proposals.report-promise': unit,
  'proposals.verify-promise': office,
  'proposals.remind-of-promise': [...office, 'SUPERVISION_OFFICE'],
  'proposals.request-upgrade': unit,
  'proposals.answer-upgrade': office,
  'proposals.open-look-back': office,
  'proposals.record-look-back': office,

  'proposals.nominate-key': office,
  'proposals.withdraw-nomination': office,
  'proposals.open-key-vote': office,
  'proposals.cast-key-vote': ['GROUP_CLERK', 'CHAIR'],
  'proposals.record-key-vote': office,
  'proposals.close-key-vote': office,
  'proposals.decide-key': meeting,
  'proposals.appoint-leaders': offices,
  'proposals.record-supervision': supervisor,
  'proposals.correct-supervision': supervisor,
  'proposals.record-instruction': ['CHAIR'],

  'proposals.open-appraisal': offices,
  'proposals.submit-self-assessment': unit,
  'proposals.open-scoring': offices,
  'proposals.score-unit': ['MEMBER'],
  'proposals.close-scoring': offices,
  'proposals.order-rectification': offices,
  'proposals.report-rectification': unit,
  'proposals.hold-appraisal-look-back': offices,
  'proposals.conclude-appraisal': [...offices, 'CHAIR'],

  'proposals.archive-proposal': office,
  'proposals.decide-publication': office,
  'proposals.confirm-publication': [...offices, 'CHAIR'],
  'proposals.withdraw-publication': offices,
  'proposals.correct-entry': [...supervisor, 'CHAIR', ...unit],
  'proposals.correct-meeting': unit,
  'proposals.correct-result-class': ['SUPERVISION_OFFICE'],
}
