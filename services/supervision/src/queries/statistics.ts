import { given, type ParamsOf, Refusal, type ResultOf, STAFF, supervision as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { type BreakdownRow, countRange, type DaysRow, type FigureRow, type Origin } from './statistics-counts.ts'

type Params = ParamsOf<typeof c.SupervisionStatistics>
type Result = ResultOf<typeof c.SupervisionStatistics>

/** 监督统计: every figure of a range, each with what it is a part of, live and imported apart, and the rows behind it. */
export const statistics = answer(c.SupervisionStatistics, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  read: async (db: Database<Tables>, params, { now }) => {
    requireRange(params)
    const { figures, breakdowns } = await countRange(db, params, now)
    return {
      scope: params,
      asOf: now.toISOString(),
      ...showFigures(figures, params),
      breakdowns: showBreakdowns(breakdowns, params),
    }
  },
})

/** 统计范围: a year or days; without one, figures of all years would run into each other. */
export function requireRange({ year, from, to }: Pick<Params, 'year' | 'from' | 'to'>): void {
  if (year === undefined && from === undefined && to === undefined)
    throw new Refusal('statistics.no_range', { field: 'year' })
  if (from !== undefined && to !== undefined && to < from) throw new Refusal('statistics.no_range', { field: 'to' })
}

type Words = { zh: string; en: string; of?: c.SupervisionFigureCode }

function showFigures(rows: readonly FigureRow[], params: Params): Pick<Result, 'figures' | 'days'> {
  const of = (origin: Origin | null) => rows.find((row) => row.origin === origin)!
  const [all, live, imported] = [of(null), of('LIVE'), of('IMPORTED')]
  const codes = Object.keys(c.SUPERVISION_FIGURES) as c.SupervisionFigureCode[]
  const figures = codes.map((code) => {
    const { zh, en, of: whole }: Words = c.SUPERVISION_FIGURES[code]
    const part = (row: FigureRow) => ({ n: row[code], ...(whole !== undefined && { d: row[whole] }) })
    return {
      code,
      zh,
      en,
      ...given('of', whole),
      ...part(all),
      live: part(live),
      imported: part(imported),
      rows: rowsOf(params, code),
    }
  })
  return { figures, days: { ...daysOf(all), live: daysOf(live), imported: daysOf(imported) } }
}

const daysOf = ({ days: n, mean, median }: DaysRow) => ({ n, ...given('mean', mean), ...given('median', median) })

function showBreakdowns(rows: readonly BreakdownRow[], params: Params): Result['breakdowns'] {
  const codes = Object.keys(c.SUPERVISION_BREAKDOWNS) as c.SupervisionBreakdownCode[]
  return codes.map((code) => {
    const { zh, en, of } = c.SUPERVISION_BREAKDOWNS[code]
    const byValue = Map.groupBy(
      rows.filter((row) => row.code === code),
      ({ value }) => value,
    )
    const items = [...byValue].map(([value, counts]) => {
      const one = counts.find(({ origin }) => origin === null)!
      const part = (origin: Origin) => ({ n: counts.find((row) => row.origin === origin)?.n ?? 0 })
      return {
        value,
        ...given('name', one.name),
        n: one.n,
        live: part('LIVE'),
        imported: part('IMPORTED'),
        rows: rowsOf({ ...params, [FILTERS[code]]: value }, of),
        ...(code !== 'FORM' && {
          verified: { n: one.verified, d: one.n },
          overdue: { n: one.overdue, d: one.due },
          days: daysOf(one),
        }),
      }
    })
    const sorted = items.sort((a, b) => b.n - a.n || (a.name ?? a.value).localeCompare(b.name ?? b.value, 'zh-CN'))
    return { code, zh, en, of, items: sorted }
  })
}

/** The filter that picks one value of a breakdown. */
const FILTERS = { FORM: 'form', YEAR: 'year', UNIT: 'unitId', SEVERITY: 'severity', SUBJECT: 'subject' } as const

const LISTED: readonly string[] = c.SUPERVISION_ROWS

/** The filters of `statistics-rows` that list what a number counts: the range, and the number. None where rows have no list. */
function rowsOf(params: object, figure: c.SupervisionFigureCode): Record<string, string> {
  if (!LISTED.includes(figure)) return {}
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return { ...Object.fromEntries(given), figure }
}
