import type { ParamsOf, supervision as c } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'

type Rule = RawBuilder<boolean>

/** A range, or some of it. */
export type Scope = {
  [K in keyof ParamsOf<typeof c.SupervisionStatistics>]?: ParamsOf<typeof c.SupervisionStatistics>[K] | undefined
}

/** What began: supervisions that were only thought of, and those that were called off before, are none. */
const BEGUN = sql<boolean>`project.state not in ('PROPOSED', 'PLANNED', 'CANCELLED')`

/** Which supervisions and visits a figure counts: rows of `project`, and of `v` joined with it. */
export const RULES = {
  PROJECTS: BEGUN,
  REPORTED: sql<boolean>`(${BEGUN} and project.state in ('REPORTED', 'CLOSED'))`,
  CLOSED_PROJECTS: sql<boolean>`(${BEGUN} and project.state = 'CLOSED')`,
  VISITS: sql<boolean>`v.state = 'HELD'`,
  SITES: sql<boolean>`(v.state = 'HELD' and v.place is not null)`,
} as const satisfies Partial<Record<(typeof c.SUPERVISION_ROWS)[number], Rule>>

/** The first day of a supervision: of imported ones as told, of live ones as planned. */
export const PROJECT_DAY = sql<string>`coalesce(project.starts_on, (project.created_at at time zone 'Asia/Shanghai')::date)`
export const VISIT_DAY = sql<string>`(v.held_at at time zone 'Asia/Shanghai')::date`

/** What of a range concerns findings alone; supervisions and visits have no severity. */
const isOfFindings = ({ unitId, severity, subject }: Scope) =>
  unitId !== undefined || severity !== undefined || subject !== undefined

export function projectsIn({ year, from, to, origin, form, ...rest }: Scope, seen: Rule): Rule {
  return all([
    year !== undefined && sql`project.year = ${year}`,
    from !== undefined && sql`${PROJECT_DAY} >= ${from}::date`,
    to !== undefined && sql`${PROJECT_DAY} <= ${to}::date`,
    origin !== undefined && sql`project.origin = ${origin}`,
    form !== undefined && sql`project.form = ${form}`,
    isOfFindings(rest) &&
      sql`exists (select from finding where finding.project_id = project.id and ${seen} and ${findingParts(rest)})`,
  ])
}

/** Visits of `v` joined with their `project`. */
export function visitsIn({ year, from, to, origin, form, ...rest }: Scope, seen: Rule): Rule {
  return all([
    year !== undefined && sql`extract(year from v.held_at at time zone 'Asia/Shanghai') = ${year}`,
    from !== undefined && sql`${VISIT_DAY} >= ${from}::date`,
    to !== undefined && sql`${VISIT_DAY} <= ${to}::date`,
    origin !== undefined && sql`v.origin = ${origin}`,
    form !== undefined && sql`project.form = ${form}`,
    isOfFindings(rest) &&
      sql`exists (select from finding where finding.visit_id = v.id and ${seen} and ${findingParts(rest)})`,
  ])
}

/** Findings by the day on which they were found. */
export function findingsIn({ year, from, to, origin, form, ...rest }: Scope): Rule {
  return all([
    year !== undefined && foundWithin(`${year}-01-01`, `${year}-12-31`),
    from !== undefined && sql`finding.found_on >= ${from}::date`,
    to !== undefined && sql`finding.found_on <= ${to}::date`,
    origin !== undefined && sql`finding.origin = ${origin}`,
    form !== undefined && sql`finding.project_id in (select project.id from project where project.form = ${form})`,
    findingParts(rest),
  ])
}

const foundWithin = (first: string, last: string) => sql`finding.found_on between ${first}::date and ${last}::date`

const findingParts = ({ unitId, severity, subject }: Scope): Rule =>
  all([
    unitId !== undefined && sql`finding.unit_id = ${unitId}::uuid`,
    severity !== undefined && sql`finding.severity = ${severity}`,
    subject !== undefined && sql`finding.subject = ${subject}`,
  ])

function all(parts: readonly (RawBuilder<unknown> | false)[]): Rule {
  const given = parts.filter((part) => part !== false)
  return given.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(given, sql` and `)})`
}
