import type { ParamsOf, supervision as c } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'

type Rule = RawBuilder<boolean>

/** A range, or some of it. */
export type Scope = {
  [K in keyof ParamsOf<typeof c.SupervisionStatistics>]?: ParamsOf<typeof c.SupervisionStatistics>[K] | undefined
}

/** What began: supervisions that were only thought of, and those that were called off before, are none. */
const BEGUN = sql<boolean>`project.state not in ('PROPOSED', 'PLANNED', 'CANCELLED')`
const IS_DUE = sql<boolean>`(f.is_pursued and f.due_at is not null)`

/** Which rows a figure counts: of `project`, of `v`, or of `f`, a row of the view `finding_figure`. */
export const RULES = {
  PROJECTS: BEGUN,
  REPORTED: sql<boolean>`(${BEGUN} and project.state in ('REPORTED', 'CLOSED'))`,
  CLOSED_PROJECTS: sql<boolean>`(${BEGUN} and project.state = 'CLOSED')`,
  VISITS: sql<boolean>`v.state = 'HELD'`,
  SITES: sql<boolean>`(v.state = 'HELD' and v.place is not null)`,
  FINDINGS: sql<boolean>`f.is_pursued`,
  LISTED: sql<boolean>`(f.is_pursued and f.is_listed)`,
  DUE: IS_DUE,
  RECTIFIED: sql<boolean>`(f.is_pursued and f.is_rectified)`,
  VERIFIED: sql<boolean>`(f.is_pursued and f.is_verified)`,
  REOPENED: sql<boolean>`(f.is_pursued and f.is_reopened)`,
  // The end of the day on which it is asked is its own parameter.
  OVERDUE: sql<boolean>`(${IS_DUE} and f.is_overdue)`,
  REPEATED: sql<boolean>`(f.is_pursued and f.is_repeated)`,
} as const satisfies Record<(typeof c.SUPERVISION_ROWS)[number], Rule>

/** The view with what depends on the instant: whether a term has passed. */
export const findingsAt = (now: Date): RawBuilder<unknown> => sql`(
  select g.*, case when g.is_rectified then coalesce(g.is_late, false) else g.due_at <= ${now} end as is_overdue
  from finding_figure g)`

/** The first day of a supervision: of imported ones as told, of live ones as planned. */
export const PROJECT_DAY = sql<string>`coalesce(project.starts_on, (project.created_at at time zone 'Asia/Shanghai')::date)`
export const VISIT_DAY = sql<string>`(v.held_at at time zone 'Asia/Shanghai')::date`

/** What of a range concerns findings alone; supervisions and visits have no severity. */
const isOfFindings = ({ unitId, severity, subject }: Scope) =>
  unitId !== undefined || severity !== undefined || subject !== undefined

export function projectsIn({ year, from, to, origin, form, ...rest }: Scope): Rule {
  return all([
    year !== undefined && sql`project.year = ${year}`,
    from !== undefined && sql`${PROJECT_DAY} >= ${from}::date`,
    to !== undefined && sql`${PROJECT_DAY} <= ${to}::date`,
    origin !== undefined && sql`project.origin = ${origin}`,
    form !== undefined && sql`project.form = ${form}`,
    isOfFindings(rest) &&
      sql`exists (select from finding_figure f where f.project_id = project.id and ${findingParts(rest)})`,
  ])
}

/** Visits of `v` joined with their `project`. */
export function visitsIn({ year, from, to, origin, form, ...rest }: Scope): Rule {
  return all([
    year !== undefined && sql`extract(year from v.held_at at time zone 'Asia/Shanghai') = ${year}`,
    from !== undefined && sql`${VISIT_DAY} >= ${from}::date`,
    to !== undefined && sql`${VISIT_DAY} <= ${to}::date`,
    origin !== undefined && sql`v.origin = ${origin}`,
    form !== undefined && sql`project.form = ${form}`,
    isOfFindings(rest) && sql`exists (select from finding_figure f where f.visit_id = v.id and ${findingParts(rest)})`,
  ])
}

export function findingsIn({ year, from, to, origin, form, ...rest }: Scope): Rule {
  return all([
    year !== undefined && sql`f.year = ${year}`,
    from !== undefined && sql`f.on_day >= ${from}::date`,
    to !== undefined && sql`f.on_day <= ${to}::date`,
    origin !== undefined && sql`f.origin = ${origin}`,
    form !== undefined && sql`f.form = ${form}`,
    findingParts(rest),
  ])
}

const findingParts = ({ unitId, severity, subject }: Scope): Rule =>
  all([
    unitId !== undefined && sql`f.unit_id = ${unitId}::uuid`,
    severity !== undefined && sql`f.severity = ${severity}`,
    subject !== undefined && sql`f.subject = ${subject}`,
  ])

function all(parts: readonly (RawBuilder<unknown> | false)[]): Rule {
  const given = parts.filter((part) => part !== false)
  return given.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(given, sql` and `)})`
}
