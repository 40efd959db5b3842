import { z } from 'zod'
import { query } from '../define.ts'
import { CommitteeId, Id, Instant, line, LocalDate, page, pageParams } from '../primitives.ts'
import { ResultClass } from '../proposals/handling.ts'
import {
  Approval,
  CompactId,
  CompactText,
  DecisionKind,
  EntryKind,
  Hash,
  KeyCard,
  Signed,
  TaskState,
  VersionState,
} from './primitives.ts'
import { supervisionLevel, supervisionTemplate } from './supervision.ts'

const compact = { compactId: CompactId }
const Fingerprints = z.strictObject({ signing: Hash, recovery: Hash })

/** 密钥名片 of the own committee, with the fingerprints that are compared by telephone. */
export const OwnKeyCard = query(
  'joint.own-key-card',
  '/key-card',
  { zh: '本方密钥名片', en: "The own committee's key card" },
  {},
  z.strictObject({ card: KeyCard, fingerprints: Fingerprints }),
)

export const CompactStage = z.enum(['SIGNING', 'IN_FORCE', 'AMENDING', 'EXPIRED', 'ENDED']).meta({ id: 'CompactStage' })

/** A side of a compact as one row: its seal, its head, when it was last heard of. */
export const SideView = z
  .strictObject({
    committee: CommitteeId,
    name: z.string(),
    fingerprints: Fingerprints,
    signedInvitation: z.boolean(),
    left: z.boolean(),
    head: Hash.nullable(),
    generation: z.int(),
    seq: z.int(),
    lastHeard: Instant.nullable(),
  })
  .meta({ id: 'SideView' })

export const CompactView = z
  .strictObject({
    ...compact,
    name: z.string(),
    stage: CompactStage,
    text: CompactText,
    textVersion: Hash,
    sides: z.array(SideView),
    hub: z.strictObject({ url: z.string(), connected: z.boolean(), lastExchange: Instant.nullable() }).nullable(),
    entries: z.int(),
    waiting: z.int(),
    digest: Hash.nullable(),
    openAlarms: z.int(),
    /** The own chain cannot sign: its journal was lost, or a new generation waits for the others. */
    recovering: z.boolean(),
    /** 换代: new generations of a side's chain, which every other side answers. */
    recoveries: z.array(
      z.strictObject({
        entryId: Hash,
        committee: CommitteeId,
        generation: z.int(),
        state: z.enum(['OPEN', 'REFUSED', 'COMPLETE']),
        missing: z.array(CommitteeId),
      }),
    ),
    /** 待确认的密钥恢复: orders of one person that wait for a second. */
    recoveryOrders: z.array(
      z.strictObject({ orderId: Id, reason: z.string(), orderedBy: z.string(), orderedAt: Instant }),
    ),
  })
  .meta({ id: 'CompactView' })

export const Compacts = query(
  'joint.compacts',
  '/compacts',
  { zh: '联动协商机制', en: 'The compacts of this committee' },
  { ...pageParams, stage: CompactStage.optional() },
  page(CompactView),
)
export const CompactDetail = query(
  'joint.compact-detail',
  '/compacts/:compactId',
  { zh: '机制详情', en: 'One compact with its sides' },
  compact,
  CompactView,
)
/** 邀请文件: what is passed on; holds the founding text and every signature that is here. */
export const Invitation = query(
  'joint.invitation',
  '/compacts/:compactId/invitation',
  { zh: '邀请文件', en: 'The invitation file as it is passed on' },
  compact,
  z.strictObject({ ...compact, file: z.string(), signedBy: z.array(CommitteeId), complete: z.boolean() }),
)

/** 草稿与放行预览: `content` is exactly what would be signed and leave. */
export const DraftView = z
  .strictObject({
    draftId: Id,
    ...compact,
    kind: EntryKind,
    state: z.enum(['PREPARED', 'RELEASED', 'DISCARDED']),
    content: z.string(),
    contentHash: Hash,
    needsChair: z.boolean(),
    recipients: z.array(CommitteeId),
    preparedAt: Instant,
    preparedBy: z.string(),
    entryId: Hash.nullable(),
  })
  .meta({ id: 'DraftView' })
export const Drafts = query(
  'joint.drafts',
  '/drafts',
  { zh: '待放行内容', en: 'What is prepared to leave' },
  { ...pageParams, compactId: CompactId.optional(), state: DraftView.shape.state.optional() },
  page(DraftView),
)
export const DraftDetail = query(
  'joint.draft-detail',
  '/drafts/:draftId',
  { zh: '放行预览', en: 'One draft, exactly as it would leave' },
  { draftId: Id },
  DraftView,
)

