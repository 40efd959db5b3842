import { given, type supervision as c } from '@lianxie/contracts'
import type { Database, WaitingLine } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { actorKey, type HistoryBook, ownerIn, projectRefOf, visitRef } from '../domain/history-book.ts'
import type { Tables } from './tables.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** 同一监督: the ready lines of a file by the supervision that they are about. */
export const casesOf = (importId: string): RawBuilder<unknown> => sql`
  select seq, case name
    when 'supervision-visit' then fact->>'activity'
    when 'site-inspected' then fact->>'campaign'
    when 'finding-raised' then coalesce(fact->>'campaign', fact->>'activity', ${OWNER})
    -- With what is told of the finding itself.
    when 'finding-rectified' then coalesce(raised.case_ref, ${OWNER})
    when 'finding-verified' then coalesce(raised.case_ref, ${OWNER})
    when 'department-appraised' then coalesce(fact->>'activity', ${OWNER})
    else ref end as case_ref
  from history_line left join (
    select distinct on (r.ref) r.ref as raised_ref, coalesce(r.fact->>'campaign', r.fact->>'activity') as case_ref
    from history_line r where r.import_id = ${importId} and r.status = 'READY' and r.name = 'finding-raised' order by r.ref, r.at
  ) raised on raised.raised_ref = ref
  where import_id = ${importId} and status = 'READY'`

const OWNER = sql`regexp_replace(ref, ':[^:]*$', '')`

/**
 * Reads into the book what is known of the supervisions, visits, findings, facts and actors that these lines name, a fixed
 * number of questions whatever their number. What the book holds already stays as it is: facts taken in meanwhile have
 * changed it.
 */
