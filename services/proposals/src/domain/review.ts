import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { requireCollectiveKind } from './collective.ts'
import type { Deciding, Rules } from './deciding.ts'
import type { Intake } from './intake.ts'
import { type Body, FILED_AND_OPEN, type Proposal, requireState } from './proposal.ts'

interface ReviewFacts {
  proposal: Proposal
  rules: Rules
  body: Body | undefined
  unknownUnits: readonly string[]
  unknownSimilar: readonly string[]
}

/** 领取审查: a second claim hands the review over. */
export function claimReview({ proposal }: { proposal: Proposal }, _command: unknown, { actor }: Deciding) {
  requireState(proposal, ['SUBMITTED', 'UNDER_REVIEW'])
  if (proposal.review.reviewer === actor.id) return []
  return [c.ReviewClaimed({ proposalId: proposal.id })]
}

/** 预审: a new one replaces the last, and the second review is asked for again. */
export function preReviewProposal(facts: ReviewFacts, command: CommandOf<typeof c.PreReviewProposal>) {
  const { proposal, rules, body } = facts
  requireState(proposal, ['UNDER_REVIEW'])
  const needsSeal =
    proposal.kind === 'COLLECTIVE' &&
    body !== undefined &&
    requireCollectiveKind(rules, proposal.collectiveKind!, body).confirmation === 'SEAL'
  if (needsSeal && command.verdict === 'FILE' && command.sealChecked !== true) {
    throw new Refusal('review.seal_unchecked', { field: 'sealChecked' })
  }
  return [reviewed(facts, 'PRE', command)]
}

/** 复审: by somebody else. */
export function secondReviewProposal(
  facts: ReviewFacts,
  command: CommandOf<typeof c.SecondReviewProposal>,
  { actor }: Deciding,
) {
  const { proposal } = facts
  requireState(proposal, ['UNDER_REVIEW'])
  if (proposal.review.preBy === undefined) throw new Refusal('review.not_second', { field: 'proposalId' })
  if (proposal.review.preBy === actor.id) throw new Refusal('review.same_reviewer', { field: 'proposalId' })
  return [reviewed(facts, 'SECOND', command)]
}

function reviewed(
  { proposal, rules, unknownUnits, unknownSimilar }: ReviewFacts,
  step: c.ReviewStep,
  command: CommandOf<typeof c.SecondReviewProposal> & { sealChecked?: boolean | undefined },
) {
  const { verdict, category, leadUnitId, coUnitIds, similarIds } = command
  if (verdict === 'FILE' && category === undefined) throw new Refusal('review.category_missing', { field: 'category' })
  if (verdict === 'MERGE' && similarIds.length === 0) {
    throw new Refusal('review.similar_missing', { field: 'similarIds' })
  }
  if (category !== undefined) requireCategory(rules, category)
  if (unknownUnits.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'coUnitIds', units: unknownUnits })
  if (unknownSimilar.length > 0) throw new Refusal('common.not_found', { field: 'similarIds', ids: unknownSimilar })
  return c.ProposalReviewed({
    proposalId: proposal.id,
    step,
    verdict,
    ...given('category', category),
    ...given('leadUnitId', leadUnitId),
    coUnitIds: [...new Set(coUnitIds)].filter((id) => id !== leadUnitId),
    similarIds: [...new Set(similarIds)].filter((id) => id !== proposal.id),
    ...given('sealChecked', command.sealChecked),
  })
}

interface DecisionFacts {
  proposal: Proposal
  rules: Rules
  /** The session whose numbers are given; held until the number is written. */
  intake: Intake
  cosigners: readonly string[]
  unknownUnits: readonly string[]
}

