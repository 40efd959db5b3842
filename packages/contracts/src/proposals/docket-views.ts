import { z } from 'zod'
import { Light } from '../common/light.ts'
import { query } from '../define.ts'
import { Id, Instant, LocalDate, page, pageParams } from '../primitives.ts'
import { AssignmentMode, AssignmentRole, ResultClass } from './handling.ts'
import { FeedbackResult } from './feedback.ts'
import { Intake } from './intake.ts'
import {
  CollectiveKind,
  CosignatureState,
  ProposalCategory,
  ProposalPeriod,
  Proposer,
  ProposerKind,
  ProposalState,
  termAndSession,
} from './proposal.ts'
import { figureFilters } from './statistics-views.ts'

/** 进度: where a proposal is in the words of the list; each is a few states. */
export const PROPOSAL_PHASES = {
  TO_REVIEW: { zh: '待审查', en: 'to review', states: ['SUBMITTED', 'UNDER_REVIEW', 'RETURNED_FOR_REVISION'] },
  TO_ASSIGN: { zh: '待交办', en: 'to assign', states: ['FILED', 'RETURNED_BY_UNIT'] },
  ASSIGNED: { zh: '已交办', en: 'assigned', states: ['ASSIGNED'] },
  TO_REPLY: {
    zh: '待办结',
    en: 'being handled',
    states: ['HANDLING', 'EXTENSION_REQUESTED', 'REPLY_DRAFTED', 'REWORK', 'REHANDLING'],
  },
  REPLIED: { zh: '已答复', en: 'replied', states: ['REPLIED', 'FEEDBACK_PENDING', 'FOLLOW_UP'] },
  FINISHED: { zh: '已办结', en: 'finished', states: ['CLOSED', 'ARCHIVED', 'PUBLISHED'] },
  MERGED: { zh: '已并案', en: 'merged', states: ['MERGED_INTO'] },
  NOT_FILED: { zh: '不予立案', en: 'not filed', states: ['NOT_FILED', 'CONVERTED'] },
  WITHDRAWN: { zh: '已撤案', en: 'withdrawn', states: ['WITHDRAWN'] },
} as const satisfies Record<string, { zh: string; en: string; states: readonly ProposalState[] }>
export type ProposalPhase = keyof typeof PROPOSAL_PHASES
export const ProposalPhase = z
  .enum(Object.keys(PROPOSAL_PHASES) as [ProposalPhase, ...ProposalPhase[]])
  .meta({ id: 'ProposalPhase' })

const flag = z.enum(['true', 'false'])
const oneOrMore = <S extends z.ZodType>(one: S) => z.union([one, z.array(one).max(30)])
const number = z.coerce.number().int()

/** Every filter of the docket; those that are given must all fit. */
export const docketFilters = {
  /** Words in subject or text; all must occur. */
  text: z.string().trim().min(1).max(100).optional(),
  termNumber: number.min(1).max(99).optional(),
  sessionNumber: number.min(1).max(20).optional(),
  year: number.min(1990).max(2100).optional(),
  /** 提案号, 流水号. */
  serial: number.min(1).max(100_000).optional(),
  receiptNumber: number.min(1).max(100_000).optional(),
  period: ProposalPeriod.optional(),
  kind: oneOrMore(ProposerKind).optional(),
  collectiveKind: CollectiveKind.optional(),
  category: oneOrMore(ProposalCategory).optional(),
  phase: oneOrMore(ProposalPhase).optional(),
  /** 阶段: one of those that the committee shows, by its code. */
  stage: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,39}$/)
    .optional(),
  state: oneOrMore(ProposalState).optional(),
  filed: flag.optional(),
  merged: flag.optional(),
  /** 答复类型, of what was replied. */
  resultClass: oneOrMore(ResultClass).optional(),
  /** 承办单位, in any role or in this one. */
  unitId: Id.optional(),
  unitRole: AssignmentRole.optional(),
  assignmentMode: AssignmentMode.optional(),
  replied: flag.optional(),
  /** 超期: the reply is owed and its last day is over. */
  overdue: flag.optional(),
  /** 到期: the last day of the reply lies before the end of this day. */
  dueBy: LocalDate.optional(),
  important: flag.optional(),
  /** 重点提案. */
  key: flag.optional(),
  /** 委员满意度: at least one proposer chose this result in the last round. */
  rating: oneOrMore(FeedbackResult).optional(),
  /** 未反馈: at least one form of the last round was not given back. */
  noFeedback: flag.optional(),
  /** B 转 A: the class was upgraded after the reply. */
  upgraded: flag.optional(),
  sectorId: Id.optional(),
  proposerId: Id.optional(),
  mine: flag.optional(),
  origin: z.enum(['LIVE', 'IMPORTED']).optional(),
  ...figureFilters,
}

