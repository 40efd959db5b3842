import { z } from 'zod'
import { Id, line, LocalDate, text } from '../primitives.ts'

/** 提案状态 (`domain.md` §2.1): where a proposal stands. What a committee shows as stages is a view of these. */
export const ProposalState = z
  .enum([
    'DRAFT', // 草稿
    'DISCARDED', // 草稿已删除
    'COSIGNING', // 征集附议
    'SUBMITTED', // 已提交，待审查
    'UNDER_REVIEW', // 审查中
    'RETURNED_FOR_REVISION', // 退回补充修改
    'MERGED_INTO', // 已并案
    'NOT_FILED', // 不予立案
    'CONVERTED', // 已转办
    'WITHDRAWN', // 已撤案
    'FILED', // 已立案，待交办
    'ASSIGNED', // 已交办，待签收
    'RETURNED_BY_UNIT', // 单位退办
    'HANDLING', // 办理中
    'EXTENSION_REQUESTED', // 申请延期
    'REPLY_DRAFTED', // 答复拟稿
    'REWORK', // 答复退回重办
    'REPLIED', // 已答复
    'FEEDBACK_PENDING', // 待委员反馈
    'REHANDLING', // 再办理
    'FOLLOW_UP', // 跟踪办理
    'CLOSED', // 已办结
    'ARCHIVED', // 已归档
    'PUBLISHED', // 已公开
  ])
  .meta({ id: 'ProposalState' })
export type ProposalState = z.infer<typeof ProposalState>

/** 个人、联名、集体提案. */
export const ProposerKind = z.enum(['INDIVIDUAL', 'JOINT', 'COLLECTIVE']).meta({ id: 'ProposerKind' })
export type ProposerKind = z.infer<typeof ProposerKind>

/** 集体提案类别: the code of one of the kinds that the local rules list, `PARTY` for instance. */
export const CollectiveKind = line(40).regex(/^[A-Z][A-Z0-9_]*$/)

/** 提案类别: the code of one of the classes that the local rules list. */
export const ProposalCategory = line(40).regex(/^[A-Z][A-Z0-9_]*$/)

/** 提案者: a member, or a body (party, organisation, sector, committee, group) of the directory. */
export const Proposer = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('MEMBER'), id: Id }),
    z.strictObject({ kind: z.literal('BODY'), id: Id }),
  ])
  .meta({ id: 'Proposer' })
export type Proposer = z.infer<typeof Proposer>

/** 大会提案、平时提案: inside the window of a plenary session, or between sessions. */
export const ProposalPeriod = z.enum(['SESSION', 'INTERSESSION']).meta({ id: 'ProposalPeriod' })
export type ProposalPeriod = z.infer<typeof ProposalPeriod>

/** 会前、会间、会后: when cosigners were asked. */
export const TimeMark = z.enum(['BEFORE', 'DURING', 'AFTER']).meta({ id: 'TimeMark' })
export type TimeMark = z.infer<typeof TimeMark>

/** 附议: how an invited cosigner answered. Whoever has not signed in time is no cosigner. */
export const CosignatureState = z
  .enum(['INVITED', 'SIGNED', 'DECLINED', 'EXPIRED', 'REMOVED'])
  .meta({ id: 'CosignatureState' })
export type CosignatureState = z.infer<typeof CosignatureState>

/** 集体提案的确认: by the body's seal on paper, or by its convenor's signature in the system. */
export const CollectiveConfirmation = z.enum(['SEAL', 'CONVENOR']).meta({ id: 'CollectiveConfirmation' })
export type CollectiveConfirmation = z.infer<typeof CollectiveConfirmation>

/** 预审、复审. */
export const ReviewStep = z.enum(['PRE', 'SECOND']).meta({ id: 'ReviewStep' })
export type ReviewStep = z.infer<typeof ReviewStep>