/** 立案: under the next number of its session, given once and without gaps. */
export function fileProposal(
  { proposal, rules, intake, cosigners, unknownUnits }: DecisionFacts,
  command: CommandOf<typeof c.FileProposal>,
  { now }: Deciding,
) {
  const { forum, decidedOn, category, leadUnitId, coUnitIds, plannedFinishOn, isImportant } = command
  requireReviewed(proposal)
  requireForum(proposal, forum, isImportant)
  requireDecided(decidedOn, now)
  requireCategory(rules, category)
  if (unknownUnits.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'coUnitIds', units: unknownUnits })
  if (plannedFinishOn !== undefined && plannedFinishOn < shanghaiDate(now)) {
    throw new Refusal('proposal.day_in_past', { field: 'plannedFinishOn' })
  }
  return [
    c.ProposalFiled({
      proposalId: proposal.id,
      termNumber: intake.termNumber,
      sessionNumber: intake.sessionNumber,
      serial: intake.lastSerial + 1,
      period: proposal.filing.period!,
      subject: proposal.subject,
      category,
      kind: proposal.kind,
      ...given('collectiveKind', proposal.collectiveKind),
      lead: proposal.lead,
      cosigners: [...cosigners],
      ...given('leadUnitId', leadUnitId),
      coUnitIds: [...new Set(coUnitIds)].filter((id) => id !== leadUnitId),
      ...given('plannedFinishOn', plannedFinishOn),
      isImportant,
      forum,
      decidedOn,
      ...given('jointKey', proposal.jointKey),
    }),
  ]
}

/** 不予立案. */
export function declineFiling(
  { proposal }: { proposal: Proposal },
  { forum, decidedOn, reasonCode, destination }: CommandOf<typeof c.DeclineFiling>,
  { now }: Deciding,
) {
  requireReviewed(proposal)
  // What was merged into it would have no case to be answered with.
  if (proposal.originals > 0) throw new Refusal('proposal.merge_chain', { field: 'proposalId' })
  requireForum(proposal, forum, forum === 'COMMITTEE_MEETING')
  requireDecided(decidedOn, now)
  return [c.ProposalNotFiled({ proposalId: proposal.id, reasonCode, destination, forum, decidedOn })]
}

/** 退回补充修改: at any point of the review. */
export function returnForRevision({ proposal }: { proposal: Proposal }) {
  requireState(proposal, ['UNDER_REVIEW'])
  if (proposal.originals > 0) throw new Refusal('proposal.merge_chain', { field: 'proposalId' })
  return [c.ProposalSentBack({ proposalId: proposal.id })]
}

/** 转办: a proposal that was not filed has reached its destination. */
export function convertProposal(
  { proposal, destination }: { proposal: Proposal; destination: c.NotFiledDestination | undefined },
  { reference }: CommandOf<typeof c.ConvertProposal>,
) {
  requireState(proposal, ['NOT_FILED'])
  return [c.ProposalConverted({ proposalId: proposal.id, destination: destination!, reference })]
}

/** 调整类别. */
export function changeCategory(
  { proposal, rules }: { proposal: Proposal; rules: Rules },
  { category }: CommandOf<typeof c.ChangeCategory>,
) {
  requireState(proposal, FILED_AND_OPEN)
  requireCategory(rules, category)
  if (proposal.filing.category === category) return []
  return [c.CategoryChanged({ proposalId: proposal.id, from: proposal.filing.category!, to: category })]
}

/** The reviews that a decision rests on. */
function requireReviewed(proposal: Proposal): void {
  requireState(proposal, ['UNDER_REVIEW'])
  if (proposal.review.preBy === undefined || proposal.review.secondBy === undefined) {
    throw new Refusal('review.not_reviewed', { field: 'proposalId' })
  }
}

/** Who decides (`domain.md` §2.1, under review). */
function requireForum({ kind, filing }: Proposal, forum: c.FilingForum, isImportant: boolean): void {
  const expected: c.FilingForum =
    kind === 'COLLECTIVE' || isImportant
      ? 'COMMITTEE_MEETING'
      : filing.period === 'SESSION'
        ? 'SESSION_GROUP'
        : 'DIRECTOR'
  if (forum !== expected) throw new Refusal('proposal.wrong_forum', { field: 'forum', expected })
}

function requireDecided(decidedOn: string, now: Date): void {
  if (decidedOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'decidedOn' })
}

export function requireCategory({ values }: Rules, category: string): void {
  if (!values['proposal.categories'].some(({ code }) => code === category)) {
    throw new Refusal('proposal.category_unknown', { field: 'category' })
  }
}
