import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { COLUMNS, personOf } from './persons.ts'
import { identities, type KnownMember, type Numbered, type RosterKnowledge, type RosterRow } from '../domain/roster.ts'
import type { Tables } from './tables.ts'

/** What a roster of these rows is judged against. */
export async function rosterKnowledge(
  db: Database<Tables>,
  rows: readonly Numbered<RosterRow>[],
): Promise<RosterKnowledge> {
  const [sectors, bodies, members] = await Promise.all([
    db.selectFrom('sector').select(['id', 'name', 'defined_on']).where('retired_on', 'is', null).execute(),
    db.selectFrom('body').select(['id', 'name', 'formed_on']).where('dissolved_on', 'is', null).execute(),
    knownMembers(db, rows),
  ])
  return {
    sectors: new Map(sectors.map((sector) => [sector.name, { sectorId: sector.id, definedOn: sector.defined_on }])),
    bodies: new Map(bodies.map((body) => [body.name, { bodyId: body.id, formedOn: body.formed_on }])),
    members,
  }
}

async function knownMembers(
  db: Database<Tables>,
  rows: readonly Numbered<RosterRow>[],
): Promise<Map<string, KnownMember>> {
  const idNumbers = rows.flatMap(({ value }) => value.idNumber ?? [])
  const phones = rows.flatMap(({ value }) => value.phone ?? [])
  const found = await db
    .selectFrom('person')
    .innerJoin('term', 'term.member_id', 'person.id')
    .select(['person.id', ...Object.values(COLUMNS).map((column) => `person.${column}` as const)])
    .select([
      sql<boolean>`bool_or(term.ended_on is null)`.as('sitting'),
      sql<number>`max(term.term_number)::int`.as('last_term'),
      sql<string>`max(coalesce(term.ended_on, term.began_on))`.as('last_day'),
    ])
    .where('person.kind', '=', 'MEMBER')
    .where(sql<boolean>`(person.id_number = any(${idNumbers}::text[]) or person.phone = any(${phones}::text[]))`)
    .groupBy('person.id')
    .execute()
  return new Map(
    found.flatMap((row) => {
      const person = personOf(row)
      const member = { memberId: row.id, sitting: row.sitting, lastTerm: row.last_term, lastDay: row.last_day, person }
      return identities(person).map((identity) => [identity, member] as const)
    }),
  )
}
