import type { supervision as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { projectsIn, findingsIn, RULES, type Scope, visitsIn } from './figures.ts'
import { type DaysRow, type Origin, tallies, type Tally } from './finding-tallies.ts'

/** The figures of findings that statistics count, some of them as a whole or beside the others. */
const FIGURES = [
  'FINDINGS',
  'LISTED',
  'ISSUES',
  'DUE',
  'RECTIFIED',
  'VERIFIED',
  'REOPENED',
  'OVERDUE',
  'LATE',
  'REPEATED',
] as const satisfies c.FindingFigure[]
export type CountedFigure = c.SupervisionFigureCode | (typeof FIGURES)[number]

/** The figures of one origin, or of both together. */
export type FigureRow = Record<CountedFigure, number> & DaysRow & { origin: Origin | null }

/** One value of a breakdown; of supervisions there is a count alone. */
export type FindingPart = Tally<(typeof FIGURES)[number]> & { name: string | null }
export interface FormRow {
  value: string
  origin: Origin | null
  n: number
}

export interface Counted {
  figures: FigureRow[]
  forms: FormRow[]
  /** By the code of their breakdown; only what was found. */
  parts: FindingPart[]
}

const count = (rule: RawBuilder<boolean>) => sql<number>`(count(*) filter (where ${rule}))::int`

const PARTS = ['ALL', 'YEAR', 'UNIT', 'SEVERITY', 'SUBJECT'] as const

/** Everything that is counted of a range, in one statement: its rows are read once, and counted in every way. */
export async function countRange(
  db: Database<Tables>,
  scope: Scope,
  { now, seen }: { now: Date; seen: RawBuilder<boolean> },
): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with begun as materialized (
      select project.*, h.region, h.team from project left join history_project h on h.project_id = project.id
      where ${projectsIn(scope, seen)} and ${RULES.PROJECTS}
    ), v as materialized (
      select v.id, v.state, v.place, v.origin from visit v join project on project.id = v.project_id
      where ${visitsIn(scope, seen)} and ${RULES.VISITS} and ${RULES.PROJECTS}
    ), ${tallies({ among: findingsIn(scope), seen, figures: FIGURES, parts: PARTS, year: 'FOUND', withLists: true, now })}, team as materialized (
      -- Of imported ones by the number in the file of its region.
      select distinct project.origin, project.region || '#' || project.team as team from begun project where team is not null
      union select distinct project.origin, g.group_id::text from begun project join project_group g on g.project_id = project.id
    ), part as materialized (
      select v.origin, p.member_id from v join visit_participant p on p.visit_id = v.id
    ), list as materialized (
      select 'LIVE' as origin from (select distinct list_id from f where list_id is not null) as sent
      union all
      select 'IMPORTED' from (select distinct project_id, printed_list from f where printed_list is not null) as printed
    ), appraisal as (
      select 'IMPORTED' as origin from history_appraisal a join begun project on project.id = a.project_id
    ), origin (origin) as (values (null), ('LIVE'), ('IMPORTED')
    ), figure as (
      select o.origin, p.*, t.*, w.*, m.*, l.*, a.* from origin o
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
    ), form as (
      select project.form as value, project.origin, count(*)::int as n
      from begun project group by grouping sets ((project.form), (project.form, project.origin))
    ), named as (
      select tally.*, coalesce(k.name, h.name) as name from tally
      left join known_unit k on tally.part = 'UNIT' and k.id::text = tally.value
      left join history_actor h on tally.part = 'UNIT' and h.id::text = tally.value
    )
    select (select json_agg(to_jsonb(figure) || coalesce(to_jsonb(tally) - 'origin', ${NOTHING}::jsonb)) from figure
        left join tally on tally.part = 'ALL' and tally.origin is not distinct from figure.origin) as figures,
      (select coalesce(json_agg(form), '[]') from form) as forms,
      (select coalesce(json_agg(named), '[]') from named where part <> 'ALL' and "FINDINGS" > 0) as parts`.execute(db)
  return rows[0]!
}

/** What a range without findings comes to. */
const NOTHING = JSON.stringify({ ...Object.fromEntries(FIGURES.map((code) => [code, 0])), days: 0 })
