import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, personal, text } from '../primitives.ts'
import { CheckWay, IssueDuty, LookBackOutcome, OtherTerm, RecheckOutcome } from './rectification.ts'
import { distinctIds, Reason } from './supervision.ts'

const findingId = Id
const files = z.array(FileRef).max(20).default([])
const words = (max: number) => personal(text(max))
/** 核查: when, how, and what was seen. */
const check = { checkedOn: LocalDate, way: CheckWay, notes: words(4000), files }

export const ApproveIssueList = command(
  'supervision.approve-issue-list',
  {
    zh: '审定并下发问题清单',
    en: 'Records that the chairpersons’ meeting approved a list of issues, and sends it to the units',
  },
  {
    projectId: Id,
    /** 主席会议. */
    meeting: line(100),
    approvedOn: LocalDate,
    issues: z
      .array(z.strictObject({ findingId, term: OtherTerm.optional() }))
      .min(1)
      .max(200)
      .refine((all) => new Set(all.map((one) => one.findingId)).size === all.length),
  },
)
export const AcceptIssue = command(
  'supervision.accept-issue',
  { zh: '签收问题', en: 'Accepts an issue for the responsible unit' },
  { findingId },
)
export const TakeSilenceAsAcceptance = command(
  'supervision.take-silence-as-acceptance',
  { zh: '逾期视为签收', en: 'Takes the silence of a unit as acceptance when the term for a dispute ends' },
  { findingId, ifDue: Instant },
)
export const DisputeIssue = command(
  'supervision.dispute-issue',
  { zh: '提出异议', en: 'Disputes an issue for the responsible unit, with the reason' },
  { findingId, reason: words(2000), files },
)
export const RecheckIssue = command(
  'supervision.recheck-issue',
  { zh: '异议复核', en: 'Decides on a dispute after the group looked again; the time that it took is given back' },
  { findingId, outcome: RecheckOutcome, checkedOn: LocalDate, way: CheckWay, reason: words(2000), files },
)
export const PlanMeasures = command(
  'supervision.plan-measures',
  { zh: '制定整改措施', en: 'Says how and by when the unit rectifies an issue, and who answers for it' },
  {
    findingId,
    /** 责任领导职务. */
    leaderPost: line(60),
    measures: words(4000),
    finishOn: LocalDate,
    /** 经办账号: who works on it for the unit beside whoever sends this. */
    handlers: z.array(line(100)).max(20).default([]),
    /** 经办人中的委员: who cannot verify what they handled. */
    memberIds: distinctIds(20).default([]),
  },
)
export const ReportRectified = command(
  'supervision.report-rectified',
  { zh: '报告整改完成', en: 'Reports an issue as rectified, with proof' },
  { findingId, rectifiedOn: LocalDate, result: words(4000), files: z.array(FileRef).min(1).max(20) },
)
export const RequestMoreTime = command(
  'supervision.request-more-time',
  { zh: '申请延长整改期限', en: 'Asks for a later day, before the term ends' },
  { findingId, until: LocalDate, reason: words(2000) },
)
export const GrantMoreTime = command(
  'supervision.grant-more-time',
  { zh: '同意延长整改期限', en: 'Grants a unit the later day that it asked for' },
  { findingId, requestId: Id, reason: Reason },
)
export const RefuseMoreTime = command(
  'supervision.refuse-more-time',
  { zh: '不同意延长整改期限', en: 'Refuses a unit the later day that it asked for' },
  { findingId, requestId: Id, reason: Reason },
)
export const VerifyIssue = command(
  'supervision.verify-issue',
  { zh: '核查销号', en: 'Verifies for the group that an issue is rectified; never for the unit' },
  { findingId, ...check },
)
export const ReopenIssue = command(
  'supervision.reopen-issue',
  { zh: '退回重新整改', en: 'Sends an issue back to the unit after the group looked at it, with a new term' },
  { findingId, ...check, term: OtherTerm.optional() },
)
export const RecordLookBack = command(
  'supervision.record-look-back',
  { zh: '登记回头看', en: 'Records what the group saw when it came back; what relapsed is rectified anew' },
  {
    findingId,
    outcome: LookBackOutcome,
    ...check,
    /** Of what relapsed, where the term is another than that of the local rules. */
    term: OtherTerm.optional(),
  },
)
export const RemindOfIssue = command(
  'supervision.remind-of-issue',
  { zh: '问题整改到期提醒', en: 'Reminds of what is still owed of an issue by that instant' },
  { findingId, about: IssueDuty, ifDue: Instant },
)
