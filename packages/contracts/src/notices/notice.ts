import { z } from 'zod'
import type { Role } from '../roles.ts'
import type { GrantableRole } from '../identity/account.ts'

/** 通知类别: one kind of thing that somebody is told of. */
export const NoticeKind = z
  .enum([
    'COSIGN_INVITED', // 邀请附议
    'PROPOSAL_SENT_BACK', // 提案退回修改
    'PROPOSAL_FILED', // 提案立案
    'PROPOSAL_NOT_FILED', // 提案未立案
    'PROPOSAL_ASSIGNED', // 提案交办
    'ASSIGNMENT_DECLINED', // 单位退办
    'DECLINE_ANSWERED', // 退办答复
    'PROPOSAL_DUE', // 提案时限临近
    'PROPOSAL_OVERDUE', // 提案逾期
    'PROPOSAL_URGED', // 催办
    'EXTENSION_REQUESTED', // 申请延期
    'EXTENSION_ANSWERED', // 延期答复
    'MEETING_TO_CONFIRM', // 面商待确认
    'PROPOSAL_MESSAGE', // 提办沟通
    'REPLY_TO_COUNTERSIGN', // 答复待会签
    'COUNTERSIGN_REFUSED', // 答复未予会签
    'REPLY_TO_SIGN', // 答复待签发
    'REPLY_TO_REVIEW', // 答复待审核
    'REPLY_RETURNED', // 答复退回
    'REPLY_TO_RATE', // 答复待评价
    'RATING_DUE', // 催促反馈
    'REHANDLING_ORDERED', // 责成再办理
    'PROMISE_DUE', // 承诺事项催办
    'SESSION_INVITED', // 会议通知
    'SESSION_CHANGED', // 会议改期
    'SESSION_CANCELLED', // 会议延期或取消
    'SESSION_UNINVITED', // 参会邀请撤回
    'LEAVE_REQUESTED', // 委员请假
    'LEAVE_ANSWERED', // 请假答复
    'MINUTES_TO_ANSWER', // 纪要征求意见
    'SESSION_DUTY_DUE', // 会议筹备时限
    'COMMITMENT_MADE', // 承诺登记
    'COMMITMENT_RETURNED', // 承诺退回
    'COMMITMENT_DUE', // 承诺到期
    'SUGGESTION_ASSIGNED', // 建议交办
    'SUGGESTION_DUE', // 建议反馈时限
    'ISSUE_ASSIGNED', // 问题下发
    'ISSUE_DISPUTED', // 问题异议
    'DISPUTE_ANSWERED', // 异议答复
    'MORE_TIME_REQUESTED', // 整改申请延期
    'MORE_TIME_ANSWERED', // 整改延期答复
    'ISSUE_TO_VERIFY', // 整改待核实
    'ISSUE_SENT_BACK', // 整改退回
    'ISSUE_DUE', // 整改时限临近
    'ISSUE_OVERDUE', // 整改逾期
    'BALLOT_OPENED', // 无记名投票
    'JOINT_DRAFT_WAITS', // 联动草稿待放行
    'JOINT_TO_COUNTERSIGN', // 联动文件待会签
    'JOINT_RECORD_EFFECTIVE', // 联动纪要生效
    'JOINT_TASK_ALLOCATED', // 联动任务分派
    'JOINT_TASK_OVERDUE', // 联动任务逾期
    'JOINT_ALARM', // 交换异常
  ])
  .meta({ id: 'NoticeKind' })
export type NoticeKind = z.infer<typeof NoticeKind>

/** 通知分组: the work that a kind belongs to. */
export const NoticeGroup = z.enum(['PROPOSALS', 'CONSULTATIONS', 'SUPERVISION', 'JOINT']).meta({ id: 'NoticeGroup' })
export type NoticeGroup = z.infer<typeof NoticeGroup>