/** 审查意见: what a reviewer recommends. */
export const ReviewVerdict = z.enum(['FILE', 'NOT_FILE', 'RETURN', 'MERGE']).meta({ id: 'ReviewVerdict' })
export type ReviewVerdict = z.infer<typeof ReviewVerdict>

/**
 * 审定机构: session proposals by the session's proposal group, others by the director of the proposal committee,
 * collective and important ones by the committee's meeting.
 */
export const FilingForum = z.enum(['SESSION_GROUP', 'DIRECTOR', 'COMMITTEE_MEETING']).meta({ id: 'FilingForum' })
export type FilingForum = z.infer<typeof FilingForum>

/** 不予立案的理由: the first ten are the national rule of 2011, the last two are local. */
export const NOT_FILED_REASONS = {
  STATE_SECRET: { zh: '涉及国家秘密', en: 'touches state secrets' },
  PROHIBITED_BY_STATE: { zh: '国家明令禁止的事项', en: 'something the state prohibits' },
  PARTY_INTERNAL_PERSONNEL: { zh: '中共党员对党内有关组织、人事安排等的意见', en: 'party members about party organs' },
  DEMOCRATIC_PARTY_INTERNAL: { zh: '民主党派成员反映本组织内部问题', en: 'internal matters of a democratic party' },
  IN_LITIGATION_OR_ARBITRATION: { zh: '进入民事、刑事、行政诉讼或仲裁程序', en: 'before a court or in arbitration' },
  ACADEMIC_DISCUSSION: { zh: '属于学术研讨', en: 'an academic discussion' },
  PERSONAL_MATTER: { zh: '为本人或亲属解决个人问题', en: 'a personal matter of the proposer or relatives' },
  PROMOTION_OF_WORK_OR_PRODUCT: { zh: '宣传、推介具体作品或产品', en: 'promotes a work or a product' },
  NAMED_REPORT: { zh: '指名举报', en: 'a report that names a person' },
  EMPTY_OR_NO_SUGGESTION: { zh: '内容空泛或没有具体建议', en: 'empty, or without a concrete suggestion' },
  NOT_WITHIN_REGION: { zh: '不属于本地区职权范围', en: 'outside what the region can decide' },
  DUPLICATE_OF_RUNNING: { zh: '与正在办理的提案重复', en: 'the same as one that is being handled' },
} as const
export type NotFiledReason = keyof typeof NOT_FILED_REASONS
export const NotFiledReason = z
  .enum(Object.keys(NOT_FILED_REASONS) as [NotFiledReason, ...NotFiledReason[]])
  .meta({ id: 'NotFiledReason' })

/** 未立案的去向: opinion information 社情民意, a letter for reference 委员来信, or another. */
export const NotFiledDestination = z
  .enum(['OPINION_INFO', 'REFERENCE_LETTER', 'OTHER'])
  .meta({ id: 'NotFiledDestination' })
export type NotFiledDestination = z.infer<typeof NotFiledDestination>

/** 并案征求意见的答复. */
export const MergeAnswer = z.enum(['AGREED', 'OBJECTED']).meta({ id: 'MergeAnswer' })
export type MergeAnswer = z.infer<typeof MergeAnswer>

/** 届次: `termNumber` 十六届, `sessionNumber` 一次会议. */
export const termAndSession = { termNumber: z.int().min(1).max(99), sessionNumber: z.int().min(1).max(20) }

/** 建议承办单位: which units are thought of. */
export const unitsInMind = {
  leadUnitId: Id.optional(),
  coUnitIds: z.array(Id).max(30).default([]),
}

/** 提案正文: what the proposer writes. The local rules set the lengths; a draft may lack all but its subject. */
export const content = {
  subject: line(200),
  problem: text(10_000).optional(),
  analysis: text(10_000).optional(),
  suggestions: z.array(text(10_000)).max(30).default([]),
}

/** 案前协商: a talk with a unit before filing. */
export const PreFilingConsultation = z
  .strictObject({ unitId: Id, heldOn: LocalDate })
  .meta({ id: 'PreFilingConsultation' })
