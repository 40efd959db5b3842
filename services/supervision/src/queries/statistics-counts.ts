import type { supervision as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { findingsAt, findingsIn, projectsIn, RULES, type Scope, visitsIn } from './figures.ts'

export type Origin = 'LIVE' | 'IMPORTED'

export interface DaysRow {
  days: number
  mean: number | null
  median: number | null
}

/** The figures of one origin, or of both together. */
export type FigureRow = Record<c.SupervisionFigureCode, number> & DaysRow & { origin: Origin | null }

/** One value of a breakdown, of one origin or of both together. */
export interface BreakdownRow extends DaysRow {
  code: c.SupervisionBreakdownCode
  value: string
  name: string | null
  origin: Origin | null
  n: number
  verified: number
  due: number
  overdue: number
}

export interface Counted {
  figures: FigureRow[]
  breakdowns: BreakdownRow[]
}

const count = (rule: RawBuilder<boolean>) => sql<number>`(count(*) filter (where ${rule}))::int`
/** 整改天数 of what was verified. */
const DAYS = sql`
  count(f.days)::int as days, avg(f.days)::float8 as mean,
  percentile_cont(0.5) within group (order by f.days) as median`

/** By what findings are divided, and how a value is called. */
const FINDING_VALUES = {
  YEAR: { value: sql`f.year::text`, name: sql`null::text` },
  UNIT: { value: sql`f.unit_id::text`, name: sql`max(coalesce(k.name, h.name))` },
  SEVERITY: { value: sql`f.severity`, name: sql`null::text` },
  SUBJECT: { value: sql`f.subject`, name: sql`null::text` },
} as const

const breakdownOf = (code: keyof typeof FINDING_VALUES) => {
  const { value, name } = FINDING_VALUES[code]
  return sql`
    select ${code} as code, ${value} as value, ${name} as name, f.origin, count(*)::int as n,
      ${count(RULES.VERIFIED)} as verified, ${count(RULES.DUE)} as due, ${count(RULES.OVERDUE)} as overdue, ${DAYS}
    from f left join known_unit k on k.id = f.unit_id left join history_actor h on h.id = f.unit_id
    where ${RULES.FINDINGS} group by grouping sets ((${value}), (${value}, f.origin))`
}

/** Everything that is counted of a range, in one statement: its rows are made once, and counted in every way. */
export async function countRange(db: Database<Tables>, scope: Scope, now: Date): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with begun as materialized (
      select project.*, h.region, h.team from project left join history_project h on h.project_id = project.id
      where ${projectsIn(scope)} and ${RULES.PROJECTS}
    ), v as materialized (
      select v.id, v.state, v.place, v.origin from visit v join project on project.id = v.project_id
      where ${visitsIn(scope)} and ${RULES.VISITS} and ${RULES.PROJECTS}
    ), f as materialized (
      select f.* from ${findingsAt(now)} f where ${findingsIn(scope)}
    ), team as (
      -- Of imported ones by the number in the file of its region.
      select distinct project.origin, project.region || '#' || project.team as team from begun project where team is not null
      union select distinct project.origin, g.group_id::text from begun project join project_group g on g.project_id = project.id
    ), part as (
      select v.origin, p.member_id from v join visit_participant p on p.visit_id = v.id
    ), list as (
      select distinct f.origin, coalesce(f.list_id::text, f.project_id || '#' || f.printed_list) as list from f
      where f.is_listed
    ), appraisal as (
      select 'IMPORTED' as origin from history_appraisal a join begun project on project.id = a.project_id
    ), origin (origin) as (values (null), ('LIVE'), ('IMPORTED')
    ), figure as (
      select o.origin, p.*, t.*, w.*, m.*, l.*, a.*, g.* from origin o
      cross join lateral (
        select count(*)::int as "PROJECTS", ${count(RULES.REPORTED)} as "REPORTED",
          ${count(RULES.CLOSED_PROJECTS)} as "CLOSED_PROJECTS"
        from begun project where o.origin is null or project.origin = o.origin) p
      cross join lateral (
        select count(distinct team)::int as "TEAMS" from team where o.origin is null or team.origin = o.origin) t
      cross join lateral (
        select count(*)::int as "VISITS", ${count(RULES.SITES)} as "SITES"
        from v where o.origin is null or v.origin = o.origin) w
      cross join lateral (
        select count(*)::int as "PARTICIPATIONS", count(distinct member_id)::int as "PARTICIPANTS"
        from part where o.origin is null or part.origin = o.origin) m
      cross join lateral (
        select count(*)::int as "LISTS" from list where o.origin is null or list.origin = o.origin) l
      cross join lateral (
        select count(*)::int as "SCORED_DEPARTMENTS" from appraisal
        where o.origin is null or appraisal.origin = o.origin) a
      cross join lateral (
        select ${count(RULES.FINDINGS)} as "FINDINGS", ${count(RULES.LISTED)} as "LISTED", ${count(RULES.DUE)} as "DUE",
          ${count(RULES.RECTIFIED)} as "RECTIFIED", ${count(RULES.VERIFIED)} as "VERIFIED",
          ${count(RULES.REOPENED)} as "REOPENED", ${count(RULES.OVERDUE)} as "OVERDUE",
          ${count(RULES.REPEATED)} as "REPEATED", ${DAYS}
        from f where o.origin is null or f.origin = o.origin) g
    ), breakdown as (
      select 'FORM' as code, project.form as value, null::text as name, project.origin, count(*)::int as n,
        0 as verified, 0 as due, 0 as overdue, 0 as days, null::float8 as mean, null::float8 as median
      from begun project group by grouping sets ((project.form), (project.form, project.origin))
      union all ${breakdownOf('YEAR')} union all ${breakdownOf('UNIT')} union all ${breakdownOf('SEVERITY')}
      union all ${breakdownOf('SUBJECT')}
    )
    select (select coalesce(json_agg(figure), '[]') from figure) as figures,
      (select coalesce(json_agg(breakdown), '[]') from breakdown) as breakdowns`.execute(db)
  return rows[0]!
}