type Roles = readonly GrantableRole[]
const PROPOSERS: Roles = ['MEMBER', 'GROUP_CLERK']
const UNIT: Roles = ['UNIT_HANDLER']
const UNIT_AND_LEADER: Roles = ['UNIT_HANDLER', 'UNIT_LEADER']
const PROPOSAL_OFFICE: Roles = ['STAFF_PROPOSAL']
const CONSULTATION_OFFICE: Roles = ['STAFF_CONSULTATION']
const JOINT_OFFICE: Roles = ['CHAIR', 'STAFF_OFFICE', 'STAFF_CONSULTATION']

/**
 * 通知对象: in which roles somebody can be told of a kind, `domain.md` §3.1. A member is told of what names them, a unit's
 * people of what their unit has, an office of all of its work. 代表 of a people's congress have no part in proposals and sessions of
 * the consultative conference (§0.1), so they are told of none; whoever is both is told as a member.
 */
export const TOLD_ROLES = {
  COSIGN_INVITED: ['MEMBER'],
  PROPOSAL_SENT_BACK: PROPOSERS,
  PROPOSAL_FILED: PROPOSERS,
  PROPOSAL_NOT_FILED: PROPOSERS,
  PROPOSAL_ASSIGNED: UNIT,
  ASSIGNMENT_DECLINED: PROPOSAL_OFFICE,
  DECLINE_ANSWERED: UNIT,
  PROPOSAL_DUE: [...UNIT, ...PROPOSAL_OFFICE],
  PROPOSAL_OVERDUE: [...UNIT_AND_LEADER, ...PROPOSAL_OFFICE, 'SUPERVISION_OFFICE'],
  PROPOSAL_URGED: UNIT_AND_LEADER,
  EXTENSION_REQUESTED: [...PROPOSAL_OFFICE, 'SUPERVISION_OFFICE'],
  EXTENSION_ANSWERED: UNIT,
  MEETING_TO_CONFIRM: PROPOSERS,
  PROPOSAL_MESSAGE: [...PROPOSERS, ...UNIT],
  REPLY_TO_COUNTERSIGN: UNIT_AND_LEADER,
  COUNTERSIGN_REFUSED: UNIT_AND_LEADER,
  REPLY_TO_SIGN: ['UNIT_LEADER'],
  REPLY_TO_REVIEW: ['SUPERVISION_OFFICE'],
  REPLY_RETURNED: UNIT_AND_LEADER,
  REPLY_TO_RATE: PROPOSERS,
  RATING_DUE: PROPOSERS,
  REHANDLING_ORDERED: UNIT_AND_LEADER,
  PROMISE_DUE: UNIT,
  SESSION_INVITED: ['MEMBER', ...UNIT],
  SESSION_CHANGED: ['MEMBER', ...UNIT],
  SESSION_CANCELLED: ['MEMBER', ...UNIT],
  SESSION_UNINVITED: ['MEMBER', ...UNIT],
  LEAVE_REQUESTED: CONSULTATION_OFFICE,
  LEAVE_ANSWERED: ['MEMBER'],
  MINUTES_TO_ANSWER: ['MEMBER', ...UNIT],
  SESSION_DUTY_DUE: CONSULTATION_OFFICE,
  COMMITMENT_MADE: UNIT,
  COMMITMENT_RETURNED: UNIT,
  COMMITMENT_DUE: [...UNIT, ...CONSULTATION_OFFICE],
  SUGGESTION_ASSIGNED: UNIT,
  SUGGESTION_DUE: UNIT,
  ISSUE_ASSIGNED: UNIT,
  ISSUE_DISPUTED: CONSULTATION_OFFICE,
  DISPUTE_ANSWERED: UNIT,
  MORE_TIME_REQUESTED: CONSULTATION_OFFICE,
  MORE_TIME_ANSWERED: UNIT,
  ISSUE_TO_VERIFY: CONSULTATION_OFFICE,
  ISSUE_SENT_BACK: UNIT,
  ISSUE_DUE: UNIT,
  ISSUE_OVERDUE: [...UNIT_AND_LEADER, ...CONSULTATION_OFFICE, 'SUPERVISION_OFFICE'],
  BALLOT_OPENED: ['MEMBER'],
  JOINT_DRAFT_WAITS: ['CHAIR'],
  JOINT_TO_COUNTERSIGN: JOINT_OFFICE,
  JOINT_RECORD_EFFECTIVE: JOINT_OFFICE,
  JOINT_TASK_ALLOCATED: UNIT,
  JOINT_TASK_OVERDUE: [...UNIT_AND_LEADER, 'STAFF_OFFICE', 'STAFF_CONSULTATION'],
  JOINT_ALARM: ['STAFF_OFFICE', 'OPS'],
} as const satisfies Record<NoticeKind, Roles>

