import { proposals as c, type ParamsOf, Refusal, type ResultOf, STAFF } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import {
  BREAKDOWN_CODES,
  type BreakdownRow,
  countRange,
  type DaysRow,
  FIGURE_CODES,
  type FigureRow,
  type Origin,
  type UnitRow,
} from './statistics-counts.ts'

type Params = ParamsOf<typeof c.Statistics>
type Result = ResultOf<typeof c.Statistics>

/** 提案统计: every figure of a range, each with what it is a part of, live and imported apart, and the docket behind it. */
export const statistics = answer(c.Statistics, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  read: async (db: Database<Tables>, params, { now }) => {
    requireRange(params)
    const { figures, breakdowns, units } = await countRange(db, params, shanghaiDate(now))
    return {
      scope: params,
      asOf: now.toISOString(),
      ...showFigures(figures, params),
      breakdowns: showBreakdowns(breakdowns, params),
      units: units.map((unit) => showUnit(unit, params)),
    }
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

function showFigures(rows: readonly FigureRow[], params: Params): Pick<Result, 'figures' | 'returns' | 'days'> {
  const of = (origin: Origin | null) => rows.find((row) => row.origin === origin)
  const [all, live, imported] = [of(null), of('LIVE'), of('IMPORTED')]
  const figures = FIGURE_CODES.map((code) => {
    const { zh, en, of: whole, unit }: FigureWords = { unit: 'PROPOSAL', ...c.FIGURES[code] }
    const part = (row: FigureRow | undefined) => ({
      n: row?.[code] ?? 0,
      ...(whole !== undefined && { d: row?.[whole] ?? 0 }),
    })
    return {
      code,
      zh,
      en,
      ...(whole !== undefined && { of: whole }),
      unit,
      ...part(all),
      live: part(live),
      imported: part(imported),
      docket: docketOf(params, { figure: code }),
    }
  })
  return {
    figures,
    returns: { n: all?.returns ?? 0, live: live?.returns ?? 0, imported: imported?.returns ?? 0 },
    days: { ...daysOf(all), live: daysOf(live), imported: daysOf(imported), unknown: all?.undated ?? 0 },
  }
}

type FigureWords = { zh: string; en: string; of?: c.FigureCode; unit: 'PROPOSAL' | 'FORM' }

const daysOf = (row: DaysRow | undefined) => ({
  n: row?.days ?? 0,
  ...(row && row.mean !== null && { mean: row.mean }),
  ...(row && row.median !== null && { median: row.median }),
})

const showBreakdowns = (rows: readonly BreakdownRow[], params: Params): Result['breakdowns'] =>
  BREAKDOWN_CODES.map((code) => {
    const { zh, en, of, unit }: BreakdownWords = { unit: 'PROPOSAL', ...c.BREAKDOWNS[code] }
    const byValue = Map.groupBy(
      rows.filter((row) => row.code === code),
      ({ value }) => value,
    )
    const items = [...byValue].map(([value, counts]) => {
      const sum = (origins: readonly Origin[]) =>
        counts.reduce((all, row) => all + (origins.includes(row.origin) ? row.n : 0), 0)
      return {
        value,
        n: sum(['LIVE', 'IMPORTED']),
        live: { n: sum(['LIVE']) },
        imported: { n: sum(['IMPORTED']) },
        docket: docketOf(params, { breakdown: code, value }),
      }
    })
    const sorted = items.sort((a, b) => b.n - a.n || a.value.localeCompare(b.value, 'zh-CN'))
    return { code, zh, en, of, unit, items: sorted }
  })

type BreakdownWords = { zh: string; en: string; of: c.FigureCode; unit: 'PROPOSAL' | 'STEP' }

/** 按承办单位: of the unit that replies, and how often a unit assisted. */
const showUnit = (row: UnitRow, params: Params): Result['units'][number] => ({
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
})

/** The filters of the docket that list what a number counts: the range, and the number. */
function docketOf(params: Params, more: Record<string, string>): Record<string, string> {
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return { ...Object.fromEntries(given), ...more }
}
