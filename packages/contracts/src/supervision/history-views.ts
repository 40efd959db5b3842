import { z } from 'zod'
import { historyImportParams, HistoryImportSummary, historyLine, historySummary } from '../common/history.ts'
import { query } from '../define.ts'
import { Id, Instant, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { figuresOf } from './finding-figures.ts'
import { FindingState, ProjectState, Severity, SupervisionForm } from './supervision.ts'

/** One line of the file (of a table: one row), and what became of it or would become of it. */
export const HistoryLine = z
  .strictObject({
    ...historyLine,
    /** The supervision in which it was imported, or is known from. */
    projectId: Id.optional(),
  })
  .meta({ id: 'SupervisionHistoryLine' })
export type HistoryLine = z.infer<typeof HistoryLine>

export const HistoryImports = query(
  'supervision.history-imports',
  '/history-imports',
  { zh: '历年监督数据导入列表', en: 'The imports of past years, newest first' },
  pageParams,
  page(HistoryImportSummary),
)
export const HistoryImport = query(
  'supervision.history-import',
  '/history-imports/:importId',
  { zh: '历年监督数据导入', en: 'What a file holds, which lines are wrong, and how far its import is' },
  historyImportParams,
  page(personal(HistoryLine)).extend(historySummary),
)

const ofFindings = figuresOf(['FINDINGS', 'LISTED', 'DUE', 'RECTIFIED', 'VERIFIED', 'REOPENED', 'OVERDUE', 'REPEATED'])
type OfFindings = typeof ofFindings
const findingFigures = Object.fromEntries(
  Object.entries(ofFindings).map(([code, words]) => [code, { ...words, row: 'FINDING' }]),
) as { [C in keyof OfFindings]: OfFindings[C] & { row: 'FINDING' } }

/** 统计指标: what is counted, row by row of what, and of what it is a part. */
export const SUPERVISION_FIGURES = {
  PROJECTS: { zh: '监督项目', en: 'supervisions that began', row: 'PROJECT' },
  REPORTED: { zh: '已形成监督报告', en: 'supervisions reported on', row: 'PROJECT', of: 'PROJECTS' },
  CLOSED_PROJECTS: { zh: '已办结项目', en: 'supervisions that were closed', row: 'PROJECT', of: 'PROJECTS' },
  TEAMS: { zh: '开展监督的小组', en: 'groups that were given a supervision', row: 'TEAM' },
  VISITS: { zh: '走访', en: 'visits that took place', row: 'VISIT' },
  SITES: { zh: '督查场所', en: 'visits of which the place is recorded', row: 'VISIT', of: 'VISITS' },
  PARTICIPATIONS: { zh: '参加走访人次', en: 'parts that members took in visits', row: 'PART' },
  PARTICIPANTS: { zh: '参加走访委员', en: 'members who took part in a visit', row: 'MEMBER' },
  LISTS: { zh: '问题清单', en: 'lists on which problems were sent', row: 'LIST' },
  ...findingFigures,
  SCORED_DEPARTMENTS: {
    zh: '历年评议打分部门',
    en: 'departments with a score in imported appraisals',
    row: 'APPRAISAL',
  },
} as const satisfies Record<string, { zh: string; en: string; row: string; of?: string }>
export type SupervisionFigureCode = keyof typeof SUPERVISION_FIGURES
export const SupervisionFigureCode = z
  .enum(Object.keys(SUPERVISION_FIGURES) as [SupervisionFigureCode, ...SupervisionFigureCode[]])
  .meta({ id: 'SupervisionFigureCode' })

/** 分组统计: by what findings or supervisions are divided. */
export const SUPERVISION_BREAKDOWNS = {
  FORM: { zh: '按监督形式', en: 'supervisions by form', of: 'PROJECTS' },
  YEAR: { zh: '按年度', en: 'findings by year', of: 'FINDINGS' },
  UNIT: { zh: '按责任单位', en: 'findings by unit', of: 'FINDINGS' },
  SEVERITY: { zh: '按严重程度', en: 'findings by severity', of: 'FINDINGS' },
  SUBJECT: { zh: '按问题类别', en: 'findings by subject', of: 'FINDINGS' },
} as const satisfies Record<string, { zh: string; en: string; of: SupervisionFigureCode }>
export type SupervisionBreakdownCode = keyof typeof SUPERVISION_BREAKDOWNS
export const SupervisionBreakdownCode = z
  .enum(Object.keys(SUPERVISION_BREAKDOWNS) as [SupervisionBreakdownCode, ...SupervisionBreakdownCode[]])
  .meta({ id: 'SupervisionBreakdownCode' })

const Origin = z.enum(['LIVE', 'IMPORTED'])

/**
 * 统计范围: a year, or days, and which part of it. A finding counts by the day on which it was found, a visit by the day of
 * the visit, a supervision by its first day, and by its own year.
 */
const scope = {
  year: z.coerce.number().int().min(1990).max(2199).optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  origin: Origin.optional(),
  form: SupervisionForm.optional(),
  /** Of findings alone. */
  unitId: Id.optional(),
  severity: Severity.optional(),
  subject: z.string().trim().min(1).max(200).optional(),
}

const n = z.int().nonnegative()
const part = z.strictObject({ n, d: n.optional() })
/** A number with the whole that it is a part of, live and imported apart, and the filters of `statistics-rows` that list it. */
const counted = { n, d: n.optional(), live: part, imported: part, rows: z.record(z.string(), z.string()) }
/** 整改天数, from the list (of imported ones: from when it was found) to the verification. */
const days = z.strictObject({ n, mean: z.number().optional(), median: z.number().optional() })

const byOrigin = z.strictObject({ n, d: n.optional(), live: part, imported: part })
const sentence = z.strictObject({ zh: z.string(), en: z.string() })

export const SupervisionStatistics = query(
  'supervision.statistics',
  '/statistics',
  {
    zh: '监督统计',
    en: 'Every figure of a year or a period, each with what it is a part of and the filters that list its rows',
  },
  scope,
  z.strictObject({
    scope: z.strictObject(scope),
    asOf: Instant,
    figures: z.array(
      z
        .strictObject({
          code: SupervisionFigureCode,
          zh: z.string(),
          en: z.string(),
          of: SupervisionFigureCode.optional(),
          ...counted,
        })
        .meta({ id: 'SupervisionFigure' }),
    ),
    breakdowns: z.array(
      z
        .strictObject({
          code: SupervisionBreakdownCode,
          zh: z.string(),
          en: z.string(),
          of: SupervisionFigureCode,
          /** The most first. Of supervisions there is no share verified. */
          items: z.array(
            z.strictObject({
              value: z.string(),
              name: z.string().optional(),
              ...counted,
              /** Of the issues. */
              verified: part.optional(),
              /** 逾期未整改 and 逾期后整改, of the issues with a term. */
              overdue: part.optional(),
              late: part.optional(),
              days: days.optional(),
            }),
          ),
        })
        .meta({ id: 'SupervisionBreakdown' }),
    ),
    days: z.strictObject({ ...days.shape, live: days, imported: days }),
    /** 应整改问题, of which the share closed is counted; and 逾期后整改, of those with a term. */
    issues: byOrigin.optional(),
    late: byOrigin.optional(),
    /** 统计口径: by which day each number counts. */
    basis: sentence.optional(),
  }),
)

/** One row behind a number: a supervision, a visit or a finding. */
const StatisticsRow = z
  .strictObject({
    id: Id,
    projectId: Id,
    topic: z.string(),
    form: SupervisionForm,
    origin: Origin,
    /** When it began, took place, or was found. */
    on: LocalDate,
    projectState: ProjectState.optional(),
    place: z.string().optional(),
    members: n.optional(),
    subject: z.string().optional(),
    severity: Severity.optional(),
    findingState: FindingState.optional(),
    unitId: Id.optional(),
    unit: z.string().optional(),
    dueOn: LocalDate.optional(),
    verifiedOn: LocalDate.optional(),
  })
  .meta({ id: 'SupervisionStatisticsRow' })

/** The figures whose rows can be listed: supervisions, visits and findings. */
export const SUPERVISION_ROWS = [
  'PROJECTS',
  'REPORTED',
  'CLOSED_PROJECTS',
  'VISITS',
  'SITES',
  'FINDINGS',
  'LISTED',
  'DUE',
  'RECTIFIED',
  'VERIFIED',
  'REOPENED',
  'OVERDUE',
  'REPEATED',
] as const satisfies readonly SupervisionFigureCode[]

export const SupervisionStatisticsRows = query(
  'supervision.statistics-rows',
  '/statistics/rows',
  { zh: '统计数字对应的名单', en: 'The supervisions, visits or findings behind a number, the latest first' },
  { ...scope, figure: z.enum(SUPERVISION_ROWS), ...pageParams },
  page(StatisticsRow),
)
