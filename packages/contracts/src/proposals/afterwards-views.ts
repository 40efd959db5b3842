import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { query } from '../define.ts'
import { Id, Instant, LocalDate, page, pageParams } from '../primitives.ts'
import { AppraisalItem, AppraisalMean, AppraisalResult, AppraisalScore, AppraisalState } from './appraisal.ts'
import { Light } from '../common/light.ts'
import {
  FeedbackAttitude,
  FeedbackFormState,
  FeedbackResult,
  OnPoint,
  OpinionSought,
  PressureOutcome,
  ProposerVisit,
} from './feedback.ts'
import { LookBackFinding, PromiseState } from './follow-up.ts'
import { ResultClass } from './handling.ts'
import { KeyLeadership, KeyState, KeyVoteCount, SupervisionForm } from './key.ts'
import { ProposalCategory, Proposer } from './proposal.ts'
import { PublicationModes } from './publication.ts'

const flag = z.enum(['true', 'false'])

/** 反馈意见表, as its writer and the office read it. */
export const FeedbackForm = z
  .strictObject({
    originalId: Id,
    proposer: Proposer,
    state: FeedbackFormState,
    /** 导入: taken over from the records of past years. */
    isImported: z.boolean(),
    ratedAt: Instant.optional(),
    visit: ProposerVisit.optional(),
    attitude: FeedbackAttitude.optional(),
    soughtBy: OpinionSought.optional(),
    onPoint: OnPoint.optional(),
    leaderReplied: z.boolean().optional(),
    result: FeedbackResult.optional(),
    text: z.string().optional(),
  })
  .meta({ id: 'FeedbackForm' })

export const CaseFeedback = query(
  'proposals.case-feedback',
  '/cases/:proposalId/feedback',
  {
    zh: '委员反馈意见',
    en: 'What proposers think of the replies of a case: the office every form, proposers their own, offices above the counts, and units the counts when the deadline is over',
  },
  { proposalId: Id },
  z.strictObject({
    caseId: Id,
    /** Which results a proposer chooses from. */
    scheme: z.array(FeedbackResult),
    replies: z.array(
      z.strictObject({
        round: z.int(),
        unitId: Id,
        resultClass: ResultClass,
        sentOn: LocalDate,
        dueAt: Instant.optional(),
        closedAt: Instant.optional(),
        /** How many forms there are, and how many of them are in; absent where the reader may not know yet. */
        forms: z.int().optional(),
        returned: z.int().optional(),
        /** 满意度: how often each result was chosen; absent likewise. */
        results: z.array(z.strictObject({ result: FeedbackResult, count: z.int() })).optional(),
        formList: z.array(FeedbackForm),
      }),
    ),
  }),
)

export const PressureReports = query(
  'proposals.pressure-reports',
  '/pressure-reports',
  {
    zh: '“被满意”情况反映',
    en: 'What proposers told of pressure about their ratings, newest first; proposers read their own',
  },
  { settled: flag.optional(), proposalId: Id.optional(), ...pageParams },
  page(
    z.strictObject({
      reportId: Id,
      proposalId: Id,
      originalId: Id,
      proposer: Proposer,
      reportedAt: Instant,
      text: z.string(),
      /** 核查结论; absent until the office has settled it. */
      outcome: PressureOutcome.optional(),
      settledAt: Instant.optional(),
      opinion: z.string().optional(),
    }),
  ),
)

/** 承诺事项, as the register shows it. */
export const PromiseRow = z
  .strictObject({
    promiseId: Id,
    proposalId: Id,
    subject: z.string(),
    serial: z.int().optional(),
    unitId: Id,
    unitName: z.string().optional(),
    round: z.int(),
    text: z.string().optional(),
    dueOn: LocalDate,
    light: Light.optional(),
    state: PromiseState,
    madeAt: Instant,
    settledAt: Instant.optional(),
    reports: z.int().nonnegative(),
    lastReport: z.string().optional(),
  })
  .meta({ id: 'PromiseRow' })

