import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1. "Proposal draft": MEMBER and CLERK C R U own, nobody else. "Submitted / under review": MEMBER and
// CLERK R own, the proposal staff R U A, CHAIR R. "Filed": MEMBER R all of the region, CLERK R, staff R U, CHAIR R, UNIT and
// SUPERVISION_OFFICE what is assigned or filed; the public what is published, a PARTNER through the joint service, the
// ANALYST counts and the event stream, OPS nothing. Whose own it is, the rules of each command decide.
const proposer: Role[] = ['MEMBER', 'GROUP_CLERK']
const office: Role[] = ['STAFF_PROPOSAL']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const read: Role[] = [...staff, 'CHAIR', ...proposer, 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE']

export const filingAccess: Access = {
  'proposals.open-intake': [...office, 'STAFF_OFFICE'],
  'proposals.change-intake': [...office, 'STAFF_OFFICE'],
  'proposals.name-convenor': [...office, 'STAFF_MEMBER_AFFAIRS'],

  'proposals.draft-proposal': proposer,
  'proposals.revise-proposal': proposer,
  'proposals.discard-draft': proposer,
  'proposals.invite-cosigners': ['MEMBER'],
  'proposals.remove-cosigner': ['MEMBER'],
  'proposals.cosign-proposal': ['MEMBER'],
  'proposals.decline-cosignature': ['MEMBER'],
  'proposals.confirm-collective': proposer,
  'proposals.submit-proposal': proposer,
  'proposals.withdraw-proposal': proposer,

  'proposals.claim-review': office,
  'proposals.pre-review-proposal': office,
  'proposals.second-review-proposal': office,
  'proposals.file-proposal': office,
  'proposals.decline-filing': office,
  'proposals.return-for-revision': office,
  'proposals.convert-proposal': office,
  'proposals.change-category': office,
  'proposals.merge-proposals': office,
  'proposals.undo-merger': office,
  'proposals.answer-merger': proposer,

  'proposals.link-session': [...office, 'STAFF_CONSULTATION'],
  'proposals.unlink-session': [...office, 'STAFF_CONSULTATION'],

  'proposals.intakes': read,
  'proposals.my-proposals': proposer,
  'proposals.docket': read,
  'proposals.stages': read,
  'proposals.case-file': read,
  'proposals.proposal-texts': read,
  'proposals.case-handling': read,
  'proposals.unit-inbox': ['UNIT_HANDLER', 'UNIT_LEADER'],
  'proposals.to-do': read,
  'proposals.similar-proposals': [...staff, 'CHAIR', ...proposer],
}
