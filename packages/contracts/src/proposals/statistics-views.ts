import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, LocalDate } from '../primitives.ts'

/**
 * 统计指标 of `domain.md` §4: what is counted, and of what it is a part (`of`). Where `unit` is FORM, forms are counted
 * and not proposals.
 */
export const FIGURES = {
  RECEIVED: { zh: '收到提案', en: 'received (withdrawn ones left out)' },
  WITHDRAWN: { zh: '撤案', en: 'withdrawn; not among those received' },
  UNDECIDED: { zh: '待审查', en: 'not decided yet', of: 'RECEIVED' },
  RETURNED_FOR_REVISION: { zh: '退回补充修改', en: 'sent back for revision', of: 'RECEIVED' },
  NOT_FILED: { zh: '不予立案', en: 'not filed', of: 'RECEIVED' },
  CONVERTED_TO_INFORMATION: { zh: '转社情民意', en: 'turned into opinion information', of: 'RECEIVED' },
  FILED: { zh: '立案', en: 'filed', of: 'RECEIVED' },
  MEMBER: { zh: '委员提案', en: "members' proposals", of: 'FILED' },
  COLLECTIVE: { zh: '集体提案', en: 'collective proposals', of: 'FILED' },
  KEY: { zh: '重点提案', en: 'key proposals', of: 'FILED' },
  SUPERVISED: { zh: '已督办的重点提案', en: 'key proposals that were supervised', of: 'KEY' },
  MERGED_ORIGINALS: { zh: '被并入的提案', en: 'originals that went into another case', of: 'FILED' },
  MERGED_CASES: { zh: '并案', en: 'cases that others went into', of: 'FILED' },
  ASSIGNED: { zh: '已交办', en: 'assigned', of: 'FILED' },
  RETURNED_BY_UNIT: { zh: '退办', en: 'returned by a unit at least once', of: 'ASSIGNED' },
  REPLIED: { zh: '办复', en: 'replied to', of: 'FILED' },
  DUE: { zh: '应按期办复', en: 'with a term that is over or was kept', of: 'FILED' },
  ON_TIME: { zh: '按期办复', en: 'replied to within the term', of: 'DUE' },
  RESULT_A: { zh: 'A类（已解决或基本解决）', en: 'class A', of: 'FILED' },
  RESULT_B: { zh: 'B类（正在解决或列入计划）', en: 'class B', of: 'FILED' },
  RESULT_C: { zh: 'C类（暂不具备条件）', en: 'class C', of: 'FILED' },
  RESULT_D: { zh: 'D类（供参考）', en: 'class D', of: 'FILED' },
  RESULT_UNKNOWN: { zh: '未分类（已答复）', en: 'replied to without a class', of: 'FILED' },
  NOT_REPLIED: { zh: '未答复', en: 'not replied to', of: 'FILED' },
  PLANNED: { zh: '解决或列入计划', en: 'class A or B', of: 'FILED' },
  CONTACTED: { zh: '答复前已联系', en: 'proposers contacted before the reply, by whatever means', of: 'REPLIED' },
  MET: { zh: '面商', en: 'proposers met before the reply', of: 'REPLIED' },
  FEEDBACK: { zh: '反馈', en: 'replies on which a form came back', of: 'REPLIED' },
  NO_FEEDBACK: { zh: '未反馈', en: 'replies on which no form came back', of: 'REPLIED' },
  FORMS: { zh: '反馈表', en: 'forms that came back, the latest of each', unit: 'FORM' },
  SATISFIED: { zh: '满意', en: 'satisfied', of: 'FORMS', unit: 'FORM' },
  BASICALLY_SATISFIED: { zh: '基本满意', en: 'basically satisfied', of: 'FORMS', unit: 'FORM' },
  DISSATISFIED: { zh: '不满意', en: 'dissatisfied', of: 'FORMS', unit: 'FORM' },
  RESERVED: { zh: '保留', en: 'reserved', of: 'FORMS', unit: 'FORM' },
  CONTENT: {
    zh: '办理结果满意率（满意和基本满意）',
    en: 'satisfied or basically satisfied with the result',
    of: 'FORMS',
    unit: 'FORM',
  },
  ATTITUDES: { zh: '评价了办理态度的反馈表', en: 'forms that rate how the unit went about it', unit: 'FORM' },
  ATTITUDE_CONTENT: {
    zh: '办理工作满意率（满意和理解）',
    en: 'satisfied with how the unit went about it, or understanding',
    of: 'ATTITUDES',
    unit: 'FORM',
  },
  FIRST_CONTENT: { zh: '首次满意率', en: 'satisfied or basically satisfied at first', of: 'FORMS', unit: 'FORM' },
  REHANDLED: { zh: '再办理', en: 'handled again', of: 'REPLIED' },
  UPGRADED: { zh: 'B转A等升类', en: 'raised to a better class after the reply', of: 'REPLIED' },
} as const satisfies Record<string, { zh: string; en: string; of?: string; unit?: 'FORM' }>
export type FigureCode = keyof typeof FIGURES
export const FigureCode = z.enum(Object.keys(FIGURES) as [FigureCode, ...FigureCode[]]).meta({ id: 'FigureCode' })

