import { z } from 'zod'
import { Light } from '../common/light.ts'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { query } from '../define.ts'
import { Id, Instant, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { ProposalRow } from './docket-views.ts'
import {
  AcceptedBy,
  AssignmentMode,
  AssignmentRole,
  AssignmentState,
  DeclineAnswer,
  DisagreementState,
  MeetingAnswer,
  MeetingStage,
  MeetingWay,
  ProposalDuty,
  ReplySigner,
  ResultClass,
  ReworkReason,
  UnitWork,
} from './handling.ts'
import { ProposalState } from './proposal.ts'

/** A deadline as it was counted, with every step of “why this date”, and its light while the act is owed. */
const Owed = z.strictObject({ deadline: Deadline, light: Light.optional() }).meta({ id: 'OwedDeadline' })

/** 承办单位: what one unit has to do of a case, and how far it is. */
export const UnitAssignment = z
  .strictObject({
    unitId: Id,
    name: z.string().optional(),
    role: AssignmentRole,
    state: AssignmentState,
    work: UnitWork,
    round: z.int(),
    assignedAt: Instant,
    handoverId: Id.optional(),
    /** 签收 until when it may be returned, and how it was accepted. */
    window: Owed.optional(),
    acceptedAt: Instant.optional(),
    acceptedBy: AcceptedBy.optional(),
    declined: z
      .strictObject({
        at: Instant,
        reason: z.string().optional(),
        proposedUnitId: Id.optional(),
        answerDue: Owed.optional(),
        answer: DeclineAnswer.optional(),
        answerReason: z.string().optional(),
      })
      .optional(),
    /** The post of the responsible leader; for the office and the unit. */
    leaderPost: personal(z.string()).optional(),
    /** 经办人: the accounts that were named; for the office and the unit. */
    handlers: personal(z.array(z.string())).optional(),
    plan: z.strictObject({ at: Instant, finishOn: LocalDate.optional(), text: z.string().optional() }).optional(),
    firstContact: Owed.extend({ doneAt: Instant.optional() }).optional(),
    opinion: Owed.extend({
      givenAt: Instant.optional(),
      text: z.string().optional(),
      late: z.boolean().optional(),
    }).optional(),
    reply: Owed.extend({ repliedAt: Instant.optional(), late: z.boolean().optional() }).optional(),
    extensions: z.int().nonnegative(),
  })
  .meta({ id: 'UnitAssignment' })
export type UnitAssignment = z.infer<typeof UnitAssignment>

/** 答复: the version of a unit's reply that stands in a round. */
export const UnitReply = z
  .strictObject({
    unitId: Id,
    round: z.int(),
    draft: z.int(),
    sha256: z.string().optional(),
    resultClass: ResultClass,
    /** What the unit itself had called it, where the supervision office changed the class. */
    draftedClass: ResultClass,
    documentNumber: z.string().optional(),
    letter: z.string().optional(),
    evidence: z.string().optional(),
    files: z.array(FileRef),
    signerPost: z.string().optional(),
    contactPerson: personal(z.string()).optional(),
    contactPhone: personal(z.string()).optional(),
    draftedAt: Instant,
    signedAs: ReplySigner.optional(),
    signedAt: Instant.optional(),
    approvedAt: Instant.optional(),
    returned: z
      .strictObject({ at: Instant, reasonCode: ReworkReason.optional(), reason: z.string().optional() })
      .optional(),
    sentOn: LocalDate.optional(),
    late: z.boolean().optional(),
    /** 会签: what each co-unit said of this version. */
    countersignatures: z.array(
      z.strictObject({ unitId: Id, signed: z.boolean(), at: Instant, reason: z.string().optional() }),
    ),
    promises: z.array(z.strictObject({ promiseId: Id, dueOn: LocalDate, text: z.string().optional() })),
  })
  .meta({ id: 'UnitReply' })

export const CaseHandling = query(
  'proposals.case-handling',
  '/cases/:proposalId/handling',
  {
    zh: '提案办理情况',
    en: 'How the case of a proposal is handled: units, meetings, messages, replies; as far as the reader may see',
  },
  { proposalId: Id },
  z.strictObject({
    /** The case: the proposal itself, or the one that it was merged into. */
    caseId: Id,
    /** Of the case, and not newer than anything in this answer: what is written by what stands here is sent with it. */
    version: z.int(),
    state: ProposalState,
    mode: AssignmentMode.optional(),
    assignedOn: LocalDate.optional(),
    replyDueAt: Instant.optional(),
    replyLight: Light.optional(),
    repliedAt: Instant.optional(),
    resultClass: ResultClass.optional(),
    round: z.int(),
    feedbackDeadline: Deadline.optional(),
    units: z.array(UnitAssignment),
    meetings: z.array(
      z.strictObject({
        meetingId: Id,
        unitId: Id,
        round: z.int(),
        way: MeetingWay,
        stage: MeetingStage,
        heldOn: LocalDate,
        summary: z.string().optional(),
        proposers: z.array(
          z.strictObject({
            proposerId: Id,
            answer: MeetingAnswer.optional(),
            answeredAt: Instant.optional(),
            remark: z.string().optional(),
          }),
        ),
      }),
    ),
    messages: z.array(
      z.strictObject({
        at: Instant,
        unitId: Id.optional(),
        proposerId: Id.optional(),
        text: z.string(),
      }),
    ),
    disagreements: z.array(
      z.strictObject({
        disagreementId: Id,
        unitId: Id,
        state: DisagreementState,
        reportedAt: Instant,
        matter: z.string().optional(),
        result: z.string().optional(),
        decidedOn: LocalDate.optional(),
        documentNumber: z.string().optional(),
      }),
    ),
    extensions: z.array(
      z.strictObject({
        extensionId: Id,
        unitId: Id,
        until: LocalDate,
        state: z.enum(['REQUESTED', 'GRANTED', 'REFUSED']),
        requestedAt: Instant,
        reason: z.string().optional(),
        /** 两方同意. */
        supervisionAt: Instant.optional(),
        committeeAt: Instant.optional(),
        decidedAt: Instant.optional(),
      }),
    ),
    replies: z.array(UnitReply),
    /** 送达: whom the replies went to, for each original. */
    deliveries: z.array(
      z.strictObject({
        unitId: Id,
        round: z.int(),
        originalId: Id,
        proposerId: Id,
        sentAt: Instant,
        deliveredOn: LocalDate.optional(),
      }),
    ),
    notices: z.array(
      z.strictObject({
        at: Instant,
        unitId: Id.optional(),
        about: ProposalDuty,
        dueAt: Instant,
        daysLeft: z.int(),
        documentNumber: z.string().optional(),
      }),
    ),
  }),
)

export const UnitInbox = query(
  'proposals.unit-inbox',
  '/inbox',
  { zh: '单位承办提案', en: 'The cases that are with the units of the actor, what is owed soonest first' },
  {
    unitId: Id.optional(),
    state: z.union([AssignmentState, z.array(AssignmentState).max(4)]).optional(),
    work: z.union([UnitWork, z.array(UnitWork).max(5)]).optional(),
    role: z.union([AssignmentRole, z.array(AssignmentRole).max(4)]).optional(),
    overdue: z.enum(['true', 'false']).optional(),
    ...pageParams,
  },
  page(
    z.strictObject({
      proposal: ProposalRow,
      unitId: Id,
      role: AssignmentRole,
      state: AssignmentState,
      work: UnitWork,
      assignedAt: Instant,
      dueAt: Instant.optional(),
      light: Light.optional(),
    }),
  ),
)

/** 待办: what somebody has to do about a proposal. */
export const TASK_KINDS = {
  COSIGN: { zh: '待附议', en: 'to cosign' },
  CONFIRM_COLLECTIVE: { zh: '待召集人签名', en: 'to sign as convenor' },
  REVISE: { zh: '待补充修改', en: 'to revise' },
  ANSWER_MERGER: { zh: '待答复并案', en: 'to answer a merger' },
  CONFIRM_MEETING: { zh: '待确认面商', en: 'to confirm a meeting' },
  RATE: { zh: '待评价', en: 'to rate' },
  CLAIM: { zh: '待领取审查', en: 'to take up for review' },
  PRE_REVIEW: { zh: '待预审', en: 'to pre-review' },
  SECOND_REVIEW: { zh: '待复审', en: 'to review again' },
  DECIDE: { zh: '待审定', en: 'to decide on' },
  ASSIGN: { zh: '待交办', en: 'to assign' },
  ANSWER_DECLINE: { zh: '待处理退办', en: 'to answer a return' },
  CONSENT_EXTENSION: { zh: '待审批延期', en: 'to decide on an extension' },
  REVIEW_REPLY: { zh: '待审核答复', en: 'to review a reply' },
  ACCEPT: { zh: '待签收', en: 'to accept' },
  CONTACT: { zh: '待联系提案人', en: 'to see the proposer' },
  OPINION: { zh: '待提会办意见', en: 'to give an opinion' },
  COUNTERSIGN: { zh: '待会签', en: 'to countersign' },
  SIGN: { zh: '待签发', en: 'to sign' },
  REPLY: { zh: '待答复', en: 'to reply' },
  PROMISE: { zh: '待兑现承诺', en: 'to keep a promise' },
  VERIFY_PROMISE: { zh: '待核实承诺', en: 'to verify a promise' },
  ANSWER_UPGRADE: { zh: '待确认结果升级', en: 'to answer an upgrade' },
  CHECK_PUBLICATION: { zh: '待复核公开', en: 'to check a publication' },
  END: { zh: '待办结', en: 'to close, follow up or have handled again' },
} as const
export type TaskKind = keyof typeof TASK_KINDS
export const TaskKind = z.enum(Object.keys(TASK_KINDS) as [TaskKind, ...TaskKind[]]).meta({ id: 'ProposalTaskKind' })

/** 已超期、今日到期、本周、以后、无期限. */
export const TaskGroup = z.enum(['OVERDUE', 'TODAY', 'THIS_WEEK', 'LATER', 'UNDATED']).meta({ id: 'ProposalTaskGroup' })
export type TaskGroup = z.infer<typeof TaskGroup>

export const ToDo = query(
  'proposals.to-do',
  '/to-do',
  { zh: '我的待办', en: 'What the actor has to do about proposals in this role, what is due soonest first' },
  { kind: z.union([TaskKind, z.array(TaskKind).max(20)]).optional(), group: TaskGroup.optional(), ...pageParams },
  page(
    z.strictObject({
      kind: TaskKind,
      group: TaskGroup,
      proposalId: Id,
      subject: z.string(),
      serial: z.int().optional(),
      unitId: Id.optional(),
      dueAt: Instant.optional(),
      light: Light.optional(),
    }),
  ).extend({
    /** How many there are of each kind and group; for the numbers on the menu. */
    counts: z.array(z.strictObject({ kind: TaskKind, group: TaskGroup, count: z.int() })),
  }),
)
