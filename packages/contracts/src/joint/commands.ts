import { z } from 'zod'
import { command } from '../define.ts'
import { CommitteeId, Id, Instant, line, LocalDate, personal, text } from '../primitives.ts'
import { Approval, CompactId, CompactText, Files, Hash, TaskState } from './primitives.ts'
import { supervisionTemplate } from './supervision.ts'

const prose = text(4_000)
const title = line(200)
/** The versions that a new one amends; issuing it refuses them. Empty for a first version. */
const amends = z.array(Hash).max(16).default([])
const deadline = Instant.nullable().default(null)

// Founding: the invitation file passes from hand to hand, and each side signs it in its own instance.

/** 起草机制邀请: the founding text with every member's key card; the answer's event names the compact. */
export const DraftInvitation = command(
  'joint.draft-invitation',
  { zh: '起草机制成立邀请', en: 'Draft the invitation that founds a compact' },
  { text: CompactText },
)

/** 接收邀请文件: takes in an invitation file, with the signatures it carries; the same file again adds what is new. */
export const ReceiveInvitation = command(
  'joint.receive-invitation',
  { zh: '接收机制成立邀请文件', en: 'Take in an invitation file and its signatures' },
  { file: text(200_000) },
)

/** 签署邀请: after the chairs' meeting decided and the fingerprints were compared out of band. */
export const SignInvitation = command(
  'joint.sign-invitation',
  { zh: '签署机制成立邀请', en: 'Sign the invitation for the own committee' },
  { compactId: CompactId, approval: Approval, fingerprintsCompared: z.literal(true) },
)

/** 接入交换节点: through which hub the compact's entries travel; without one they travel as files. */
export const ConnectHub = command(
  'joint.connect-hub',
  { zh: '设置机制的交换节点', en: 'Set the hub through which a compact exchanges' },
  {
    compactId: CompactId,
    url: z
      .url({ protocol: /^(nats|tls)$/ })
      .max(300)
      .nullable(),
  },
)

// Drafts: everything that leaves the committee is a draft first. Its content is shown exactly as it would leave.

const draft = { compactId: CompactId }
/** 阅读范围, in a vertical compact alone: the upper side and one level. What refers to a restricted entry has its readers. */
const audience = z.array(CommitteeId).min(1).max(64).nullable().default(null)

/** 修订协议文本 */
export const DraftCompactText = command(
  'joint.draft-compact-text',
  { zh: '起草协议文本的新版本', en: 'Draft a new version of the compact text' },
  { ...draft, text: CompactText, amends, deadline },
)

/** 提出联动协商议题, or amend one */
export const DraftTopic = command(
  'joint.draft-topic',
  { zh: '起草联动协商议题', en: 'Draft a joint topic, or a new version of one' },
  { ...draft, title, summary: prose, form: title, year: z.int().min(1949).max(2200), amends, deadline, audience },
)

/** 会签: agrees to a version; a topic is tied to an item of the own annual plan. */
export const DraftCountersignature = command(
  'joint.draft-countersignature',
  { zh: '起草会签', en: 'Prepare the countersignature of a version' },
  { ...draft, versionId: Hash, approval: Approval.nullable().default(null), planItemId: Id.nullable().default(null) },
)

/** 不同意: refuses a version with a reason; `lapse` is the convenor's word that the deadline has passed. */
export const DraftRefusal = command(
  'joint.draft-refusal',
  { zh: '起草不同意意见', en: 'Prepare the refusal of a version' },
  { ...draft, versionId: Hash, reason: prose, lapse: z.boolean().default(false) },
)

/** 征求意见: a remark on a version, a report, any entry */
export const DraftComment = command(
  'joint.draft-comment',
  { zh: '起草意见', en: 'Draft a comment' },
  { ...draft, about: Hash, text: prose },
)

/** 联合调研方案 */
export const DraftResearchPlan = command(
  'joint.draft-research-plan',
  { zh: '起草联合调研方案', en: 'Draft the plan of a joint research' },
  { ...draft, topicId: Hash, title, outline: prose, lead: CommitteeId, from: LocalDate, to: LocalDate },
)

/** 本方调研开始 */
export const DraftFieldWork = command(
  'joint.draft-field-work',
  { zh: '登记本方实地调研', en: 'Say that the own field work begins' },
  { ...draft, researchId: Hash, angle: title, from: LocalDate },
)

/** 分报告 */
export const DraftRegionalReport = command(
  'joint.draft-regional-report',
  { zh: '起草本方分报告', en: "Draft the own side's report" },
  { ...draft, researchId: Hash, title, text: text(60_000), files: Files },
)

