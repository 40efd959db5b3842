import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { Light } from '../common/light.ts'
import { several } from '../common/several.ts'
import { HistoryEntry } from '../consultations/plan-views.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { CheckWay, IssueFigure, LookBackOutcome, MoreTimeState, RecheckOutcome, RoundCause } from './rectification.ts'
import { FindingState, Severity } from './supervision.ts'

const sentence = z.strictObject({ zh: z.string(), en: z.string() })
const yesNo = z.enum(['true', 'false'])
const files = z.array(FileRef)
const words = personal(z.string()).optional()

/** 下一步: what is to be done next of an issue, by whom it falls to. */
export const IssueStep = z
  .enum(['ACCEPT_OR_DISPUTE', 'RECHECK', 'PLAN_MEASURES', 'RECTIFY', 'VERIFY', 'LOOK_BACK', 'NOTHING'])
  .meta({ id: 'SupervisionIssueStep' })
export type IssueStep = z.infer<typeof IssueStep>

const issueRow = {
  findingId: Id,
  projectId: Id,
  topic: z.string(),
  listId: Id,
  listYear: z.int(),
  listNumber: z.int(),
  position: z.int().optional(),
  state: FindingState,
  severity: Severity,
  subject: z.string(),
  unitId: Id,
  unit: z.string().optional(),
  /** What was found, by its first words. */
  fact: words,
  /** Absent where an imported year does not tell. */
  listedAt: Instant.optional(),
  dueAt: Instant.optional(),
  overdue: z.boolean(),
  /** Of what is still owed. */
  light: Light.optional(),
  next: IssueStep,
  round: z.int(),
  reopened: z.int(),
  rectifiedAt: Instant.optional(),
  verifiedAt: Instant.optional(),
  lookBackDue: LocalDate.optional(),
  lookBack: LookBackOutcome.optional(),
}
export const IssueRow = z.strictObject(issueRow).meta({ id: 'SupervisionIssueRow' })
export type IssueRow = z.infer<typeof IssueRow>

/** Filters of the board, and of whatever is drilled down to. */
export const issueFilters = {
  projectId: Id.optional(),
  listId: Id.optional(),
  unitId: Id.optional(),
  state: several(FindingState),
  severity: several(Severity),
  subject: line(60).optional(),
  /** The year in which the issue was put on a list. */
  year: z.coerce.number().int().min(1949).max(2199).optional(),
  overdue: yesNo.optional(),
  /** 数字对应的名单: the issues behind a number of the statistics. */
  figure: IssueFigure.optional(),
  text: line(100).optional(),
}
const stateCounts = z.array(z.strictObject({ state: FindingState, count: z.int() }))
const board = page(IssueRow).extend({ counts: stateCounts, overdue: z.int(), sentence })

export const Issues = query(
  'supervision.issues',
  '/issues',
  { zh: '问题清单台账', en: 'Issues of all lists that the reader has to do with, what is due soonest first' },
  { ...pageParams, ...issueFilters },
  board,
)
export const IssueInbox = query(
  'supervision.issue-inbox',
  '/issue-inbox',
  { zh: '单位整改收件箱', en: 'What the reader’s own units owe, what is due soonest first' },
  {
    ...pageParams,
    unitId: Id.optional(),
    state: several(FindingState),
    overdue: yesNo.optional(),
    /** Only what waits for the unit. */
    waiting: yesNo.optional(),
  },
  board,
)

const check = { memberId: Id.optional(), checkedOn: LocalDate, way: CheckWay, files, notes: words }
export const IssueRound = z
  .strictObject({
    round: z.int(),
    cause: RoundCause,
    beganAt: Instant,
    deadline: Deadline,
    finishOn: LocalDate.optional(),
    leaderPost: words,
    measures: words,
    rectifiedOn: LocalDate.optional(),
    result: words,
    files,
    verdict: z.strictObject({ outcome: z.enum(['VERIFIED', 'REOPENED']), at: Instant, ...check }).optional(),
    lookBack: z.strictObject({ outcome: LookBackOutcome, at: Instant, ...check }).optional(),
    moreTime: z.array(
      z.strictObject({
        requestId: Id,
        until: LocalDate,
        state: MoreTimeState,
        requestedAt: Instant,
        reason: words,
        decidedAt: Instant.optional(),
        decisionReason: words,
      }),
    ),
  })
  .meta({ id: 'SupervisionIssueRound' })

