import { z } from 'zod'
import { Id } from '../primitives.ts'
import { Proposer } from './proposal.ts'

/** 走访情况: whether the unit came to see the proposer. */
export const ProposerVisit = z.enum(['VISITED', 'NOT_NEEDED', 'NOT_VISITED']).meta({ id: 'ProposerVisit' })
export type ProposerVisit = z.infer<typeof ProposerVisit>

/** 对办理态度的评价. */
export const FeedbackAttitude = z.enum(['SATISFIED', 'UNDERSTANDS', 'DISSATISFIED']).meta({ id: 'FeedbackAttitude' })
export type FeedbackAttitude = z.infer<typeof FeedbackAttitude>

/** 征求意见的方式: how the proposer's opinion was sought. */
export const OpinionSought = z.enum(['VISIT', 'PHONE', 'OTHER', 'NONE']).meta({ id: 'OpinionSought' })
export type OpinionSought = z.infer<typeof OpinionSought>

/** 答复是否针对提案. */
export const OnPoint = z.enum(['YES', 'MOSTLY', 'NO']).meta({ id: 'OnPoint' })
export type OnPoint = z.infer<typeof OnPoint>

/** 对办理结果的评价, in the words of one of the schemes below. */
export const FeedbackResult = z
  .enum([
    'SATISFIED', // 满意
    'BASICALLY_SATISFIED', // 基本满意
    'UNDERSTANDS', // 理解
    'DISSATISFIED', // 不满意
    'AGREE', // 同意
    'UNDERSTAND', // 理解
    'RESERVE', // 保留
    'DISAGREE', // 不同意
  ])
  .meta({ id: 'FeedbackResult' })
export type FeedbackResult = z.infer<typeof FeedbackResult>

/** 满意度选项: what each alternative of the local rule `proposal.feedbackScheme` lets a proposer choose from. */
export const FEEDBACK_SCHEMES = {
  'satisfied-basically-dissatisfied': ['SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED'],
  'satisfied-understands-dissatisfied': ['SATISFIED', 'UNDERSTANDS', 'DISSATISFIED'],
  'agree-understand-reserve-disagree': ['AGREE', 'UNDERSTAND', 'RESERVE', 'DISAGREE'],
} as const satisfies Record<string, readonly FeedbackResult[]>

/** 不满意的评价: what can lead to another round of handling. */
export const DISSATISFIED_RESULTS: readonly FeedbackResult[] = ['DISSATISFIED', 'DISAGREE']

/** 反馈表的状态. `NO_FEEDBACK` 未反馈 is an answer of its own and never counts as satisfied. */
export const FeedbackFormState = z.enum(['OPEN', 'RATED', 'NO_FEEDBACK']).meta({ id: 'FeedbackFormState' })
export type FeedbackFormState = z.infer<typeof FeedbackFormState>

/** Which reply: of a case, in a round of handling, by a unit. */
export const reply = { proposalId: Id, round: z.int().positive().max(20), unitId: Id }

/** Whose form: of the proposal that this proposer made, which the case may hold beside others. */
export const formOwner = { originalId: Id, proposer: Proposer }

/** 未反馈的提案人: who has not rated the reply of a unit. */
export const UnansweredForm = z.strictObject({ unitId: Id, ...formOwner }).meta({ id: 'UnansweredForm' })
export type UnansweredForm = z.infer<typeof UnansweredForm>

/** 反馈意见表, without its words. */
export const feedbackForm = {
  visit: ProposerVisit,
  attitude: FeedbackAttitude,
  soughtBy: OpinionSought,
  onPoint: OnPoint,
  /** 集体提案: whether the responsible leader replied. */
  leaderReplied: z.boolean().optional(),
  result: FeedbackResult,
}

/** “被满意”情况核查结论: it was so, it was not, or nobody can tell. */
export const PressureOutcome = z
  .enum(['CONFIRMED', 'NOT_CONFIRMED', 'NOT_ASCERTAINED'])
  .meta({ id: 'ProposalPressureOutcome' })
export type PressureOutcome = z.infer<typeof PressureOutcome>

/** 主席会议对再办理后仍不满意提案的决定. */
export const FinalOutcome = z.enum(['CLOSE', 'FOLLOW_UP']).meta({ id: 'ProposalFinalOutcome' })
export type FinalOutcome = z.infer<typeof FinalOutcome>