/** 保留意见 */
export const DraftReservation = command(
  'joint.draft-reservation',
  { zh: '起草保留意见', en: 'Draft a reservation, printed in the annex' },
  { ...draft, about: Hash, text: prose },
)

/** 总报告 */
export const DraftConsolidatedReport = command(
  'joint.draft-consolidated-report',
  { zh: '起草总报告', en: 'Draft the consolidated report, or a new version of it' },
  {
    ...draft,
    researchId: Hash,
    title,
    text: text(60_000),
    reports: z.array(Hash).max(64),
    reservations: z.array(Hash).max(64).default([]),
    files: Files,
    amends,
    deadline,
  },
)

/** 认可报告 */
export const DraftEndorsement = command(
  'joint.draft-endorsement',
  { zh: '起草对报告的认可', en: "Prepare the own body's endorsement of a report" },
  { ...draft, about: Hash, approval: Approval, note: prose.nullable().default(null) },
)

/** 召集联席会议 */
export const DraftSessionCall = command(
  'joint.draft-session-call',
  { zh: '起草会议召集通知', en: 'Draft the call of a joint session' },
  {
    ...draft,
    topicId: Hash.nullable().default(null),
    title,
    form: title,
    place: title,
    start: Instant,
    agenda: prose,
    audience,
  },
)

/** 本方参会: counts cross with a salted commitment to the list; the names stay here. */
export const DraftAttendance = command(
  'joint.draft-attendance',
  { zh: '登记本方参会人数', en: "Prepare the own side's attendance" },
  {
    ...draft,
    sessionId: Hash,
    people: z
      .array(
        z.strictObject({
          name: personal(line(60)),
          duty: personal(line(100)),
          kind: z.enum(['member', 'official', 'other']),
        }),
      )
      .min(1)
      .max(500),
  },
)

/** 会议开始、闭会 */
export const DraftSessionStep = command(
  'joint.draft-session-step',
  { zh: '登记会议开始或闭会', en: 'Say that a joint session was held or adjourned' },
  { ...draft, sessionId: Hash, step: z.enum(['hold', 'adjourn']), at: Instant },
)

/** 联动协商纪要 */
export const DraftRecord = command(
  'joint.draft-record',
  { zh: '起草联动协商纪要', en: 'Draft the joint record, or a new version of it' },
  {
    ...draft,
    title,
    text: text(60_000),
    topicId: Hash.nullable().default(null),
    sessionId: Hash.nullable().default(null),
    corrects: Hash.nullable().default(null),
    undertakings: z
      .array(z.strictObject({ side: CommitteeId, title, due: LocalDate.nullable().default(null) }))
      .max(100)
      .default([]),
    files: Files,
    amends,
    deadline,
    audience,
  },
)

/** 分派任务: the own side's work, given to one of its own units. */
export const DraftTask = command(
  'joint.draft-task',
  { zh: '起草联动任务分派', en: 'Prepare the allocation of a joint task to an own unit' },
  { ...draft, recordId: Hash, title, unitId: Id, due: LocalDate.nullable().default(null) },
)

/** 任务进展: drafted by the unit or by staff, released by staff. */
export const DraftProgress = command(
  'joint.draft-progress',
  { zh: '起草任务进展', en: "Prepare a report on an own task's progress" },
  { ...draft, taskId: Hash, state: TaskState, summary: prose, due: LocalDate.nullable().default(null), files: Files },
)

/** 成果报送 and, later, that it was instructed on (the day only) */
export const DraftOutcome = command(
  'joint.draft-outcome',
  { zh: '起草成果报送', en: 'Prepare the submission of an outcome to the own leadership' },
  {
    ...draft,
    decisionId: Hash,
    to: z.enum(['own_party_committee', 'own_government', 'upper_committee']),
    title,
    date: LocalDate,
  },
)
export const DraftInstructionNote = command(
  'joint.draft-instruction-note',
  { zh: '登记领导批示（仅日期）', en: 'Say that an outcome was instructed on; only the day crosses' },
  { ...draft, outcomeId: Hash, date: LocalDate },
)

/** 联合提案办理结果: the class and the day of the own reply, as proposals told them; nothing else of a proposal crosses. */
export const DraftProposalResult = command(
  'joint.draft-proposal-result',
  { zh: '起草联合提案办理结果', en: 'Prepare to tell the result class and day of the own reply to a joint proposal' },
  { ...draft, jointKey: Id },
)

