import { z } from 'zod'
import { event } from '../define.ts'
import { CommitteeId, Id, Instant, line, LocalDate, text } from '../primitives.ts'
import { ResultClass } from '../proposals/handling.ts'
import { CompactId, DecisionKind, EntryKind, Hash, TaskState } from './primitives.ts'
import { supervisionLevel, supervisionTemplate } from './supervision.ts'

const compact = { compactId: CompactId }

// What the own committee does on the way to an entry.

export const InvitationReceived = event(
  'joint.invitation-received',
  1,
  { zh: '收到或起草机制邀请', en: 'An invitation was drafted or taken in', aggregate: 'compact', key: 'compactId' },
  { ...compact, name: line(200), members: z.array(CommitteeId), file: text(200_000), signedBy: z.array(CommitteeId) },
)

export const InvitationSigned = event(
  'joint.invitation-signed',
  1,
  { zh: '本方签署机制邀请', en: 'The own committee signed an invitation', aggregate: 'compact', key: 'compactId' },
  { ...compact, file: text(200_000), signedBy: z.array(CommitteeId) },
)

export const CompactInForce = event(
  'joint.compact-in-force',
  1,
  {
    zh: '机制成立生效',
    en: 'All members signed; the compact is in force',
    aggregate: 'compact',
    key: 'compactId',
    classification: 'joint',
  },
  { ...compact, name: line(200), members: z.array(CommitteeId) },
)

export const HubConnected = event(
  'joint.hub-connected',
  1,
  { zh: '设置交换节点', en: 'The hub of a compact was set', aggregate: 'compact', key: 'compactId' },
  { ...compact, url: z.string().max(300).nullable() },
)

export const DraftPrepared = event(
  'joint.draft-prepared',
  1,
  { zh: '草稿拟就', en: 'A draft of what may leave was prepared', aggregate: 'draft', key: 'draftId' },
  {
    draftId: Id,
    ...compact,
    entryKind: EntryKind,
    /** The body exactly as it would be signed, as JSON text. */
    content: text(200_000),
    contentHash: Hash,
    /** The readers, in a vertical compact; null for all members. */
    audience: z.array(CommitteeId).max(64).nullable().default(null),
  },
)

export const DraftReleased = event(
  'joint.draft-released',
  1,
  { zh: '草稿放行', en: 'A draft was signed and let go', aggregate: 'draft', key: 'draftId' },
  { draftId: Id, ...compact, entryId: Hash },
)

export const DraftDiscarded = event(
  'joint.draft-discarded',
  1,
  { zh: '草稿撤销', en: 'A draft was discarded', aggregate: 'draft', key: 'draftId' },
  { draftId: Id, reason: line(200) },
)

// What follows from signed entries, own and others', each told once when it is first known here.

const version = { ...compact, decisionId: Hash, versionId: Hash, title: line(200) }

export const TopicProposed = event(
  'joint.topic-proposed',
  1,
  {
    zh: '议题提出',
    en: 'A version of a joint topic was proposed',
    aggregate: 'topic',
    key: 'decisionId',
    classification: 'joint',
  },
  { ...version, proposedBy: CommitteeId },
)

export const TopicConfirmed = event(
  'joint.topic-confirmed',
  1,
  {
    zh: '议题各方确认',
    en: 'All sides confirmed a joint topic',
    aggregate: 'topic',
    key: 'decisionId',
    classification: 'joint',
  },
  {
    ...version,
    compactName: line(200),
    year: z.int(),
    /** The item of the own annual plan that the own side tied it to. */
    planItemId: Id.nullable(),
  },
)

export const RecordCirculated = event(
  'joint.record-circulated',
  1,
  {
    zh: '纪要送各方会签',
    en: 'A version of a joint record was circulated',
    aggregate: 'record',
    key: 'decisionId',
    classification: 'joint',
  },
  { ...version, circulatedBy: CommitteeId, signers: z.array(CommitteeId) },
)

export const RecordCountersigned = event(
  'joint.record-countersigned',
  1,
  {
    zh: '一方会签纪要',
    en: 'A side countersigned a version of a joint record',
    aggregate: 'record',
    key: 'decisionId',
    classification: 'joint',
  },
  { ...compact, decisionId: Hash, versionId: Hash, committee: CommitteeId, missing: z.array(CommitteeId) },
)

export const RecordObjected = event(
  'joint.record-objected',
  1,
  {
    zh: '纪要版本未获同意',
    en: 'A version of a joint record was refused',
    aggregate: 'record',
    key: 'decisionId',
    classification: 'joint',
  },
  { ...compact, decisionId: Hash, versionId: Hash, committee: CommitteeId },
)

export const RecordEffective = event(
  'joint.record-effective',
  1,
  {
    zh: '纪要生效',
    en: 'A version of a joint record is effective',
    aggregate: 'record',
    key: 'decisionId',
    classification: 'joint',
  },
  { ...version, closing: Hash, signers: z.array(CommitteeId) },
)

export const ReportConsolidated = event(
  'joint.report-consolidated',
  1,
  {
    zh: '总报告各方认可',
    en: 'All sides agreed on a consolidated report',
    aggregate: 'report',
    key: 'decisionId',
    classification: 'joint',
  },
  { ...version, researchId: Hash },
)

export const SessionHeld = event(
  'joint.session-held',
  1,
  {
    zh: '联席会议召开',
    en: 'A joint session was held',
    aggregate: 'session',
    key: 'sessionId',
    classification: 'joint',
  },
  { ...compact, sessionId: Hash, title: line(200), started: Instant },
)

