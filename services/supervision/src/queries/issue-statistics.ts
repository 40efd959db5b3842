import { given, type ParamsOf, STAFF, supervision as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { daysToVerify, isOpen, isOverdue } from '../store/issue.ts'
import type { Tables } from '../store/tables.ts'
import { figureOf, listedIn } from './issue-rows.ts'

type Params = ParamsOf<typeof c.IssueStatistics>
const CODES = Object.keys(c.ISSUE_FIGURES) as c.IssueFigure[]

/** 整改统计: every figure with what it is a part of, and the board behind it. */
export const issueStatistics = answer(c.IssueStatistics, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'ANALYST'],
  read: async (db: Database<Tables>, params, { now }) => {
    const figures = await countFigures(db, params, now)
    const of = (code: c.IssueFigure) => figures[code] ?? 0
    const [days, byUnit, bySeverity, byYear, repeated] = await Promise.all([
      countDays(db, params),
      countParts<string>(db, params, now, sql`finding.unit_id::text`),
      countParts<c.Severity>(db, params, now, sql`finding.severity`),
      countParts<number>(db, params, now, sql`extract(year from finding.listed_at at time zone 'Asia/Shanghai')::int`),
      countRepeated(db, params),
    ])
    const units = new Map(
      (await db.selectFrom('known_unit').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
    )
    const rank = Object.keys(c.SEVERITIES)
    return {
      asOf: now.toISOString(),
      figures: CODES.map((code) => {
        const { zh, en, of: whole }: { zh: string; en: string; of?: c.IssueFigure } = c.ISSUE_FIGURES[code]
        return {
          code,
          zh,
          en,
          ...(whole && { of: whole, d: of(whole) }),
          n: of(code),
          ...(code !== 'FINDINGS' && { filters: filtersOf(params, { figure: code }) }),
        }
      }),
      days,
      byUnit: byUnit
        .map((row) => ({
          unitId: row.key,
          ...given('unit', units.get(row.key)),
          ...partOf(row, filtersOf(params, { figure: 'ISSUES', unitId: row.key })),
        }))
        .sort((a, b) => b.n - a.n || a.unitId.localeCompare(b.unitId)),
      bySeverity: bySeverity
        .map((row) => ({
          severity: row.key,
          ...partOf(row, filtersOf(params, { figure: 'ISSUES', severity: row.key })),
        }))
        .sort((a, b) => rank.indexOf(b.severity) - rank.indexOf(a.severity)),
      byYear: byYear
        .filter(({ key }) => key !== null)
        .map((row) => ({
          year: row.key,
          ...partOf(row, filtersOf(params, { figure: 'ISSUES', year: String(row.key) })),
        }))
        .sort((a, b) => a.year - b.year),
      repeated: repeated.map((row) => ({ ...row, filters: filtersOf(params, { subject: row.subject }) })),
      sentence: sentenceOf(of('ISSUES'), of('VERIFIED'), of('OVERDUE')),
    }
  },
})

/** What is counted: by the year of the list, or of the finding where it is on none. */
function within({ year, projectId, unitId, severity }: Params): RawBuilder<boolean> {
  const parts = [sql<boolean>`true`]
  if (year !== undefined) parts.push(listedIn(year))
  if (projectId !== undefined) parts.push(sql<boolean>`finding.project_id = ${projectId}`)
  if (unitId !== undefined) parts.push(sql<boolean>`finding.unit_id = ${unitId}`)
  if (severity !== undefined) parts.push(sql<boolean>`finding.severity = ${severity}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

async function countFigures(db: Database<Tables>, params: Params, now: Date) {
  const columns = CODES.map((code) => sql<number>`(count(*) filter (where ${figureOf(code, now)}))::int`.as(code))
  const row = await db.selectFrom('finding').select(columns).where(within(params)).executeTakeFirstOrThrow()
  return row as Partial<Record<c.IssueFigure, number>>
}

const isIssue = sql<boolean>`(finding.list_id is not null and finding.state <> 'DROPPED')`
const isVerified = sql<boolean>`(finding.list_id is not null and finding.state = 'VERIFIED'
  and finding.listed_at is not null and finding.verified_at is not null)`
const median = sql<number | null>`percentile_cont(0.5) within group (order by ${daysToVerify})
  filter (where ${isVerified})`

async function countDays(db: Database<Tables>, params: Params) {
  const row = await db
    .selectFrom('finding')
    .select([
      sql<number>`(count(*) filter (where ${isVerified}))::int`.as('n'),
      median.as('median'),
      sql<number | null>`(avg(${daysToVerify}) filter (where ${isVerified}))::float8`.as('mean'),
    ])
    .where(within(params))
    .executeTakeFirstOrThrow()
  return { n: row.n, ...given('median', numberOf(row.median)), ...given('mean', numberOf(row.mean)) }
}

interface Part<K> {
  key: K
  n: number
  verified: number
  open: number
  overdue: number
  median: number | null
}

async function countParts<K>(
  db: Database<Tables>,
  params: Params,
  now: Date,
  by: RawBuilder<unknown>,
): Promise<Part<K>[]> {
  const { rows } = await sql<Part<K>>`
    select ${by} as key, count(*)::int as n, (count(*) filter (where finding.state = 'VERIFIED'))::int as verified,
      (count(*) filter (where ${isOpen}))::int as open, (count(*) filter (where ${isOverdue(now)}))::int as overdue,
      ${median} as median
    from finding where ${isIssue} and ${within(params)} group by 1`.execute(db)
  return rows
}

const partOf = ({ n, verified, open, overdue, median: days }: Part<unknown>, filters: Record<string, string>) => ({
  n,
  verified,
  open,
  overdue,
  ...given('medianDays', numberOf(days)),
  filters,
})

/** 重复问题: what was listed more than once under one subject, the most frequent first. */
async function countRepeated(db: Database<Tables>, params: Params) {
  const { rows } = await sql<{ subject: string; n: number; projects: number; units: number }>`
    select subject, count(*)::int as n, count(distinct project_id)::int as projects,
      count(distinct unit_id)::int as units
    from finding where finding.list_id is not null and ${within(params)}
    group by subject having count(*) > 1 order by 2 desc, 1 limit 50`.execute(db)
  return rows
}

const numberOf = (value: number | null) => (value === null ? undefined : Number(value))

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