/** 监督方案模板: what the upper side has every level of a vertical compact supervise; a signed one names itself. */
export const DraftSupervisionTemplate = command(
  'joint.draft-supervision-template',
  {
    zh: '起草监督方案模板',
    en: 'Prepare the template by which every level carries out its own project of supervision',
  },
  { ...draft, ...supervisionTemplate },
)

/** 层级监督报告: the counts that supervision approved and nothing else; the text must be the one that was approved. */
export const DraftSupervisionLevel = command(
  'joint.draft-supervision-level',
  { zh: '起草层级监督报告', en: 'Prepare to send the approved counts of the own level to the upper side' },
  { ...draft, templateId: Hash, publicText: text(60_000).optional() },
)

/** 轮值: begin, hand over, take over */
export const DraftRotation = command(
  'joint.draft-rotation',
  { zh: '起草轮值交接', en: 'Prepare a step of the rotation of hosts' },
  {
    ...draft,
    step: z.discriminatedUnion('act', [
      z.strictObject({ act: z.literal('begin'), year: z.int().min(1949).max(2200) }),
      z.strictObject({
        act: z.literal('hand-over'),
        year: z.int().min(1949).max(2200),
        to: CommitteeId,
        openTasks: z.array(Hash).max(500),
        archive: prose,
        budget: prose,
      }),
      z.strictObject({ act: z.literal('take-over'), handOver: Hash }),
    ]),
  },
)

/** 跟踪问效、回头看 */
export const DraftFollowUp = command(
  'joint.draft-follow-up',
  { zh: '起草跟踪问效报告', en: 'Draft a follow-up of a record' },
  { ...draft, recordId: Hash, period: title, lookBack: z.boolean().default(false), text: prose },
)

/** 方案模板 of a vertical compact */
export const DraftTemplate = command(
  'joint.draft-template',
  { zh: '起草上级方案模板', en: "Draft the upper side's template" },
  { ...draft, title, text: text(60_000), files: Files, audience },
)

/** 退出机制 */
export const DraftLeave = command(
  'joint.draft-leave',
  { zh: '起草退出机制', en: 'Prepare to leave the compact' },
  { ...draft, reason: prose },
)

/** 更换密钥: a new signing key signed by the old one, or a new sealing key. */
export const DraftKeyRotation = command(
  'joint.draft-key-rotation',
  { zh: '起草密钥更换', en: 'Prepare a change of the own signing or sealing key' },
  { ...draft, key: z.enum(['signing', 'sealing']) },
)

/** 放行: sees the draft exactly as it would leave, signs it and lets it go. Some kinds need a chair's second factor. */
export const ReleaseDraft = command(
  'joint.release-draft',
  { zh: '放行并签署', en: 'Sign a draft and let it go' },
  {
    draftId: Id,
    /** SHA-256 of the content that was shown; another content is not signed. */
    contentHash: Hash,
  },
)

/** 撤销草稿 */
export const DiscardDraft = command(
  'joint.discard-draft',
  { zh: '撤销草稿', en: 'Discard a draft' },
  { draftId: Id, reason: line(200) },
)

/** 恢复密钥: one person orders a new generation of the chain; another brings the recovery key, which nothing keeps. */
export const OrderRecovery = command(
  'joint.order-recovery',
  { zh: '提出密钥恢复', en: 'Order a new generation of the own chain' },
  { compactId: CompactId, reason: prose },
)
export const ConfirmRecovery = command(
  'joint.confirm-recovery',
  { zh: '确认密钥恢复', en: 'Confirm, as a second person and with the recovery key, the order of a new generation' },
  {
    compactId: CompactId,
    orderId: Id,
    /** The private recovery key as its file holds it. */
    recoveryKey: text(4_000),
  },
)

/** 加入机制: a committee that a new text names takes in the founding file; entries and countersignature follow. */
export const JoinCompact = command(
  'joint.join-compact',
  { zh: '加入已成立的机制', en: 'Open, as a joining member, a compact that others founded' },
  { file: text(200_000) },
)

/** 重新发布: after the hub was lost, everything that is here is carried again under the own name. */
export const RecarryEntries = command(
  'joint.recarry-entries',
  { zh: '交换节点丢失后重新发布', en: 'Publish every entry again after the hub was lost' },
  { compactId: CompactId },
)

/** 处理异常: an operator has looked at an alarm. */
export const CloseAlarm = command(
  'joint.close-alarm',
  { zh: '处理完毕异常提示', en: 'Close an alarm with what was found' },
  { alarmId: Id, finding: line(500) },
)
