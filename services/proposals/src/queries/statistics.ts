import { proposals as c, type ParamsOf, Refusal, type ResultOf, STAFF } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { breakdownOf, countOf, figuresOn, inScope, isCounted, LEADS } from './figures.ts'

type Params = ParamsOf<typeof c.Statistics>
type Result = ResultOf<typeof c.Statistics>

const FIGURE_CODES = Object.keys(c.FIGURES) as c.FigureCode[]
const BREAKDOWN_CODES = Object.keys(c.BREAKDOWNS) as c.BreakdownCode[]

/** 提案统计: every figure of a range in a few questions to the database, whatever its size. */
export const statistics = answer(c.Statistics, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  read: async (db: Database<Tables>, params, { now }) => {
    requireRange(params)
    // A materialized part: its rows are made once, and counted in every way.
    const rows = sql`with f as materialized (select * from ${figuresOn(shanghaiDate(now))} f where ${inScope(params)})`
    const [figures, breakdowns, units] = await Promise.all([
      readFigures(db, rows, params),
      readBreakdowns(db, rows, params),
      readUnits(db, rows, params),
    ])
    return { scope: params, asOf: now.toISOString(), ...figures, breakdowns, units }
  },
})

/** 统计范围: a year, a session, or days; without one, figures of all years would run into each other. */
function requireRange({ year, termNumber, sessionNumber, from, to }: Params): void {
  if (year === undefined && termNumber === undefined && from === undefined && to === undefined)
    throw new Refusal('statistics.no_range', { field: 'year' })
  if (sessionNumber !== undefined && termNumber === undefined)
    throw new Refusal('statistics.no_range', { field: 'termNumber' })
  if (from !== undefined && to !== undefined && to < from) throw new Refusal('statistics.no_range', { field: 'to' })
}

type Origin = 'LIVE' | 'IMPORTED'
interface DaysRow {
  n: number
  mean: string | null
  median: number | null
}

async function readFigures(db: Database<Tables>, rows: RawBuilder<unknown>, params: Params) {
  const columns = FIGURE_CODES.map((code) => sql`${countOf(code)} as ${sql.id(code)}`)
  const { rows: found } = await sql<
    Record<c.FigureCode, number> & DaysRow & { origin: Origin | null; returns: number; undated: number }
  >`
    ${rows} select f.origin, ${sql.join(columns)},
      coalesce(sum(f.returns) filter (where ${isCounted('ASSIGNED')}), 0)::int as returns,
      (count(f.days) filter (where ${isCounted('REPLIED')}))::int as n,
      (count(*) filter (where ${isCounted('REPLIED')} and f.days is null))::int as undated,
      avg(f.days) filter (where ${isCounted('REPLIED')}) as mean,
      percentile_cont(0.5) within group (order by f.days) filter (where ${isCounted('REPLIED')}) as median
    from f group by grouping sets ((), (f.origin))`.execute(db)
  const of = (origin: Origin | null) => found.find((row) => row.origin === origin)
  const numbers = { all: of(null), live: of('LIVE'), imported: of('IMPORTED') }
  const figures = FIGURE_CODES.map((code) => {
    const { zh, en, ...more } = c.FIGURES[code] as { zh: string; en: string; of?: c.FigureCode; unit?: 'FORM' }
    const part = (row: (typeof numbers)['all']) => ({
      n: row?.[code] ?? 0,
      ...(more.of !== undefined && { d: row?.[more.of] ?? 0 }),
    })
    return {
      code,
      zh,
      en,
      ...(more.of !== undefined && { of: more.of }),
      unit: more.unit ?? ('PROPOSAL' as const),
      ...part(numbers.all),
      live: part(numbers.live),
      imported: part(numbers.imported),
      docket: docketOf(params, { figure: code }),
    }
  })
  const { all, live, imported } = numbers
  return {
    figures,
    returns: { n: all?.returns ?? 0, live: live?.returns ?? 0, imported: imported?.returns ?? 0 },
    days: { ...daysOf(all), live: daysOf(live), imported: daysOf(imported), unknown: all?.undated ?? 0 },
  }
}

const daysOf = (row: DaysRow | undefined) => ({
  n: row?.n ?? 0,
  ...(row && row.mean !== null && { mean: Number(row.mean) }),
  ...(row && row.median !== null && { median: row.median }),
})