export const Promises = query(
  'proposals.promises',
  '/promises',
  { zh: '承诺台账', en: 'What units have promised in their replies and afterwards, what is due soonest first' },
  {
    proposalId: Id.optional(),
    unitId: Id.optional(),
    state: z.union([PromiseState, z.array(PromiseState).max(4)]).optional(),
    overdue: flag.optional(),
    year: z.coerce.number().int().min(1990).max(2100).optional(),
    ...pageParams,
  },
  page(PromiseRow),
)

export const CaseSupervision = query(
  'proposals.case-supervision',
  '/cases/:proposalId/supervision',
  {
    zh: '重点提案及督办情况',
    en: 'Whether a case is a key one, who leads it, how it was supervised, and its upgrades and looks back',
  },
  {
    proposalId: Id,
    /** Only on which days there was an instruction, without its words; then no reading is recorded. */
    instructions: z.literal('DAYS').optional(),
  },
  z.strictObject({
    caseId: Id,
    key: z
      .strictObject({
        state: KeyState,
        nominatedAt: Instant,
        nominationReason: z.string().optional(),
        consultedBodyIds: z.array(Id),
        decidedOn: LocalDate.optional(),
        meeting: z.string().optional(),
        leadership: KeyLeadership.optional(),
        handlingLeaderPost: z.string().optional(),
        supervisingMemberId: Id.optional(),
        responsibleBodyId: Id.optional(),
        plan: z.string().optional(),
      })
      .optional(),
    supervisions: z.array(
      z.strictObject({
        supervisionId: Id,
        form: SupervisionForm,
        heldOn: LocalDate,
        memberIds: z.array(Id),
        bodyIds: z.array(Id),
        files: z.array(FileRef),
        result: z.string().optional(),
        recordedAt: Instant,
        /** 更正: true for a record that a later one took the place of; shown to the office. */
        isCorrected: z.boolean(),
      }),
    ),
    /** 领导批示: the words, for those whom the rules name. */
    instructions: z.array(
      z.strictObject({
        instructionId: Id,
        instructedOn: LocalDate,
        leaderPost: z.string().optional(),
        text: z.string().optional(),
      }),
    ),
    upgrades: z.array(
      z.strictObject({
        unitId: Id,
        from: ResultClass,
        to: ResultClass,
        state: z.enum(['ASKED', 'GRANTED', 'REFUSED']),
        askedAt: Instant,
        answeredAt: Instant.optional(),
        files: z.array(FileRef),
      }),
    ),
    upgradedClass: ResultClass.optional(),
    lookBacks: z.array(
      z.strictObject({
        year: z.int(),
        finding: LookBackFinding.optional(),
        heldOn: LocalDate.optional(),
        text: z.string().optional(),
        files: z.array(FileRef),
      }),
    ),
  }),
)

export const KeyVotes = query(
  'proposals.key-votes',
  '/key-votes',
  { zh: '重点提案推荐投票', en: 'The votes on key proposals, newest first; counts once a vote has ended' },
  { ...pageParams },
  page(
    z.strictObject({
      voteId: Id,
      proposalIds: z.array(Id),
      bodyIds: z.array(Id),
      seats: z.int(),
      closesOn: LocalDate,
      openedAt: Instant,
      closedAt: Instant.optional(),
      ballots: z.int().optional(),
      counts: z.array(KeyVoteCount).optional(),
      onPaper: z.boolean().optional(),
      /** True when the actor, or a body that it acts for, has voted. */
      hasVoted: z.boolean(),
    }),
  ),
)

export const LookBacks = query(
  'proposals.look-backs',
  '/look-backs',
  { zh: '年度回头看', en: 'The looks back over the end of a year, and how many cases are looked at' },
  {},
  z.strictObject({
    items: z.array(
      z.strictObject({ lookBackId: Id, year: z.int(), openedAt: Instant, cases: z.int(), recorded: z.int() }),
    ),
  }),
)