export const ProposalRow = z
  .strictObject({
    proposalId: Id,
    state: ProposalState,
    phase: ProposalPhase.optional(),
    subject: z.string(),
    kind: ProposerKind,
    collectiveKind: CollectiveKind.optional(),
    lead: Proposer,
    /** The name of the body whose proposal it is; persons are named by the directory alone. */
    leadName: z.string().optional(),
    cosigners: z.int().nonnegative(),
    category: ProposalCategory.optional(),
    period: ProposalPeriod.optional(),
    termNumber: termAndSession.termNumber.optional(),
    sessionNumber: termAndSession.sessionNumber.optional(),
    year: z.int().optional(),
    receiptNumber: z.int().optional(),
    serial: z.int().optional(),
    /** 提案号 and class as they were printed, of an imported one. */
    printedNumber: z.int().optional(),
    printedCategory: z.string().optional(),
    isImportant: z.boolean(),
    /** 重点提案, from the day of the decision on. */
    keySince: LocalDate.optional(),
    mergedInto: Id.optional(),
    originals: z.int().nonnegative(),
    createdAt: Instant,
    submittedAt: Instant.optional(),
    filedAt: Instant.optional(),
    origin: z.enum(['LIVE', 'IMPORTED']),
    assignmentMode: AssignmentMode.optional(),
    /** 承办单位, those that were released left out. */
    units: z.array(z.strictObject({ unitId: Id, name: z.string().optional(), role: AssignmentRole })),
    /** When the reply is owed, and its light while it is. */
    replyDueAt: Instant.optional(),
    light: Light.optional(),
    repliedAt: Instant.optional(),
    resultClass: ResultClass.optional(),
    /** 升级后的类别. */
    upgradedClass: ResultClass.optional(),
    /** 委员满意度 of the last round: the results that proposers chose, each once; for who may know them. */
    ratings: z.array(FeedbackResult).optional(),
  })
  .meta({ id: 'ProposalRow' })
export type ProposalRow = z.infer<typeof ProposalRow>

/** One sentence for people, in both languages. */
const Sentence = z.strictObject({ zh: z.string(), en: z.string() }).meta({ id: 'ProposalSentence' })

export const Docket = query(
  'proposals.docket',
  '/docket',
  { zh: '提案列表', en: 'Proposals that were submitted, filtered; the counts ignore the filters by phase and state' },
  {
    ...docketFilters,
    sort: z.enum(['submitted', 'number', 'subject', 'changed']).default('submitted'),
    direction: z.enum(['asc', 'desc']).default('desc'),
    ...pageParams,
  },
  page(ProposalRow).extend({
    /** How many there are in each phase; each is a filter. Empty where too many fit to count. */
    counts: z.array(z.strictObject({ phase: ProposalPhase, count: z.int() })),
    /** 共查询到311条，其中待审查3条、待交办12条. */
    sentence: Sentence,
  }),
)

export const MyProposals = query(
  'proposals.my-proposals',
  '/mine',
  { zh: '我的提案', en: 'The proposals of the actor, drafts and invitations to cosign among them, newest first' },
  { as: z.enum(['LEAD', 'COSIGNER', 'INVITED']).optional(), state: oneOrMore(ProposalState).optional(), ...pageParams },
  page(
    ProposalRow.extend({
      /** How the actor answered an invitation; absent where the proposal is the actor's own. */
      cosignature: CosignatureState.optional(),
      cosignUntil: z.string().optional(),
    }),
  ),
)

export const Intakes = query(
  'proposals.intakes',
  '/intakes',
  { zh: '提案征集届次', en: 'The sessions under which proposals are taken, newest first' },
  {},
  z.strictObject({ items: z.array(Intake), current: Id.optional() }),
)

export const Stages = query(
  'proposals.stages',
  '/stages',
  {
    zh: '提案阶段',
    en: 'The stages that the committee shows, in their order, and how many visible proposals are in each',
  },
  { termNumber: docketFilters.termNumber, sessionNumber: docketFilters.sessionNumber, year: docketFilters.year },
  z.strictObject({
    items: z.array(
      z.strictObject({
        code: z.string(),
        zh: z.string(),
        en: z.string(),
        states: z.array(ProposalState),
        count: z.int().nonnegative(),
      }),
    ),
  }),
)