export const IssueById = query(
  'supervision.issue',
  '/issues/:findingId',
  { zh: '问题整改详情', en: 'One issue: what was found, its term and why, each round, and what happened' },
  { findingId: Id },
  z
    .strictObject({
      ...issueRow,
      version: z.int(),
      basis: words,
      suggestion: words,
      files,
      deadline: Deadline.optional(),
      /** 另定期限的理由, where the term is not that of the local rules. */
      termReason: words,
      disputeDue: Instant.optional(),
      dispute: z
        .strictObject({
          at: Instant,
          reason: words,
          files,
          recheck: z.strictObject({ outcome: RecheckOutcome, at: Instant, ...check }).optional(),
        })
        .optional(),
      rounds: z.array(IssueRound),
      history: z.array(HistoryEntry),
    })
    .meta({ id: 'SupervisionIssue' }),
)

export const LookBacksDue = query(
  'supervision.look-backs-due',
  '/look-backs',
  { zh: '待开展的回头看', en: 'Verified issues that were not looked at again, by the day on which that is due' },
  { ...pageParams, projectId: Id.optional(), unitId: Id.optional(), until: LocalDate.optional() },
  page(
    z
      .strictObject({
        findingId: Id,
        projectId: Id,
        topic: z.string(),
        subject: z.string(),
        unitId: Id,
        unit: z.string().optional(),
        round: z.int(),
        verifiedAt: Instant,
        dueOn: LocalDate,
        isDue: z.boolean(),
      })
      .meta({ id: 'SupervisionLookBackRow' }),
  ).extend({ sentence }),
)

export const IssueLists = query(
  'supervision.issue-lists',
  '/issue-lists',
  { zh: '问题清单', en: 'Lists that were sent, newest first, each with what became of its issues' },
  { ...pageParams, projectId: Id.optional(), year: z.coerce.number().int().min(1949).max(2199).optional() },
  page(
    z
      .strictObject({
        listId: Id,
        projectId: Id,
        topic: z.string(),
        year: z.int(),
        number: z.int(),
        approvedOn: LocalDate,
        sentAt: Instant,
        meeting: z.string().optional(),
        issues: z.int(),
        verified: z.int(),
        overdue: z.int(),
      })
      .meta({ id: 'SupervisionIssueListRow' }),
  ),
)

const n = z.int().nonnegative()
const drill = z.record(z.string(), z.string())
/** Issues of a part, and how many of them are verified, open and overdue. */
const part = { n, verified: n, open: n, overdue: n, medianDays: z.number().optional(), filters: drill }

export const IssueStatistics = query(
  'supervision.issue-statistics',
  '/issue-statistics',
  { zh: '整改统计', en: 'Figures of rectification, each with what it is a part of and the board behind it' },
  {
    /** The year in which the finding was put on a list; of one that is on none, the year in which it was found. */
    year: z.coerce.number().int().min(1949).max(2199).optional(),
    projectId: Id.optional(),
    unitId: Id.optional(),
    severity: Severity.optional(),
  },
  z.strictObject({
    asOf: Instant,
    /** 统计口径: what is counted, and by which year. */
    basis: sentence.optional(),
    figures: z.array(
      z.strictObject({
        code: IssueFigure,
        zh: z.string(),
        en: z.string(),
        of: IssueFigure.optional(),
        n,
        d: n.optional(),
        /** Filters of the board; of what is not on a list there is no board. */
        filters: drill.optional(),
      }),
    ),
    /** 整改天数: whole days from the list to the verification, of the verified ones. */
    days: z.strictObject({ n, median: z.number().optional(), mean: z.number().optional() }),
    byUnit: z.array(z.strictObject({ unitId: Id, unit: z.string().optional(), ...part })),
    bySeverity: z.array(z.strictObject({ severity: Severity, ...part })),
    byYear: z.array(z.strictObject({ year: z.int(), ...part })),
    /** 重复问题: subjects of several issues, in how many projects and units. */
    repeated: z.array(z.strictObject({ subject: z.string(), n, projects: n, units: n, filters: drill })),
    sentence,
  }),
)
