import { proposals as c, type ParamsOf } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'

// Everything here is said of the rows of the view `proposal_figure`, called `f`.

type Rule = RawBuilder<boolean>

// What was archived keeps how it had ended.
const notFiled = sql<boolean>`(f.state in ('NOT_FILED', 'CONVERTED')
  or f.state in ('ARCHIVED', 'PUBLISHED') and not f.is_filed and f.destination is not null)`
const withdrawn = sql<boolean>`(f.state = 'WITHDRAWN'
  or f.state in ('ARCHIVED', 'PUBLISHED') and not f.is_filed and f.destination is null)`
const filed = sql<boolean>`f.is_filed`
const replied = sql<boolean>`(f.is_filed and f.is_replied)`
const withClass = (...classes: string[]): Rule =>
  sql<boolean>`(f.is_filed and f.result_class = any(${classes}::text[]))`

/**
 * Which rows each figure counts. Of one that counts forms these are the rows with such forms, and `FORM_SUMS` adds up.
 * Everything but the withdrawn ones is about what was received.
 */
const RULES: Record<c.FigureCode, Rule> = {
  RECEIVED: sql<boolean>`not ${withdrawn}`,
  WITHDRAWN: withdrawn,
  UNDECIDED: sql<boolean>`(not f.is_filed and f.state in ('SUBMITTED', 'UNDER_REVIEW', 'MERGED_INTO'))`,
  RETURNED_FOR_REVISION: sql<boolean>`f.state = 'RETURNED_FOR_REVISION'`,
  NOT_FILED: notFiled,
  CONVERTED_TO_INFORMATION: sql<boolean>`(${notFiled} and f.destination = 'OPINION_INFO')`,
  FILED: filed,
  MEMBER: sql<boolean>`(f.is_filed and f.kind <> 'COLLECTIVE')`,
  COLLECTIVE: sql<boolean>`(f.is_filed and f.kind = 'COLLECTIVE')`,
  KEY: sql<boolean>`(f.is_filed and f.is_key)`,
  SUPERVISED: sql<boolean>`(f.is_filed and f.is_key and f.is_supervised)`,
  MERGED_ORIGINALS: sql<boolean>`(f.is_filed and f.merged_into is not null)`,
  MERGED_CASES: sql<boolean>`(f.is_filed and f.merged_into is null and f.originals > 0)`,
  ASSIGNED: sql<boolean>`(f.is_filed and f.is_assigned)`,
  RETURNED_BY_UNIT: sql<boolean>`(f.is_filed and f.is_assigned and f.returns > 0)`,
  REPLIED: replied,
  DUE: sql<boolean>`(f.is_filed and f.is_due)`,
  ON_TIME: sql<boolean>`(f.is_filed and f.is_due and not f.is_late)`,
  RESULT_A: withClass('A'),
  RESULT_B: withClass('B'),
  RESULT_C: withClass('C'),
  RESULT_D: withClass('D'),
  RESULT_UNKNOWN: sql<boolean>`(f.is_filed and f.is_replied and f.result_class is null)`,
  NOT_REPLIED: sql<boolean>`(f.is_filed and not f.is_replied)`,
  PLANNED: withClass('A', 'B'),
  CONTACTED: sql<boolean>`(f.is_filed and f.is_replied and f.is_contacted)`,
  MET: sql<boolean>`(f.is_filed and f.is_replied and f.is_met)`,
  FEEDBACK: sql<boolean>`(f.is_filed and f.is_replied and f.forms > 0)`,
  NO_FEEDBACK: sql<boolean>`(f.is_filed and f.is_replied and f.forms = 0)`,
  FORMS: sql<boolean>`(f.is_filed and f.forms > 0)`,
  SATISFIED: sql<boolean>`(f.is_filed and f.satisfied > 0)`,
  BASICALLY_SATISFIED: sql<boolean>`(f.is_filed and f.basically > 0)`,
  DISSATISFIED: sql<boolean>`(f.is_filed and f.dissatisfied > 0)`,
  RESERVED: sql<boolean>`(f.is_filed and f.forms > f.satisfied + f.basically + f.dissatisfied)`,
  CONTENT: sql<boolean>`(f.is_filed and f.satisfied + f.basically > 0)`,
  FIRST_CONTENT: sql<boolean>`(f.is_filed and f.first_content > 0)`,
  ATTITUDES: sql<boolean>`(f.is_filed and f.attitudes > 0)`,
  ATTITUDE_CONTENT: sql<boolean>`(f.is_filed and f.attitude_content > 0)`,
  REHANDLED: sql<boolean>`(f.is_filed and f.is_rehandled)`,
  UPGRADED: sql<boolean>`(f.is_filed and f.is_upgraded)`,
}

