import { z } from 'zod'
import { Id, LocalDate } from '../primitives.ts'
import { Proposer } from './proposal.ts'

/** 独办、主办会办、分办: how the work is shared among units. */
export const AssignmentMode = z.enum(['SOLE', 'LEAD_CO', 'SEPARATE']).meta({ id: 'AssignmentMode' })
export type AssignmentMode = z.infer<typeof AssignmentMode>

/** 独办、主办、会办、分办: the part of one unit. A co-unit gives its opinion to the lead; each of the others replies. */
export const AssignmentRole = z.enum(['SOLE', 'LEAD', 'CO', 'SEPARATE']).meta({ id: 'AssignmentRole' })
export type AssignmentRole = z.infer<typeof AssignmentRole>

/** 交办方式及承办单位. */
export const Assignment = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('SOLE'), unitId: Id }),
    z.strictObject({ mode: z.literal('LEAD_CO'), leadUnitId: Id, coUnitIds: z.array(Id).min(1).max(30) }),
    z.strictObject({ mode: z.literal('SEPARATE'), unitIds: z.array(Id).min(2).max(30) }),
  ])
  .meta({ id: 'Assignment' })
export type Assignment = z.infer<typeof Assignment>

/** 承办单位及其角色. */
export const AssignedUnit = z.strictObject({ unitId: Id, role: AssignmentRole }).meta({ id: 'AssignedUnit' })
export type AssignedUnit = z.infer<typeof AssignedUnit>

/** 待签收、已签收、已退办、已解除: how an assignment to one unit stands. */
export const AssignmentState = z.enum(['ASSIGNED', 'ACCEPTED', 'DECLINED', 'RELEASED']).meta({ id: 'AssignmentState' })
export type AssignmentState = z.infer<typeof AssignmentState>

/** 签收方式: by the unit, by its silence until the window ended, or by the office's refusal to take the case back. */
export const AcceptedBy = z.enum(['UNIT', 'SILENCE', 'OFFICE']).meta({ id: 'AcceptedBy' })
export type AcceptedBy = z.infer<typeof AcceptedBy>

/** 退办的处理: taken back, or the unit must handle it. */
export const DeclineAnswer = z.enum(['UPHELD', 'REJECTED']).meta({ id: 'DeclineAnswer' })
export type DeclineAnswer = z.infer<typeof DeclineAnswer>

/** 承办进度: where the work of one unit stands. */
export const UnitWork = z
  .enum(['HANDLING', 'EXTENSION_REQUESTED', 'REPLY_DRAFTED', 'REWORK', 'REPLIED'])
  .meta({ id: 'UnitWork' })
export type UnitWork = z.infer<typeof UnitWork>

/** 面商方式. */
export const MeetingWay = z.enum(['VISIT', 'MEETING', 'PHONE', 'OTHER']).meta({ id: 'MeetingWay' })
export type MeetingWay = z.infer<typeof MeetingWay>

/** 办理前、办理中、办理后. */
export const MeetingStage = z.enum(['BEFORE', 'DURING', 'AFTER']).meta({ id: 'MeetingStage' })
export type MeetingStage = z.infer<typeof MeetingStage>

/** 提案人对面商记录的确认. */
export const MeetingAnswer = z.enum(['CONFIRMED', 'DENIED']).meta({ id: 'MeetingAnswer' })
export type MeetingAnswer = z.infer<typeof MeetingAnswer>

/** 办理分歧: told, brought before the vice head of government, settled. */
export const DisagreementState = z.enum(['REPORTED', 'ESCALATED', 'SETTLED']).meta({ id: 'DisagreementState' })
export type DisagreementState = z.infer<typeof DisagreementState>

/** 延期须经两方同意: the supervision office 督查室 and the proposal committee 提案委. */
export const ConsentSide = z.enum(['SUPERVISION', 'COMMITTEE']).meta({ id: 'ConsentSide' })
export type ConsentSide = z.infer<typeof ConsentSide>

/**
 * 办理结果类别, by the committee's scheme: A 已解决或基本解决, B 正在解决或列入计划, C 因条件限制暂不能解决, D 留作参考; or in
 * three ways 已解决采纳, 列入计划, 留作参考.
 */
export const ResultClass = z.enum(['A', 'B', 'C', 'D', 'SOLVED', 'PLANNED', 'REFERENCE']).meta({ id: 'ResultClass' })
export type ResultClass = z.infer<typeof ResultClass>

/** 答复退回的原因: off the subject, the proposer was not contacted, the class is wrong, another. */
export const ReworkReason = z
  .enum(['OFF_SUBJECT', 'PROPOSER_NOT_CONTACTED', 'WRONG_CLASS', 'OTHER'])
  .meta({ id: 'ReworkReason' })
export type ReworkReason = z.infer<typeof ReworkReason>

/** 答复的签发人: the head of the unit, or another of its leaders. */
export const ReplySigner = z.enum(['HEAD', 'DEPUTY_HEAD']).meta({ id: 'ReplySigner' })
export type ReplySigner = z.infer<typeof ReplySigner>

/** 督查室对答复的审核. */
export const ReplyVerdict = z.enum(['APPROVED', 'CLASS_CHANGED', 'REWORK']).meta({ id: 'ReplyVerdict' })
export type ReplyVerdict = z.infer<typeof ReplyVerdict>

/** 答复承诺: what of a reply is still to be done, by a day. Its words stay with the reply. */
export const ReplyPromise = z.strictObject({ promiseId: Id, dueOn: LocalDate }).meta({ id: 'ReplyPromise' })
export type ReplyPromise = z.infer<typeof ReplyPromise>

/** 原提案及其提案人: one of the proposals of a case, with everybody who is answered for it. */
export const AnsweredOriginal = z
  .strictObject({ proposalId: Id, lead: Proposer, cosigners: z.array(Id).max(200) })
  .meta({ id: 'AnsweredOriginal' })
export type AnsweredOriginal = z.infer<typeof AnsweredOriginal>

/** 时限事项: the reply, the first contact, a co-unit's opinion, the assignment, the answer to a unit's return. */
export const ProposalDuty = z
  .enum(['REPLY', 'FIRST_CONTACT', 'CO_OPINION', 'ASSIGNMENT', 'RETURN_ANSWER'])
  .meta({ id: 'ProposalDuty' })
export type ProposalDuty = z.infer<typeof ProposalDuty>
