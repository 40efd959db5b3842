import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
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
  const { rows: found } = await sql<{
    id: string
    name: string
    phone: string | null
    id_number: string | null
    sitting: boolean
    last_term: number
    last_day: string
  }>`
    select p.id, p.name, p.phone, p.id_number, bool_or(t.ended_on is null) as sitting,
      max(t.term_number)::int as last_term, max(coalesce(t.ended_on, t.began_on))::text as last_day
    from person p join term t on t.member_id = p.id
    where p.kind = 'MEMBER' and (p.id_number = any(${idNumbers}::text[]) or p.phone = any(${phones}::text[]))
    group by p.id`.execute(db)
  return new Map(
    found.flatMap((row) => {
      const member = { memberId: row.id, sitting: row.sitting, lastTerm: row.last_term, lastDay: row.last_day }
      const person = {
        name: row.name,
        ...(row.phone !== null && { phone: row.phone }),
        ...(row.id_number !== null && { idNumber: row.id_number }),
      }
      return identities(person).map((identity) => [identity, member] as const)
    }),
  )
}