/** What figures add up that count forms. */
const FORM_SUMS: Partial<Record<c.FigureCode, RawBuilder<number>>> = {
  FORMS: sql<number>`f.forms`,
  SATISFIED: sql<number>`f.satisfied`,
  BASICALLY_SATISFIED: sql<number>`f.basically`,
  DISSATISFIED: sql<number>`f.dissatisfied`,
  RESERVED: sql<number>`f.forms - f.satisfied - f.basically - f.dissatisfied`,
  CONTENT: sql<number>`f.satisfied + f.basically`,
  FIRST_CONTENT: sql<number>`f.first_content`,
  ATTITUDES: sql<number>`f.attitudes`,
  ATTITUDE_CONTENT: sql<number>`f.attitude_content`,
}

/** The rows that a figure counts. */
export const isCounted = (code: c.FigureCode): Rule =>
  code === 'WITHDRAWN' ? RULES.WITHDRAWN : sql<boolean>`(${RULES.RECEIVED} and ${RULES[code]})`

/** A figure as a column of a query over the view. */
export const countOf = (code: c.FigureCode): RawBuilder<number> => {
  const sum = FORM_SUMS[code]
  return sum
    ? sql<number>`coalesce(sum(${sum}) filter (where ${isCounted(code)}), 0)::int`
    : sql<number>`(count(*) filter (where ${isCounted(code)}))::int`
}

/** By what rows are divided; absent values are `UNKNOWN`. Those that count steps are divided by the form of a step. */
const VALUES: Record<c.BreakdownCode, RawBuilder<string> | { step: 'CONSULTED' | 'SUPERVISED' }> = {
  KIND: sql<string>`f.kind`,
  COLLECTIVE_KIND: sql<string>`f.collective_kind`,
  CATEGORY: sql<string>`f.category`,
  PERIOD: sql<string>`f.period`,
  LEADERSHIP: sql<string>`f.leadership`,
  PRINTED_LEADER: sql<string>`f.printed_leader`,
  FIRST_RATING: sql<string>`f.first_rating`,
  CONTACT_FORM: { step: 'CONSULTED' },
  SUPERVISION_FORM: { step: 'SUPERVISED' },
}

/** One breakdown as a query over the rows `f`: code, value, origin, n. */
export function breakdownOf(code: c.BreakdownCode): RawBuilder<unknown> {
  const value = VALUES[code]
  const { of } = c.BREAKDOWNS[code]
  if ('step' in value) {
    return sql`select ${code} as code, coalesce(s.form, 'UNKNOWN') as value, f.origin, count(*)::int as n
      from f join ${stepsOf(value.step)} s on s.proposal_id = f.handled_id where ${isCounted(of)} group by 2, 3`
  }
  return sql`select ${code} as code, coalesce(${value}, 'UNKNOWN') as value, f.origin, count(*)::int as n
    from f where ${isCounted(of)} group by 2, 3`
}

