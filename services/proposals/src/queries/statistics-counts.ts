import { proposals as c, type ParamsOf } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { breakdownOf, countOf, figuresOn, inScope, isCounted, LEADS } from './figures.ts'

export const FIGURE_CODES = Object.keys(c.FIGURES) as c.FigureCode[]
export const BREAKDOWN_CODES = Object.keys(c.BREAKDOWNS) as c.BreakdownCode[]

/** What is counted of each unit. */
const UNIT_FIGURES = [
  'ASSIGNED',
  'REPLIED',
  'DUE',
  'ON_TIME',
  'RESULT_A',
  'RESULT_B',
  'RESULT_C',
  'RESULT_D',
  'RESULT_UNKNOWN',
  'FORMS',
  'CONTENT',
] as const satisfies c.FigureCode[]

export type Origin = 'LIVE' | 'IMPORTED'

/** 办理天数 of those of which both days are known. */
export interface DaysRow {
  days: number
  mean: number | null
  median: number | null
}

/** The figures of one origin, or of both together. */
export type FigureRow = Record<c.FigureCode, number> &
  DaysRow & { origin: Origin | null; returns: number; undated: number }

export interface BreakdownRow {
  code: c.BreakdownCode
  value: string
  origin: Origin
  n: number
}

export type UnitRow = Record<(typeof UNIT_FIGURES)[number], number> &
  DaysRow & { unit_id: string; name: string | null; assisted: number }

export interface Counted {
  figures: FigureRow[]
  breakdowns: BreakdownRow[]
  units: UnitRow[]
}

/** Everything that is counted of a range, in one statement: its rows are made once, and counted in every way. */
export async function countRange(
  db: Database<Tables>,
  params: ParamsOf<typeof c.Statistics>,
  today: string,
): Promise<Counted> {
  const all = (codes: readonly c.FigureCode[]) =>
    sql.join(codes.map((code) => sql`${countOf(code)} as ${sql.id(code)}`))
  const replied = isCounted('REPLIED')
  const days = sql`
    (count(f.days) filter (where ${replied}))::int as days,
    (avg(f.days) filter (where ${replied}))::float8 as mean,
    percentile_cont(0.5) within group (order by f.days) filter (where ${replied}) as median`
  const { rows } = await sql<Counted>`
    with f as materialized (
      select * from ${figuresOn(today)} f where ${inScope(params)}
    ), figure as (
      select f.origin, ${all(FIGURE_CODES)}, ${days},
        coalesce(sum(f.returns) filter (where ${isCounted('ASSIGNED')}), 0)::int as returns,
        (count(*) filter (where ${replied} and f.days is null))::int as undated
      from f group by grouping sets ((), (f.origin))
    ), breakdown as (
      ${sql.join(BREAKDOWN_CODES.map(breakdownOf), sql` union all `)}
    ), led as (
      select a.unit_id, ${all(UNIT_FIGURES)}, ${days} from f, ${LEADS} and ${isCounted('ASSIGNED')} group by 1
    ), helped as (
      select a.unit_id, count(*)::int as assisted
      from f join proposal_assignment a on a.proposal_id = f.handled_id and a.role = 'CO' and a.state <> 'RELEASED'
      where ${isCounted('ASSIGNED')} group by 1
    ), unit as (
      select unit_id, coalesce(k.name, h.name) as name, coalesce(assisted, 0) as assisted,
        ${sql.join(UNIT_FIGURES.map((code) => sql`coalesce(${sql.id(code)}, 0) as ${sql.id(code)}`))},
        coalesce(days, 0) as days, mean, median
      from led full join helped using (unit_id)
      left join known_unit k on k.id = unit_id left join history_actor h on h.id = unit_id
    )
    select
      (select coalesce(json_agg(figure), '[]') from figure) as figures,
      (select coalesce(json_agg(breakdown), '[]') from breakdown) as breakdowns,
      (select coalesce(json_agg(unit order by ${sql.id('ASSIGNED')} desc, assisted desc, name, unit_id), '[]') from unit)
        as units`.execute(db)
  return rows[0]!
}