export async function fillBook(
  db: Database<Tables>,
  book: HistoryBook,
  region: string,
  lines: readonly WaitingLine<c.HistoryFact>[],
): Promise<void> {
  const facts = lines.map(({ fact }) => fact)
  const projects = distinct(facts.flatMap((fact) => projectRefOf(fact) ?? []))
  const visits = distinct(
    facts.flatMap((fact) =>
      fact.fact === 'supervision-visit'
        ? visitRef(fact)
        : fact.fact === 'site-inspected'
          ? fact.id
          : fact.fact === 'finding-raised'
            ? ownerIn(fact.id)
            : [],
    ),
  )
  const findings = distinct(facts.flatMap((fact) => (fact.fact.startsWith('finding-') ? fact.id : [])))
  const live = distinct([...projects, ...facts.flatMap(({ id }) => [id, ownerIn(id)])]).filter((ref) => UUID.test(ref))
  await Promise.all([
    readProjects(db, book, region, projects),
    readVisits(db, book, region, visits),
    readFindings(db, book, region, findings),
    readAppraisals(
      db,
      book,
      region,
      facts.flatMap((fact) => (fact.fact === 'department-appraised' ? fact.id : [])),
    ),
    readFacts(
      db,
      book,
      lines.map(({ factName }) => factName),
    ),
    readLive(db, book, live),
    readActors(db, book, region, {
      MEMBER: distinct(facts.flatMap((fact) => (fact.fact === 'supervision-visit' ? fact.member : []))),
      UNIT: distinct(facts.flatMap((fact) => (fact.fact === 'finding-raised' ? fact.unit : []))),
    }),
  ])
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

async function readProjects(db: Database<Tables>, book: HistoryBook, region: string, refs: readonly string[]) {
  const rows = await db
    .selectFrom('history_project')
    .select(['project_id', 'ref', 'opening', 'started_on', 'reported_on'])
    .where('region', '=', region)
    .where('ref', '=', sql<string>`any(${refs}::text[])`)
    .execute()
  for (const { project_id: id, ref, opening, started_on: startedOn, reported_on } of rows)
    if (!book.projects.has(ref)) book.projects.set(ref, { id, opening, startedOn, ...given('reportedOn', reported_on) })
}

async function readVisits(db: Database<Tables>, book: HistoryBook, region: string, refs: readonly string[]) {
  const rows = await db
    .selectFrom('history_visit as h')
    .innerJoin('visit as v', 'v.id', 'h.visit_id')
    .select(['v.id', 'v.project_id', 'h.ref'])
    .select(sql<string[]>`array(select member_id from visit_participant part where part.visit_id = v.id)`.as('members'))
    .where('h.region', '=', region)
    .where('h.ref', '=', sql<string>`any(${refs}::text[])`)
    .execute()
  for (const { id, project_id: projectId, ref, members } of rows)
    if (!book.visits.has(ref)) book.visits.set(ref, { id, projectId, members: new Set(members) })
}

async function readFindings(db: Database<Tables>, book: HistoryBook, region: string, refs: readonly string[]) {
  const rows = await db
    .selectFrom('history_finding as h')
    .innerJoin('finding as f', 'f.id', 'h.finding_id')
    .select(['f.id', 'f.project_id', 'f.state', 'f.round', 'h.ref', 'h.due_on', 'h.last_on'])
    .where('h.region', '=', region)
    .where('h.ref', '=', sql<string>`any(${refs}::text[])`)
    .execute()
  for (const { id, project_id: projectId, state, round, ref, due_on, last_on: lastOn } of rows)
    if (!book.findings.has(ref))
      book.findings.set(ref, { id, projectId, state, round, ...given('dueOn', due_on), lastOn })
}

async function readAppraisals(db: Database<Tables>, book: HistoryBook, region: string, refs: readonly string[]) {
  const rows = await db
    .selectFrom('history_appraisal')
    .select('ref')
    .where('region', '=', region)
    .where('ref', '=', sql<string>`any(${refs}::text[])`)
    .execute()
  for (const { ref } of rows) book.appraisals.add(ref)
}

async function readFacts(db: Database<Tables>, book: HistoryBook, names: readonly string[]) {
  const rows = await db
    .selectFrom('history_fact')
    .select(['name', 'digest'])
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  for (const { name, digest } of rows) if (!book.facts.has(name)) book.facts.set(name, digest)
}

/** What is handled here, whatever it is: a name in the file that is its id. */
async function readLive(db: Database<Tables>, book: HistoryBook, ids: readonly string[]) {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select id from project where id = any(${ids}::uuid[]) and origin = 'LIVE'
    union all select id from visit where id = any(${ids}::uuid[]) and origin = 'LIVE'
    union all select id from finding where id = any(${ids}::uuid[]) and origin = 'LIVE'`.execute(db)
  for (const { id } of rows) book.liveRefs.add(id)
}

async function readActors(
  db: Database<Tables>,
  book: HistoryBook,
  region: string,
  names: Readonly<Record<'MEMBER' | 'UNIT', readonly string[]>>,
) {
  const unknown = (kind: 'MEMBER' | 'UNIT') => names[kind].filter((name) => !book.actors.has(actorKey(kind, name)))
  const [members, units] = [unknown('MEMBER'), unknown('UNIT')]
  // What the directory knows comes last, and so wins; of what it knows that which is active.
  const { rows } = await sql<{ kind: 'MEMBER' | 'UNIT'; name: string; id: string }>`
    select kind, coalesce(name, ref) as name, id from history_actor
    where region = ${region} and (kind = 'UNIT' and name = any(${units}::text[])
      or kind = 'MEMBER' and ref = any(${members}::text[]))
    union all
    (select 'UNIT', wanted.name, u.id from unnest(${units}::text[]) as wanted (name)
      join known_unit u on u.name = wanted.name or u.short_name = wanted.name order by u.active, u.name = wanted.name)
    union all
    select 'MEMBER', id::text, id from known_member
    where id = any(${members.filter((name) => UUID.test(name))}::uuid[])`.execute(db)
  for (const { kind, name, id } of rows) book.actors.set(actorKey(kind, name), id)
}
