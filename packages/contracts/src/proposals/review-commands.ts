import { z } from 'zod'
import { command } from '../define.ts'
import { Id, line, LocalDate, text } from '../primitives.ts'
import {
  FilingForum,
  MergeAnswer,
  NotFiledDestination,
  NotFiledReason,
  ProposalCategory,
  ReviewVerdict,
  unitsInMind,
} from './proposal.ts'

const proposalId = Id
const reason = text(500)

/** What a reviewer says; an opinion is kept in this service, its verdict is told. */
const review = {
  proposalId,
  verdict: ReviewVerdict,
  opinion: text(2000),
  category: ProposalCategory.optional(),
  ...unitsInMind,
  /** 查重: proposals that the reviewer found to be about the same matter. */
  similarIds: z.array(Id).max(20).default([]),
}
const decided = { forum: FilingForum, decidedOn: LocalDate }

export const ClaimReview = command(
  'proposals.claim-review',
  { zh: '领取审查', en: 'A reviewer takes a submitted proposal up, or over from another' },
  { proposalId },
)
export const PreReviewProposal = command(
  'proposals.pre-review-proposal',
  { zh: '预审', en: 'The first look; of a collective proposal with a seal also at the seal' },
  { ...review, sealChecked: z.boolean().optional() },
)
export const SecondReviewProposal = command(
  'proposals.second-review-proposal',
  { zh: '复审', en: 'The second look, by somebody else than the first' },
  review,
)
export const FileProposal = command(
  'proposals.file-proposal',
  { zh: '立案', en: 'Files a reviewed proposal under the next number of its session' },
  {
    proposalId,
    ...decided,
    category: ProposalCategory,
    ...unitsInMind,
    /** 计划办结日期. */
    plannedFinishOn: LocalDate.optional(),
    isImportant: z.boolean().default(false),
  },
)
export const DeclineFiling = command(
  'proposals.decline-filing',
  {
    zh: '不予立案',
    en: 'Does not file a reviewed proposal, for a coded reason, and says where it goes; the proposer is told at once',
  },
  {
    proposalId,
    ...decided,
    reasonCode: NotFiledReason,
    explanation: text(1000),
    destination: NotFiledDestination,
  },
)
export const ReturnForRevision = command(
  'proposals.return-for-revision',
  { zh: '退回补充修改', en: 'Sends a proposal under review back, with an opinion on what to change' },
  { proposalId, opinion: text(2000) },
)
export const ConvertProposal = command(
  'proposals.convert-proposal',
  { zh: '转办未立案提案', en: 'Records that a proposal which was not filed went where it was to go' },
  { proposalId, reference: line(100) },
)
export const ChangeCategory = command(
  'proposals.change-category',
  { zh: '调整提案类别', en: 'Puts a filed proposal into another class' },
  { proposalId, category: ProposalCategory, reason },
)

export const MergeProposals = command(
  'proposals.merge-proposals',
  {
    zh: '并案',
    en: 'Makes proposals about the same matter one case; texts, titles, numbers and proposers of each stay as they are',
  },
  { intoId: Id, fromIds: z.array(Id).min(1).max(20), reason },
)
export const UndoMerger = command(
  'proposals.undo-merger',
  { zh: '撤销并案', en: 'Takes a proposal out of its case again, before the case is assigned' },
  { proposalId, reason },
)
export const AnswerMerger = command(
  'proposals.answer-merger',
  { zh: '答复并案', en: 'A proposer agrees to the merger of their proposal, or objects' },
  { proposalId, answer: MergeAnswer, remark: text(500).optional() },
)