const AnswerView = z.strictObject({
  ...Signed,
  answer: z.enum(['countersign', 'refuse']),
  by: z.enum(['answer', 'amendment', 'leave', 'lapse']),
  counts: z.boolean(),
  reason: z.string().nullable(),
  /** 主席会议决定: which body of the signing side agreed, and by which decision. */
  approval: Approval.optional(),
})
export const VersionView = z
  .strictObject({
    versionId: Hash,
    decisionId: Hash,
    kind: DecisionKind,
    state: VersionState,
    issuedBy: CommitteeId,
    issuedAt: Instant,
    title: z.string(),
    body: z.record(z.string(), z.unknown()),
    signers: z.array(CommitteeId),
    convenor: CommitteeId,
    deadline: Instant.nullable(),
    parents: z.array(Hash),
    answers: z.array(AnswerView),
    missing: z.array(CommitteeId),
    closing: Hash.nullable(),
    filesHere: z.boolean(),
  })
  .meta({ id: 'VersionView' })
export const DecisionView = z
  .strictObject({
    ...compact,
    decisionId: Hash,
    kind: DecisionKind,
    title: z.string(),
    state: VersionState,
    effective: Hash.nullable(),
    diverging: z.boolean(),
    disputed: z.boolean(),
    /** 本方待办: what the own side can do next. */
    toDo: z.array(z.enum(['countersign', 'close', 'amend', 'lapse'])),
    planItemId: Id.nullable(),
    versions: z.array(VersionView),
  })
  .meta({ id: 'DecisionView' })
const DecisionRow = DecisionView.omit({ versions: true }).extend({ missing: z.array(CommitteeId), updatedAt: Instant })

export const Decisions = query(
  'joint.decisions',
  '/compacts/:compactId/decisions',
  { zh: '议题、报告、纪要', en: 'The decisions of a compact' },
  {
    ...compact,
    ...pageParams,
    kind: DecisionKind.optional(),
    state: VersionState.optional(),
    /** Words in the title, also inside Chinese words; simplified and traditional are one. */
    text: line(100).optional(),
  },
  page(DecisionRow),
)
export const DecisionDetail = query(
  'joint.decision-detail',
  '/compacts/:compactId/decisions/:decisionId',
  { zh: '决定详情', en: 'One decision with all its versions and answers; one of its versions names it too' },
  { ...compact, decisionId: Hash },
  DecisionView,
)

export const TaskView = z
  .strictObject({
    taskId: Hash,
    side: CommitteeId,
    recordId: Hash,
    title: z.string(),
    unitId: z.string(),
    unitName: z.string(),
    state: TaskState,
    due: z.string().nullable(),
    overdue: z.boolean(),
    history: z.array(z.strictObject({ entryId: Hash, at: Instant, state: TaskState, summary: z.string() })),
  })
  .meta({ id: 'JointTaskView' })
export const Tasks = query(
  'joint.tasks',
  '/compacts/:compactId/tasks',
  { zh: '联动任务', en: 'The tasks of a compact, across committees' },
  {
    ...compact,
    ...pageParams,
    side: CommitteeId.optional(),
    state: TaskState.optional(),
    unitId: Id.optional(),
    overdue: z.enum(['true', 'false']).optional(),
  },
  page(TaskView),
)

const Result = { resultClass: ResultClass, repliedOn: LocalDate, round: z.int() }

/** 联合提案办理结果: the results of all sides on one joint proposal, side by side. */
export const JointProposalView = z
  .strictObject({
    jointKey: Id,
    results: z.array(z.strictObject({ ...Signed, ...Result })),
  })
  .meta({ id: 'JointProposalView' })
export const ProposalResults = query(
  'joint.proposal-results',
  '/compacts/:compactId/proposal-results',
  { zh: '联合提案办理结果', en: 'The results that the sides of a compact told, for each joint proposal' },
  { ...compact, ...pageParams, jointKey: Id.optional() },
  page(JointProposalView),
)
/** 待发布的办理结果: own results that a compact may hear of and has not. */
export const UnpublishedResultView = z
  .strictObject({
    ...compact,
    compactName: z.string(),
    jointKey: Id,
    proposalId: Id,
    ...Result,
    /** A draft that waits to be let go. */
    draftId: Id.nullable(),
  })
  .meta({ id: 'UnpublishedResultView' })
export const UnpublishedResults = query(
  'joint.unpublished-results',
  '/unpublished-results',
  { zh: '待发布的联合提案办理结果', en: 'Own results that may be told and have not been' },
  { ...pageParams, compactId: CompactId.optional() },
  page(UnpublishedResultView),
)
export const ProposalResultEvidence = query(
  'joint.proposal-result-evidence',
  '/compacts/:compactId/proposal-results/:entryId/evidence',
  { zh: '办理结果证据文件', en: 'The evidence file of the result that one side told' },
  { ...compact, entryId: Hash },
  z.strictObject({ fileName: z.string(), file: z.string() }),
)