const kindsFrom = (first: NoticeKind): number => NoticeKind.options.indexOf(first)

/** The group of a kind; kinds stand in the order of their groups. */
export function groupOfKind(kind: NoticeKind): NoticeGroup {
  const place = kindsFrom(kind)
  if (place < kindsFrom('SESSION_INVITED')) return 'PROPOSALS'
  if (place < kindsFrom('ISSUE_ASSIGNED')) return 'CONSULTATIONS'
  return place < kindsFrom('JOINT_DRAFT_WAITS') ? 'SUPERVISION' : 'JOINT'
}

/** The kinds that somebody in a role can be told of. */
export const kindsFor = (role: Role): NoticeKind[] =>
  NoticeKind.options.filter((kind) => (TOLD_ROLES[kind] as readonly Role[]).includes(role))

/** 通知所指: a thing of another service, by its id there. Its words stay there. */
export const NoticeThing = z
  .strictObject({
    of: z.enum(['PROPOSAL', 'SESSION', 'COMMITMENT', 'OUTCOME', 'ISSUE', 'BALLOT', 'COMPACT']),
    id: z.union([z.uuid(), z.hex().length(64).toLowerCase()]),
  })
  .meta({ id: 'NoticeThing' })
export type NoticeThing = z.infer<typeof NoticeThing>

/** 账号: as the access token names it. */
export const RecipientId = z
  .string()
  .regex(/^[\w:@|+=-]{1,100}$/)
  .meta({ id: 'RecipientId' })

/** 通知方式: besides the page, on which everything stands. */
export const NoticeWay = z.enum(['MAIL', 'ROBOT']).meta({ id: 'NoticeWay' })
export type NoticeWay = z.infer<typeof NoticeWay>

/** 群机器人: 企业微信 and 钉钉. */
export const RobotVendor = z.enum(['WECOM', 'DINGTALK']).meta({ id: 'RobotVendor' })
export type RobotVendor = z.infer<typeof RobotVendor>

/** 发送状态: waits, went out, was refused for good, or was given up after three days. */
export const DeliveryState = z.enum(['WAITING', 'SENT', 'REFUSED', 'GIVEN_UP']).meta({ id: 'NoticeDeliveryState' })
export type DeliveryState = z.infer<typeof DeliveryState>

/** An hour of the day in Asia/Shanghai. */
export const Hour = z.int().min(0).max(23)

export const distinctKinds = z
  .array(NoticeKind)
  .max(NoticeKind.options.length)
  .refine((kinds) => new Set(kinds).size === kinds.length)

/** 不发送: a kind that is not sent by a way. */
const muted = z.strictObject({ way: NoticeWay, kind: NoticeKind })

/** 接收设置: what does not go out by which way, when the daily digest goes, and when nothing is sent. */
export const choices = {
  /** All others are sent, also those that come later. */
  muted: z
    .array(muted)
    .max(2 * NoticeKind.options.length)
    .refine((all) => new Set(all.map(({ way, kind }) => `${way} ${kind}`)).size === all.length),
  /** 每日汇总: at this hour, instead of one message for each notice. */
  digestAt: Hour.optional(),
  /** 免打扰: from this hour until that; what falls in between is sent at its end. */
  quiet: z.strictObject({ from: Hour, until: Hour }).optional(),
}