async function readBreakdowns(
  db: Database<Tables>,
  rows: RawBuilder<unknown>,
  params: Params,
): Promise<Result['breakdowns']> {
  const parts = BREAKDOWN_CODES.map(breakdownOf)
  const { rows: found } = await sql<{ code: c.BreakdownCode; value: string; origin: Origin; n: number }>`
    ${rows} ${sql.join(parts, sql` union all `)}`.execute(db)
  return BREAKDOWN_CODES.map((code) => {
    const { zh, en, of, ...more } = c.BREAKDOWNS[code] as (typeof c.BREAKDOWNS)[c.BreakdownCode] & { unit?: 'STEP' }
    const own = Map.groupBy(
      found.filter((row) => row.code === code),
      ({ value }) => value,
    )
    const items = [...own].map(([value, counts]) => {
      const sum = (origin?: Origin) =>
        counts.reduce((all, row) => all + (origin === undefined || row.origin === origin ? row.n : 0), 0)
      return {
        value,
        n: sum(),
        live: { n: sum('LIVE') },
        imported: { n: sum('IMPORTED') },
        docket: docketOf(params, { breakdown: code, value }),
      }
    })
    return {
      code,
      zh,
      en,
      of,
      unit: more.unit ?? ('PROPOSAL' as const),
      items: items.sort((a, b) => b.n - a.n || a.value.localeCompare(b.value, 'zh-CN')),
    }
  })
}

/** 按承办单位: of the unit that leads, and how often a unit assisted. */
async function readUnits(db: Database<Tables>, rows: RawBuilder<unknown>, params: Params): Promise<Result['units']> {
  const count = (code: c.FigureCode) => sql`${countOf(code)} as ${sql.id(code)}`
  const { rows: found } = await sql<
    Record<c.FigureCode, number> & DaysRow & { unit_id: string; name: string | null; assisted: number }
  >`
    ${rows}, led as (
      select a.unit_id,
        ${sql.join(UNIT_FIGURES.map(count))},
        (count(f.days) filter (where ${isCounted('REPLIED')}))::int as n,
        avg(f.days) filter (where ${isCounted('REPLIED')}) as mean,
        percentile_cont(0.5) within group (order by f.days) filter (where ${isCounted('REPLIED')}) as median
      from f, ${LEADS} and ${isCounted('ASSIGNED')} group by 1
    ), helped as (
      select a.unit_id, count(*)::int as assisted
      from f join proposal_assignment a on a.proposal_id = f.handled_id and a.role = 'CO' and a.state <> 'RELEASED'
      where ${isCounted('ASSIGNED')} group by 1
    )
    select coalesce(led.unit_id, helped.unit_id) as unit_id, coalesce(k.name, a.name) as name,
      ${sql.join(UNIT_FIGURES.map((code) => sql`coalesce(led.${sql.id(code)}, 0) as ${sql.id(code)}`))},
      coalesce(led.n, 0) as n, led.mean, led.median, coalesce(helped.assisted, 0) as assisted
    from led full join helped on helped.unit_id = led.unit_id
    left join known_unit k on k.id = coalesce(led.unit_id, helped.unit_id)
    left join history_actor a on a.id = coalesce(led.unit_id, helped.unit_id)
    order by ${sql.id('ASSIGNED')} desc, assisted desc, 2, 1`.execute(db)
  return found.map((row) => ({
    unitId: row.unit_id,
    ...(row.name !== null && { name: row.name }),
    assigned: row.ASSIGNED,
    assisted: row.assisted,
    replied: { n: row.REPLIED, d: row.ASSIGNED },
    onTime: { n: row.ON_TIME, d: row.DUE },
    classes: { A: row.RESULT_A, B: row.RESULT_B, C: row.RESULT_C, D: row.RESULT_D, unknown: row.RESULT_UNKNOWN },
    content: { n: row.CONTENT, d: row.FORMS },
    days: daysOf(row),
    docket: docketOf(params, { figure: 'ASSIGNED', handledBy: row.unit_id }),
  }))
}

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

/** The filters of the docket that list what a number counts: the range, and the number. */
function docketOf(params: Params, more: Record<string, string>): Record<string, string> {
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return { ...Object.fromEntries(given), ...more }
}
