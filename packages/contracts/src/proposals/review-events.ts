import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import {
  CollectiveKind,
  FilingForum,
  MergeAnswer,
  NotFiledDestination,
  NotFiledReason,
  ProposalCategory,
  ProposalPeriod,
  ProposalState,
  Proposer,
  ProposerKind,
  ReviewStep,
  ReviewVerdict,
  termAndSession,
  unitsInMind,
} from './proposal.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const decided = { forum: FilingForum, decidedOn: LocalDate }

export const ReviewClaimed = event(
  'proposals.review-claimed',
  1,
  { zh: '已领取审查', en: 'A reviewer took a proposal up', ...about },
  { proposalId },
)
export const ProposalReviewed = event(
  'proposals.proposal-reviewed',
  1,
  { zh: '提案已预审或复审', en: 'A reviewer gave a verdict', ...about },
  {
    proposalId,
    step: ReviewStep,
    verdict: ReviewVerdict,
    category: ProposalCategory.optional(),
    ...unitsInMind,
    similarIds: z.array(Id).max(20),
    sealChecked: z.boolean().optional(),
  },
)
export const ProposalFiled = event(
  'proposals.proposal-filed',
  1,
  { zh: '提案已立案', en: 'A proposal was filed under its number', ...about },
  {
    proposalId,
    ...termAndSession,
    serial: z.int().positive(),
    period: ProposalPeriod,
    subject: line(200),
    category: ProposalCategory,
    kind: ProposerKind,
    collectiveKind: CollectiveKind.optional(),
    lead: Proposer,
    cosigners: z.array(Id).max(200),
    ...unitsInMind,
    plannedFinishOn: LocalDate.optional(),
    isImportant: z.boolean(),
    ...decided,
    jointKey: Id.optional(),
  },
)
export const ProposalNotFiled = event(
  'proposals.proposal-not-filed',
  1,
  { zh: '提案不予立案', en: 'A proposal was not filed', ...about },
  { proposalId, reasonCode: NotFiledReason, destination: NotFiledDestination, ...decided },
)
export const ProposalSentBack = event(
  'proposals.proposal-sent-back',
  1,
  { zh: '提案退回补充修改', en: 'A proposal was sent back to its proposer', ...about },
  { proposalId },
)
export const ProposalConverted = event(
  'proposals.proposal-converted',
  1,
  { zh: '未立案提案已转办', en: 'A proposal that was not filed went where it was to go', ...about },
  { proposalId, destination: NotFiledDestination, reference: line(100) },
)
export const CategoryChanged = event(
  'proposals.category-changed',
  1,
  { zh: '提案类别已调整', en: 'A proposal was put into another class', ...about },
  { proposalId, from: ProposalCategory, to: ProposalCategory },
)

export const ProposalsMerged = event(
  'proposals.proposals-merged',
  1,
  { zh: '提案已并案', en: 'Proposals became one case, that of this one', ...about },
  { proposalId, fromIds: z.array(Id).min(1).max(20) },
)
export const ProposalAbsorbed = event(
  'proposals.proposal-absorbed',
  1,
  { zh: '提案已并入他案', en: 'A proposal became part of the case of another', ...about },
  { proposalId, intoId: Id, before: ProposalState },
)
export const ProposalSplit = event(
  'proposals.proposal-split',
  1,
  { zh: '提案已撤销并案', en: 'A proposal is a case of its own again', ...about },
  { proposalId, fromId: Id, state: ProposalState },
)
export const MergerEnded = event(
  'proposals.merger-ended',
  1,
  { zh: '并案已撤销', en: 'A proposal left the case of this one', ...about },
  { proposalId, originalId: Id },
)
export const MergerAnswered = event(
  'proposals.merger-answered',
  1,
  { zh: '提案人已答复并案', en: 'A proposer agreed to a merger or objected', ...about },
  { proposalId, intoId: Id, answer: MergeAnswer },
)