/** 监督方案模板 and what each level reported on it, as far as this side reads them. */
export const SupervisionTemplateView = z
  .strictObject({
    ...Signed,
    ...supervisionTemplate,
    levels: z.array(
      z.strictObject({
        ...Signed,
        ...supervisionLevel,
        /** 公开文本, where the compact lets it cross. */
        text: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'JointSupervisionTemplate' })
export const SupervisionTemplates = query(
  'joint.supervision-templates',
  '/compacts/:compactId/supervision-templates',
  { zh: '监督方案模板及层级报告', en: 'The templates of supervision of a compact, with the reports of its levels' },
  { ...compact, ...pageParams, templateId: Hash.optional() },
  page(SupervisionTemplateView),
)
export const SupervisionEvidence = query(
  'joint.supervision-evidence',
  '/compacts/:compactId/supervision/:entryId/evidence',
  {
    zh: '监督模板、层级报告证据文件',
    en: 'The evidence file of a template of supervision or of the report of one level',
  },
  { ...compact, entryId: Hash },
  z.strictObject({ fileName: z.string(), file: z.string() }),
)

export const ResearchView = z
  .strictObject({
    researchId: Hash,
    topicId: Hash,
    title: z.string(),
    lead: CommitteeId,
    state: z.enum(['PLANNED', 'FIELD', 'REGIONAL_REPORT', 'CONSOLIDATED', 'ENDORSED']),
    sides: z.array(z.strictObject({ committee: CommitteeId, state: z.string(), reports: z.array(Hash) })),
    consolidated: z.array(Hash),
    reservations: z.array(z.strictObject({ ...Signed, about: Hash, text: z.string() })),
    endorsements: z.array(z.strictObject({ ...Signed, about: Hash })),
  })
  .meta({ id: 'ResearchView' })
export const Researches = query(
  'joint.researches',
  '/compacts/:compactId/researches',
  { zh: '联合调研', en: 'The joint researches of a compact' },
  { ...compact, ...pageParams },
  page(ResearchView),
)

export const SessionView = z
  .strictObject({
    sessionId: Hash,
    title: z.string(),
    convener: CommitteeId,
    place: z.string(),
    start: Instant,
    agenda: z.string(),
    state: z.enum(['CONVENED', 'HELD', 'ADJOURNED']),
    quorate: z.boolean(),
    attendance: z.array(
      z.strictObject({ committee: CommitteeId, members: z.int(), officials: z.int(), others: z.int() }),
    ),
    absent: z.array(CommitteeId),
  })
  .meta({ id: 'JointSessionView' })
export const Sessions = query(
  'joint.sessions',
  '/compacts/:compactId/sessions',
  { zh: '联席会议', en: 'The joint sessions of a compact' },
  { ...compact, ...pageParams },
  page(SessionView),
)

/** 往来记录: every entry of every chain, newest first. */
export const EntryView = z
  .strictObject({
    ...Signed,
    kind: EntryKind,
    generation: z.int(),
    seq: z.int(),
    prev: Hash.nullable(),
    heads: z.record(z.string(), z.array(Hash)),
    standing: z.enum(['live', 'suspended', 'void']),
    body: z.record(z.string(), z.unknown()).nullable(),
    keptAt: Instant,
  })
  .meta({ id: 'EntryView' })
export const Entries = query(
  'joint.entries',
  '/compacts/:compactId/entries',
  { zh: '往来记录', en: 'Every entry of every chain' },
  {
    ...compact,
    ...pageParams,
    committee: CommitteeId.optional(),
    kind: EntryKind.optional(),
    /** 与此有关: this entry with what refers to it; of a decision, all versions with what refers to one of them. */
    about: Hash.optional(),
  },
  page(EntryView),
)

/** 证据文件: verified offline with `lianxie verify FILE`. */
export const Evidence = query(
  'joint.evidence',
  '/compacts/:compactId/decisions/:decisionId/evidence',
  { zh: '证据文件', en: 'The evidence file of an effective decision' },
  { ...compact, decisionId: Hash },
  z.strictObject({ fileName: z.string(), file: z.string() }),
)

export const AlarmView = z
  .strictObject({
    alarmId: Id,
    ...compact,
    what: z.string(),
    code: z.string(),
    blamed: CommitteeId.nullable(),
    as: z.enum(['carrier', 'author']).nullable(),
    entryId: Hash.nullable(),
    raisedAt: Instant,
    closedAt: Instant.nullable(),
    finding: z.string().nullable(),
  })
  .meta({ id: 'AlarmView' })
export const Alarms = query(
  'joint.alarms',
  '/alarms',
  { zh: '交换异常', en: 'What needs a look about the exchange' },
  { ...pageParams, compactId: CompactId.optional(), open: z.stringbool().optional() },
  page(AlarmView),
)

/** 公开的联动成果: effective records without an account. */
export const PublicRecords = query(
  'joint.public-records',
  '/public/records',
  { zh: '公开的联动协商成果', en: 'Effective joint records, open to everybody' },
  pageParams,
  page(
    z.strictObject({
      compactName: z.string(),
      decisionId: Hash,
      versionId: Hash,
      title: z.string(),
      text: z.string(),
      signers: z.array(CommitteeId),
      effectiveAt: Instant,
    }),
  ),
)
