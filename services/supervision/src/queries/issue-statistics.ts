import { given, type ParamsOf, STAFF, supervision as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { COUNTED_ON } from '../store/finding-figures.ts'
import type { Tables } from '../store/tables.ts'
import { hasFigure, tallies, type Tally } from './finding-tallies.ts'
import { countedFindings } from './visibility.ts'

type Params = ParamsOf<typeof c.IssueStatistics>
const CODES = Object.keys(c.ISSUE_FIGURES) as c.IssueFigure[]
/** With the whole of what is overdue. */
const COUNTED = [...CODES, 'DUE'] as const
type CountedFigure = (typeof COUNTED)[number]

/** 整改统计: every figure with what it is a part of, and the board behind it. */
export const issueStatistics = answer(c.IssueStatistics, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { tallies: all, repeated, units } = await count(db, params, { now, seen: countedFindings(actor, now) })
    const of = (code: CountedFigure) => all.find(({ part }) => part === 'ALL')?.[code] ?? 0
    const partsOf = (part: string) => all.filter((row) => row.part === part && row.ISSUES > 0)
    const names = new Map(units.map(({ id, name }) => [id, name]))
    const rank = Object.keys(c.SEVERITIES)
    return {
      asOf: now.toISOString(),
      basis: BASIS,
      figures: CODES.map((code) => {
        const { zh, en, of: whole }: { zh: string; en: string; of?: CountedFigure } = c.ISSUE_FIGURES[code]
        return {
          code,
          zh,
          en,
          ...given(
            'of',
            CODES.find((one) => one === whole),
          ),
          ...(whole && { d: of(whole) }),
          n: of(code),
          ...(code !== 'FINDINGS' && { filters: filtersOf(params, { figure: code }) }),
        }
      }),
      days: daysOf(all.find(({ part }) => part === 'ALL')),
      byUnit: partsOf('UNIT')
        .map((row) => ({
          unitId: row.value,
          ...given('unit', names.get(row.value)),
          ...partOf(row, filtersOf(params, { figure: 'ISSUES', unitId: row.value })),
        }))
        .sort((a, b) => b.n - a.n || a.unitId.localeCompare(b.unitId)),
      bySeverity: partsOf('SEVERITY')
        .map((row) => ({
          severity: row.value as c.Severity,
          ...partOf(row, filtersOf(params, { figure: 'ISSUES', severity: row.value })),
        }))
        .sort((a, b) => rank.indexOf(b.severity) - rank.indexOf(a.severity)),
      byYear: partsOf('YEAR')
        .map((row) => ({
          year: Number(row.value),
          ...partOf(row, filtersOf(params, { figure: 'ISSUES', year: row.value })),
        }))
        .sort((a, b) => a.year - b.year),
      repeated: repeated.map((row) => ({
        ...row,
        filters: filtersOf(params, { figure: 'ISSUES', subject: row.subject }),
      })),
      sentence: sentenceOf(of('ISSUES'), of('VERIFIED'), of('OVERDUE')),
    }
  },
})

const BASIS = {
  zh: '本系统办理的问题，按列入清单的年度统计，未列入清单的按发现的年度统计；导入的历年问题见监督统计。',
  en: 'What is worked on here, by the year of its list, or of the finding where it is on none; imported years are in the statistics of supervision.',
}

/** What is counted: live findings, by the year of the list, or of the finding where it is on none. */
function within({ year, projectId, unitId, severity }: Params): RawBuilder<boolean> {
  const parts = [sql<boolean>`finding.origin = 'LIVE'`]
  if (year !== undefined)
    parts.push(sql<boolean>`${COUNTED_ON} between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`)
  if (projectId !== undefined) parts.push(sql<boolean>`finding.project_id = ${projectId}`)
  if (unitId !== undefined) parts.push(sql<boolean>`finding.unit_id = ${unitId}`)
  if (severity !== undefined) parts.push(sql<boolean>`finding.severity = ${severity}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

interface Counted {
  tallies: Tally<CountedFigure>[]
  /** 重复问题: subjects of several issues, the most frequent first. */
  repeated: { subject: string; n: number; projects: number; units: number }[]
  units: { id: string; name: string }[]
}

const PARTS = ['ALL', 'UNIT', 'SEVERITY', 'YEAR'] as const

/** Everything that is shown, in one statement. */
async function count(
  db: Database<Tables>,
  params: Params,
  { now, seen }: { now: Date; seen: RawBuilder<boolean> },
): Promise<Counted> {
  const isIssue = hasFigure('ISSUES', COUNTED)
  const { rows } = await sql<Counted>`
    with ${tallies({ among: within(params), seen, figures: COUNTED, parts: PARTS, year: 'COUNTED', now })}, of_subject as (
      select subject, sum(n)::int as n, count(distinct unit_id)::int as units from place where ${isIssue}
      group by subject having sum(n) > 1 order by 2 desc, 1 limit 50
    ), projects as (
      select subject, count(*)::int as projects
      from (select distinct subject, project_id from f where ${isIssue}) as one group by subject
    ), repeated as (
      select * from of_subject join projects using (subject)
    )
    select (select coalesce(json_agg(tally), '[]') from tally where origin is null) as tallies,
      (select coalesce(json_agg(repeated order by n desc, subject), '[]') from repeated) as repeated,
      (select coalesce(json_agg(known_unit), '[]') from known_unit
        where id::text in (select value from tally where part = 'UNIT')) as units`.execute(db)
  return rows[0]!
}

type Part = Tally<CountedFigure>

const partOf = ({ ISSUES: n, VERIFIED: verified, OPEN: open, OVERDUE: overdue, median }: Part, filters: Filters) => ({
  n,
  verified,
  open,
  overdue,
  ...given('medianDays', median),
  filters,
})

const daysOf = (all: Part | undefined) => ({
  n: all?.days ?? 0,
  ...given('median', all?.median),
  ...given('mean', all?.mean),
})

type Filters = Record<string, string>

/** The filters of the board that list what a number counts. */
function filtersOf(params: Params, more: Record<string, string>): Record<string, string> {
  const asked = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return { ...Object.fromEntries(asked), ...more }
}

/** 应整改问题40个，已销号30个，销号率75.0%；逾期2个。 */
function sentenceOf(issues: number, verified: number, overdue: number) {
  if (issues === 0) return { zh: '没有应整改的问题。', en: 'No issues were listed.' }
  const share = ((100 * verified) / issues).toFixed(1)
  return {
    zh: `应整改问题${issues}个，已销号${verified}个，销号率${share}%；逾期${overdue}个。`,
    en: `${verified} of ${issues} issues are verified (${share}%); ${overdue} are overdue.`,
  }
}