export const LookBackCases = query(
  'proposals.look-back-cases',
  '/look-backs/:lookBackId/cases',
  { zh: '回头看提案', en: 'The cases of a look back; those without a finding first' },
  { lookBackId: Id, ...pageParams },
  page(
    z.strictObject({
      proposalId: Id,
      subject: z.string(),
      serial: z.int().optional(),
      openPromises: z.int(),
      finding: LookBackFinding.optional(),
      heldOn: LocalDate.optional(),
    }),
  ),
)

const appraisalHead = {
  appraisalId: Id,
  unitId: Id,
  unitName: z.string().optional(),
  year: z.int(),
  state: AppraisalState,
  openedAt: Instant,
  total: z.number().optional(),
  result: AppraisalResult.optional(),
}

export const Appraisals = query(
  'proposals.appraisals',
  '/appraisals',
  { zh: '提案办理评议', en: 'The appraisals of how units handle proposals, the latest year first' },
  { year: z.coerce.number().int().min(1990).max(2100).optional(), unitId: Id.optional(), ...pageParams },
  page(z.strictObject(appraisalHead)),
)

export const AppraisalById = query(
  'proposals.appraisal',
  '/appraisals/:appraisalId',
  {
    zh: '办理评议详情',
    en: 'An appraisal with its steps; how it was scored is told in means, once the scoring has ended and enough have scored',
  },
  { appraisalId: Id },
  z.strictObject({
    ...appraisalHead,
    version: z.int(),
    items: z.array(AppraisalItem),
    heldOn: LocalDate.optional(),
    entitled: z.int(),
    scored: z.int(),
    /** For an appraiser: whether they have scored. */
    hasScored: z.boolean().optional(),
    means: z.array(AppraisalMean).optional(),
    entries: z.array(
      z.strictObject({
        kind: z.enum(['SELF_ASSESSMENT', 'RECTIFICATION', 'REPORT', 'LOOK_BACK', 'CONCLUSION']),
        at: Instant,
        scores: z.array(AppraisalScore).optional(),
        dueOn: LocalDate.optional(),
        heldOn: LocalDate.optional(),
        isMended: z.boolean().optional(),
        text: z.string().optional(),
        files: z.array(FileRef),
      }),
    ),
  }),
)

export const Corrections = query(
  'proposals.corrections',
  '/cases/:proposalId/corrections',
  {
    zh: '更正记录',
    en: 'What was corrected of a proposal: the wrong words and the right ones, for the office and auditors',
  },
  { proposalId: Id },
  z.strictObject({
    items: z.array(
      z.strictObject({
        version: z.int(),
        corrects: z.int(),
        field: z.string(),
        at: Instant,
        by: z.string(),
        wrong: z.string().optional(),
        right: z.string().optional(),
        reason: z.string().optional(),
      }),
    ),
  }),
)

const published = {
  proposalId: Id,
  modes: PublicationModes,
  subject: z.string().optional(),
  serial: z.int().optional(),
  termNumber: z.int().optional(),
  sessionNumber: z.int().optional(),
  category: ProposalCategory.optional(),
  resultClass: ResultClass.optional(),
  publishedAt: Instant,
}

export const PublishedProposals = query(
  'proposals.published-proposals',
  '/published',
  { zh: '提案公开', en: 'What the committee has published of proposals and replies, newest first; open to everybody' },
  {
    termNumber: z.coerce.number().int().min(1).max(99).optional(),
    sessionNumber: z.coerce.number().int().min(1).max(20).optional(),
    category: ProposalCategory.optional(),
    text: z.string().trim().min(1).max(100).optional(),
    ...pageParams,
  },
  page(z.strictObject(published)),
)

export const PublishedProposal = query(
  'proposals.published-proposal',
  '/published/:proposalId',
  { zh: '公开的提案', en: 'A published proposal with the texts that were released' },
  { proposalId: Id },
  z.strictObject({ ...published, body: z.string().optional(), reply: z.string().optional() }),
)