export const TaskAllocated = event(
  'joint.task-allocated',
  1,
  {
    zh: '联动任务分派',
    en: 'A side allocated a joint task to one of its units',
    aggregate: 'task',
    key: 'taskId',
    classification: 'joint',
  },
  {
    ...compact,
    taskId: Hash,
    side: CommitteeId,
    recordId: Hash,
    title: line(200),
    unitId: z.string().max(200),
    due: LocalDate.nullable(),
  },
)

export const TaskProgressed = event(
  'joint.task-progressed',
  1,
  {
    zh: '联动任务进展',
    en: 'A side reported on a joint task',
    aggregate: 'task',
    key: 'taskId',
    classification: 'joint',
  },
  { ...compact, taskId: Hash, entryId: Hash, side: CommitteeId, state: TaskState, due: LocalDate.nullable() },
)

export const ProposalResultPublished = event(
  'joint.proposal-result-published',
  1,
  {
    zh: '一方公布联合提案办理结果',
    en: 'A side told the result of its own reply to a joint proposal',
    aggregate: 'joint-proposal',
    key: 'jointKey',
    classification: 'joint',
  },
  {
    ...compact,
    entryId: Hash,
    jointKey: Id,
    /** Whose result it is: of a partner, or of the own committee. */
    side: CommitteeId,
    resultClass: ResultClass,
    repliedOn: LocalDate,
    round: z.int().positive(),
  },
)

export const SupervisionTemplatePublished = event(
  'joint.supervision-template-published',
  1,
  {
    zh: '上级已发布监督方案模板',
    en: 'The upper side of a vertical compact published a template of supervision',
    aggregate: 'supervision-template',
    key: 'templateId',
    classification: 'joint',
  },
  { ...compact, templateId: Hash, compactName: line(200), side: CommitteeId, ...supervisionTemplate },
)

export const SupervisionLevelReported = event(
  'joint.supervision-level-reported',
  1,
  {
    zh: '一级已报送监督报告',
    en: 'A level sent the counts of its own project up; a text that was published with them is read in joint',
    aggregate: 'supervision-template',
    key: 'templateId',
    classification: 'joint',
  },
  { ...compact, templateId: Hash, entryId: Hash, side: CommitteeId, ...supervisionLevel, hasText: z.boolean() },
)

export const CompactTextProposed = event(
  'joint.compact-text-proposed',
  1,
  {
    zh: '协议文本修订送各方会签',
    en: 'A version of the text of a compact was proposed',
    aggregate: 'compact',
    key: 'compactId',
    classification: 'joint',
  },
  { ...compact, versionId: Hash, name: line(200), proposedBy: CommitteeId, signers: z.array(CommitteeId) },
)

export const CompactAmended = event(
  'joint.compact-amended',
  1,
  {
    zh: '协议文本修订生效',
    en: 'A version of the text of a compact is in force',
    aggregate: 'compact',
    key: 'compactId',
    classification: 'joint',
  },
  { ...compact, versionId: Hash, name: line(200), closing: Hash, members: z.array(CommitteeId) },
)

export const MemberLeft = event(
  'joint.member-left',
  1,
  {
    zh: '成员退出机制',
    en: 'A member left the compact',
    aggregate: 'compact',
    key: 'compactId',
    classification: 'joint',
  },
  { ...compact, committee: CommitteeId },
)

export const DecisionDisputed = event(
  'joint.decision-disputed',
  1,
  {
    zh: '决定有争议',
    en: 'A decision rests on a fork of a chain',
    aggregate: 'compact',
    key: 'compactId',
    classification: 'joint',
  },
  { ...compact, decisionId: Hash, decisionKind: DecisionKind, committee: CommitteeId },
)

export const AlarmRaised = event(
  'joint.alarm-raised',
  1,
  { zh: '交换异常', en: 'Something about the exchange needs a look', aggregate: 'alarm', key: 'alarmId' },
  {
    alarmId: Id,
    ...compact,
    what: z.enum(['dropped', 'gap', 'fork', 'divergence', 'recovery', 'foreign']),
    code: line(60),
    blamed: CommitteeId.nullable(),
    as: z.enum(['carrier', 'author']).nullable(),
    entryId: Hash.nullable(),
  },
)

export const AlarmClosed = event(
  'joint.alarm-closed',
  1,
  { zh: '异常处理完毕', en: 'An alarm was closed', aggregate: 'alarm', key: 'alarmId' },
  { alarmId: Id, finding: line(500) },
)

export const RecoveryOrdered = event(
  'joint.recovery-ordered',
  1,
  {
    zh: '提出密钥恢复',
    en: 'One person ordered a new generation of the own chain',
    aggregate: 'compact',
    key: 'compactId',
  },
  { ...compact, orderId: Id, reason: text(4_000) },
)

export const RecoveryConfirmed = event(
  'joint.recovery-confirmed',
  1,
  {
    zh: '确认密钥恢复',
    en: 'A second person confirmed it and the new generation began',
    aggregate: 'compact',
    key: 'compactId',
  },
  { ...compact, orderId: Id, entryId: Hash },
)

export const EntriesRecarried = event(
  'joint.entries-recarried',
  1,
  {
    zh: '交换节点丢失后重新发布',
    en: 'Every entry was queued to be published again',
    aggregate: 'compact',
    key: 'compactId',
  },
  { ...compact, entries: z.int().nonnegative() },
)