/** 分组统计: by what the proposals of a figure are divided. Where `unit` is STEP, each contact or supervision counts. */
export const BREAKDOWNS = {
  KIND: { zh: '按提案者类别', en: 'by kind', of: 'FILED' },
  COLLECTIVE_KIND: { zh: '按集体提案类别', en: 'by kind of body', of: 'COLLECTIVE' },
  CATEGORY: { zh: '按类别', en: 'by class of subject', of: 'FILED' },
  PERIOD: { zh: '按大会、平时', en: 'by session and between', of: 'FILED' },
  LEADERSHIP: { zh: '按督办、领办层级', en: 'by rank of the leaders', of: 'KEY' },
  PRINTED_LEADER: { zh: '按督办领导（原文）', en: 'by leader as printed', of: 'KEY' },
  FIRST_RATING: { zh: '按首次评价', en: 'by first rating', of: 'FEEDBACK' },
  CONTACT_FORM: { zh: '按沟通方式', en: 'contacts by form', of: 'FILED', unit: 'STEP' },
  SUPERVISION_FORM: { zh: '按督办方式', en: 'supervisions by form', of: 'KEY', unit: 'STEP' },
} as const satisfies Record<string, { zh: string; en: string; of: FigureCode; unit?: 'STEP' }>
export type BreakdownCode = keyof typeof BREAKDOWNS
export const BreakdownCode = z
  .enum(Object.keys(BREAKDOWNS) as [BreakdownCode, ...BreakdownCode[]])
  .meta({ id: 'BreakdownCode' })

const year = z.coerce.number().int().min(1990).max(2199)

/**
 * 统计方式: by case, where what was merged counts once (with the forms of the proposal that leads it), or by original,
 * where each counts.
 */
export const CountBy = z.enum(['CASE', 'ORIGINAL']).meta({ id: 'CountBy' })
export type CountBy = z.infer<typeof CountBy>

/** 统计范围: one of year, session, or days of receipt; and whose. */
const scope = {
  year: year.optional(),
  termNumber: z.coerce.number().int().min(1).max(99).optional(),
  sessionNumber: z.coerce.number().int().min(1).max(20).optional(),
  /** The first and the last day of receipt. */
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  by: CountBy.default('ORIGINAL'),
  origin: z.enum(['LIVE', 'IMPORTED']).optional(),
}

/** 数字对应的名单: filters of the docket that list the proposals behind a number, and no others. */
export const figureFilters = {
  figure: FigureCode.optional(),
  breakdown: BreakdownCode.optional(),
  /** The value of the breakdown; `UNKNOWN` for those that have none. */
  value: z.string().trim().min(1).max(100).optional(),
  handledBy: Id.optional(),
  by: CountBy.optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
}

const n = z.int().nonnegative()
const part = z.strictObject({ n, d: n.optional() })
/** A number, how it divides into live and imported, and the docket that lists it. */
const counted = {
  n,
  d: n.optional(),
  live: part,
  imported: part,
  docket: z.record(z.string(), z.string()),
}

const StatisticsFigure = z
  .strictObject({
    code: FigureCode,
    zh: z.string(),
    en: z.string(),
    /** What `d` counts. */
    of: FigureCode.optional(),
    unit: z.enum(['PROPOSAL', 'FORM']),
    ...counted,
  })
  .meta({ id: 'StatisticsFigure' })

const StatisticsBreakdown = z
  .strictObject({
    code: BreakdownCode,
    zh: z.string(),
    en: z.string(),
    of: FigureCode,
    unit: z.enum(['PROPOSAL', 'STEP']),
    /** The most first; `UNKNOWN` is among them where something is not known. */
    items: z.array(z.strictObject({ value: z.string(), ...counted })),
  })
  .meta({ id: 'StatisticsBreakdown' })

/** 办理天数, from the first assignment to the first reply, of those of which both days are known. */
const days = z.strictObject({ n, mean: z.number().optional(), median: z.number().optional() })

const StatisticsUnit = z
  .strictObject({
    unitId: Id,
    name: z.string().optional(),
    assigned: n,
    /** Cases in which it assisted. */
    assisted: n,
    replied: part,
    onTime: part,
    classes: z.strictObject({ A: n, B: n, C: n, D: n, unknown: n }),
    content: part,
    days,
    docket: z.record(z.string(), z.string()),
  })
  .meta({ id: 'StatisticsUnit' })

export const Statistics = query(
  'proposals.statistics',
  '/statistics',
  {
    zh: '提案统计',
    en: 'Every figure of a year, a session or a period, each with what it is a part of and the docket that lists it',
  },
  scope,
  z.strictObject({
    /** What was asked, so that a figure is never read without its range. */
    scope: z.strictObject({ ...scope, by: CountBy }),
    asOf: Instant,
    figures: z.array(StatisticsFigure),
    breakdowns: z.array(StatisticsBreakdown),
    /** Returns by units, each counted. */
    returns: z.strictObject({ n, live: n, imported: n }),
    days: z.strictObject({ ...days.shape, live: days, imported: days, unknown: n }),
    units: z.array(StatisticsUnit),
  }),
)