/** 沟通、督办 one by one: imported ones by their form as printed, live ones by its code. */
const stepsOf = (step: 'CONSULTED' | 'SUPERVISED'): RawBuilder<unknown> =>
  step === 'CONSULTED'
    ? sql`(select proposal_id, form from history_step where step = 'CONSULTED' union all
        select m.proposal_id, m.way from proposal_meeting m join proposal p on p.id = m.proposal_id where p.origin = 'LIVE')`
    : sql`(select proposal_id, form from history_step where step = 'SUPERVISED' union all
        select v.proposal_id, v.form from proposal_supervision v join proposal p on p.id = v.proposal_id
        where p.origin = 'LIVE' and not exists (
          select from proposal_supervision later where later.id = v.id and later.version > v.version))`

/** The rows that one value of a breakdown counts. */
function isOfValue(code: c.BreakdownCode, wanted: string): Rule {
  const value = VALUES[code]
  const { of } = c.BREAKDOWNS[code]
  if ('step' in value) {
    return sql<boolean>`(${isCounted(of)} and exists (select from ${stepsOf(value.step)} s
      where s.proposal_id = f.handled_id and coalesce(s.form, 'UNKNOWN') = ${wanted}))`
  }
  return sql<boolean>`(${isCounted(of)} and coalesce(${value}, 'UNKNOWN') = ${wanted})`
}

/** The view with what depends on the day: whether a reply was due by then. */
export const figuresOn = (today: string): RawBuilder<unknown> => sql`(
  select v.*, v.due_on is not null and (case when v.is_replied then v.is_late is not null else v.due_on < ${today}::date end)
    as is_due
  from proposal_figure v)`

/** A range, or some of it. */
type Scope = { [K in keyof ParamsOf<typeof c.Statistics>]?: ParamsOf<typeof c.Statistics>[K] | undefined }

/** The rows of the view within a range. */
export function inScope(params: Scope): RawBuilder<boolean> {
  const { year, termNumber, sessionNumber, from, to, origin, by } = params
  const parts = [
    ...(year === undefined ? [] : [sql<boolean>`f.year = ${year}`]),
    ...(termNumber === undefined ? [] : [sql<boolean>`f.term_number = ${termNumber}`]),
    ...(sessionNumber === undefined ? [] : [sql<boolean>`f.session_number = ${sessionNumber}`]),
    ...(from === undefined ? [] : [sql<boolean>`f.received_on >= ${from}::date`]),
    ...(to === undefined ? [] : [sql<boolean>`f.received_on <= ${to}::date`]),
    ...(origin === undefined ? [] : [sql<boolean>`f.origin = ${origin}`]),
    ...(by === 'CASE' ? [sql<boolean>`f.merged_into is null`] : []),
  ]
  return parts.length === 0 ? sql<boolean>`true` : sql.join(parts, sql` and `)
}

/** 数字对应的名单: the rows of `proposal` that a number of the statistics counts. */
export function behindFigure(
  { figure, breakdown, value, handledBy, by, from, to }: FigureFilters,
  today: string,
): RawBuilder<boolean> | undefined {
  if ([figure, breakdown, handledBy, by, from, to].every((one) => one === undefined)) return undefined
  const parts = [
    inScope({ by, from, to }),
    ...(figure === undefined ? [] : [isCounted(figure)]),
    ...(breakdown === undefined || value === undefined ? [] : [isOfValue(breakdown, value)]),
    ...(handledBy === undefined ? [] : [isLedBy(handledBy)]),
  ]
  return sql<boolean>`proposal.id in (
    select f.proposal_id from ${figuresOn(today)} f where ${sql.join(parts, sql` and `)})`
}

/** 主办、分办: the unit replies, alone or for its part. */
const isLedBy = (unitId: string): Rule => sql<boolean>`exists (select from ${LEADS} and a.unit_id = ${unitId})`

/** The units that reply to the case of a row `f`, as `a`. */
export const LEADS = sql`proposal_assignment a
  where a.proposal_id = f.handled_id and a.role <> 'CO' and a.state <> 'RELEASED'`

type FigureFilters = Pick<
  ParamsOf<typeof c.Docket>,
  'figure' | 'breakdown' | 'value' | 'handledBy' | 'by' | 'from' | 'to'
>
