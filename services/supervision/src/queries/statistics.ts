import { given, type ParamsOf, Refusal, type ResultOf, STAFF, supervision as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import type { DaysRow, Origin } from './finding-tallies.ts'
import { countRange, type Counted, type CountedFigure, type FigureRow, type FormRow } from './statistics-counts.ts'
import { countedFindings } from './visibility.ts'

type Params = ParamsOf<typeof c.SupervisionStatistics>
type Result = ResultOf<typeof c.SupervisionStatistics>

/** 监督统计: every figure of a range, each with what it is a part of, live and imported apart, and the rows behind it. */
export const statistics = answer(c.SupervisionStatistics, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  read: async (db: Database<Tables>, params, { actor, now }) => {
    requireRange(params)
    const { figures, ...parts } = await countRange(db, params, { now, seen: countedFindings(actor, now) })
    return {
      scope: params,
      asOf: now.toISOString(),
      basis: BASIS,
      ...showFigures(figures, params),
      breakdowns: showBreakdowns(parts, params),
    }
  },
})

const BASIS = {
  zh: '问题按发现日期统计，走访按走访日期统计，监督项目按所属年度统计，指定起止日期时按开始日期统计。',
  en: 'Findings count by the day on which they were found, visits by their day, supervisions by their year, or in a period by their first day.',
}

/** 统计范围: a year or days; without one, figures of all years would run into each other. */
export function requireRange({ year, from, to }: Pick<Params, 'year' | 'from' | 'to'>): void {
  if (year === undefined && from === undefined && to === undefined)
    throw new Refusal('statistics.no_range', { field: 'year' })
  if (from !== undefined && to !== undefined && to < from) throw new Refusal('statistics.no_range', { field: 'to' })
}

const CODES = Object.keys(c.SUPERVISION_FIGURES) as c.SupervisionFigureCode[]
/** The whole may be one that is no figure of its own here. */
type Words = { zh: string; en: string; of?: CountedFigure }

function showFigures(rows: readonly FigureRow[], params: Params): Pick<Result, 'figures' | 'days' | 'issues' | 'late'> {
  const of = (origin: Origin | null) => rows.find((row) => row.origin === origin)!
  const [all, live, imported] = [of(null), of('LIVE'), of('IMPORTED')]
  const byOrigin = (code: CountedFigure, whole?: CountedFigure) => {
    const part = (row: FigureRow) => ({ n: row[code], ...(whole !== undefined && { d: row[whole] }) })
    return { ...part(all), live: part(live), imported: part(imported) }
  }
  const figures = CODES.map((code) => {
    const { zh, en, of: whole }: Words = c.SUPERVISION_FIGURES[code]
    return {
      code,
      zh,
      en,
      ...given(
        'of',
        CODES.find((one) => one === whole),
      ),
      ...byOrigin(code, whole),
      rows: rowsOf(params, code),
    }
  })
  return {
    figures,
    days: { ...daysOf(all), live: daysOf(live), imported: daysOf(imported) },
    issues: byOrigin('ISSUES', c.FINDING_FIGURES.ISSUES.of),
    late: byOrigin('LATE', c.FINDING_FIGURES.LATE.of),
  }
}

const daysOf = ({ days: n, mean, median }: DaysRow) => ({ n, ...given('mean', mean), ...given('median', median) })

function showBreakdowns({ forms, parts }: Omit<Counted, 'figures'>, params: Params): Result['breakdowns'] {
  const codes = Object.keys(c.SUPERVISION_BREAKDOWNS) as c.SupervisionBreakdownCode[]
  return codes.map((code) => {
    const { zh, en, of } = c.SUPERVISION_BREAKDOWNS[code]
    const own = parts.filter(({ part }) => part === code).map((row) => ({ ...row, n: row.FINDINGS }))
    const items = [
      ...Map.groupBy<string, FormRow | (typeof own)[number]>(code === 'FORM' ? forms : own, ({ value }) => value),
    ].map(([value, counts]) => {
      const one = counts.find(({ origin }) => origin === null)!
      const part = (origin: Origin) => ({ n: counts.find((row) => row.origin === origin)?.n ?? 0 })
      return {
        value,
        ...('name' in one && given('name', one.name)),
        n: one.n,
        live: part('LIVE'),
        imported: part('IMPORTED'),
        rows: rowsOf({ ...params, [FILTERS[code]]: value }, of),
        ...('ISSUES' in one && {
          verified: { n: one.VERIFIED, d: one.ISSUES },
          overdue: { n: one.OVERDUE, d: one.DUE },
          late: { n: one.LATE, d: one.DUE },
          days: daysOf(one),
        }),
      }
    })
    const sorted = items.sort((a, b) => b.n - a.n || nameOf(a).localeCompare(nameOf(b), 'zh-CN'))
    return { code, zh, en, of, items: sorted }
  })
}

const nameOf = ({ name, value }: { name?: string; value: string }) => name ?? value

/** The filter that picks one value of a breakdown. */
const FILTERS = { FORM: 'form', YEAR: 'year', UNIT: 'unitId', SEVERITY: 'severity', SUBJECT: 'subject' } as const

const LISTED: readonly string[] = c.SUPERVISION_ROWS

/** The filters of `statistics-rows` that list what a number counts: the range, and the number. None where rows have no list. */
function rowsOf(params: object, figure: c.SupervisionFigureCode): Record<string, string> {
  if (!LISTED.includes(figure)) return {}
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return { ...Object.fromEntries(given), figure }
}
