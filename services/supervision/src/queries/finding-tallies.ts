import type { supervision as c } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'
import { COUNTED_ON, daysToVerify, figureOf, firstFindings } from '../store/finding-figures.ts'

export type Origin = 'LIVE' | 'IMPORTED'

export interface DaysRow {
  days: number
  mean: number | null
  median: number | null
}

/** One value of a part, of one origin or of both together. */
export type Tally<F extends c.FindingFigure> = Record<F, number> &
  DaysRow & { part: Part; value: string; origin: Origin | null }

/** By what findings are divided; of `ALL` the only value is ''. Two folds hold what the parts are added up from. */
const PARTS = {
  ALL: { fold: 'time', value: sql`''` },
  YEAR: { fold: 'time', value: sql`year` },
  SEVERITY: { fold: 'time', value: sql`severity` },
  UNIT: { fold: 'place', value: sql`unit_id` },
  SUBJECT: { fold: 'place', value: sql`subject` },
} as const
export type Part = keyof typeof PARTS

/** 统计年度: of the finding, or of its list where it is on one. */
const YEARS = { FOUND: sql`finding.found_on`, COUNTED: COUNTED_ON } as const

interface Counted {
  /** Which findings. */
  among: RawBuilder<boolean>
  /** Which of all findings the reader counts, to tell what was found before. */
  seen: RawBuilder<boolean>
  figures: readonly c.FindingFigure[]
  parts: readonly Part[]
  year: keyof typeof YEARS
  /** Whether `f` says on which list each is. */
  withLists?: boolean
  now: Date
}

/**
 * Counts findings in one walk through an index: `f` keeps of each, as bits, which figures count it; `time` and `place` add up
 * what is alike, and `tally` has every figure of every part. Common table expressions for a `with`.
 */
export function tallies({ among, seen, figures, parts, year, withLists = false, now }: Counted): RawBuilder<unknown> {
  const bits = sql.join(
    figures.map((figure) => sql`case when ${ruleOf(figure, now)} then ${bitOf(figure, figures)} else 0 end`),
    sql` | `,
  )
  const first = figures.includes('REPEATED')
    ? sql`left join (${firstFindings(seen)}) as earliest
        on earliest.unit_id = finding.unit_id and earliest.subject = finding.subject`
    : sql``
  const lists = withLists ? sql`finding.list_id, finding.printed_list,` : sql``
  const hasSubjects = parts.includes('SUBJECT')
  const sums = sql.join(
    figures.map(
      (figure) => sql`sum(case when bits & ${bitOf(figure, figures)} <> 0 then n else 0 end)::int
      as ${sql.id(figure)}`,
    ),
  )
  return sql`
    f as materialized (
      select finding.origin = 'IMPORTED' as imported, finding.severity, finding.subject, finding.unit_id,
        finding.project_id, ${lists} date_part('year', ${YEARS[year]})::int as year,
        ${daysToVerify} as days, ${bits} as bits
      from finding ${first} where ${among} and ${seen}
    ), time as (
      select imported, bits, severity, year, count(*) as n from f group by imported, bits, severity, year
    ), place as (
      select imported, bits, unit_id, subject, count(*) as n from f group by imported, bits, unit_id, subject
    ), days_of_time as (
      select imported, days, severity, year, count(*) as n from f where days is not null
      group by imported, days, severity, year
    ), days_of_place as (
      select imported, days, unit_id, ${hasSubjects ? sql`subject` : sql`''`} as subject, count(*) as n from f where days is not null
      group by 1, 2, 3, 4
    ), summed as (
      select part, value, imported, ${sums} from (${eachPart(parts, sql`bits`, '')}) as one
      group by grouping sets ((part, value, imported), (part, value))
    ), day as (
      select part, value, imported, days, sum(n) as n from (${eachPart(parts, sql`days`, 'days_of_')}) as one
      group by grouping sets ((part, value, imported, days), (part, value, days))
    ), upto as (
      select *, sum(n) over (partition by part, value, imported order by days) as upto,
        sum(n) over (partition by part, value, imported) as total
      from day
    ), spread as (
      -- The one in the middle, or the mean of the two.
      select part, value, imported, sum(n)::int as days, (sum(n * days) / sum(n))::float8 as mean,
        (min(days) filter (where upto * 2 >= total) + min(days) filter (where upto * 2 > total))::float8 / 2 as median
      from upto group by part, value, imported
    ), tally as (
      select summed.*, case summed.imported when true then 'IMPORTED' when false then 'LIVE' end as origin,
        coalesce(spread.days, 0) as days, spread.mean, spread.median
      from summed left join spread on spread.part = summed.part and spread.value = summed.value
        and spread.imported is not distinct from summed.imported
    )`
}

/** Added up by the values themselves, which are written as text only then. */
const eachPart = (parts: readonly Part[], key: RawBuilder<unknown>, prefix: string) =>
  sql.join(
    parts.map(
      (part) => sql`select ${sql.lit(part)} as part, value::text, imported, ${key}, n from (
        select ${PARTS[part].value} as value, imported, ${key}, sum(n) as n from ${sql.id(prefix + PARTS[part].fold)}
        group by 1, imported, ${key}) as ${sql.id(part)}`,
    ),
    sql` union all `,
  )

const bitOf = (figure: c.FindingFigure, figures: readonly c.FindingFigure[]) => sql.lit(2 ** figures.indexOf(figure))

/** Whether a figure counts a row of `f` or of what it is added up in. */
export const hasFigure = (figure: c.FindingFigure, figures: readonly c.FindingFigure[]): RawBuilder<boolean> =>
  sql<boolean>`(bits & ${bitOf(figure, figures)} <> 0)`

/** Of a rule that looks at other findings, what it says of `earliest`. */
const ruleOf = (figure: c.FindingFigure, now: Date): RawBuilder<boolean> =>
  figure === 'REPEATED' ? sql`(finding.state <> 'DROPPED' and earliest.id <> finding.id)` : figureOf(figure, now)
