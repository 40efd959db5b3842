import { Refusal } from '@lianxie/contracts'
import type { Database, Tx } from '@lianxie/service-kit'
import { type Selectable, sql } from 'kysely'
import type { Body, BodyPlace } from '../domain/body.ts'
import type { Sector } from '../domain/sector.ts'
import type { Unit, UnitPlace, UnitUses } from '../domain/unit.ts'
import type { Tables } from './tables.ts'

/**
 * `share` where others may use the thing at the same time and nobody may end it meanwhile, `update` for whoever changes it.
 */
export type Hold = 'share' | 'update'

const notFound = (field: string) => new Refusal('common.not_found', { field })

export async function holdBody(tx: Tx<Tables>, bodyId: string, hold: Hold, field = 'bodyId'): Promise<Body> {
  const query = tx.selectFrom('body').select(['id', 'formed_on', 'dissolved_on']).where('id', '=', bodyId)
  const row = await (hold === 'update' ? query.forUpdate() : query.forShare()).executeTakeFirst()
  if (!row) throw notFound(field)
  return { id: row.id, formedOn: row.formed_on, dissolvedOn: row.dissolved_on }
}

/** Where a body of this name would stand. */
export async function bodyPlace(
  tx: Tx<Tables>,
  { name, parentId, bodyId }: { name: string; parentId?: string | undefined; bodyId?: string },
): Promise<BodyPlace> {
  let namesakes = tx.selectFrom('body').select('id').where('name', '=', name).where('dissolved_on', 'is', null)
  if (bodyId !== undefined) namesakes = namesakes.where('id', '<>', bodyId)
  const parent = parentId === undefined ? undefined : await holdBody(tx, parentId, 'share', 'parentId')
  return {
    nameTaken: (await namesakes.executeTakeFirst()) !== undefined,
    parent: parent && { body: parent, ancestors: await chainAbove(tx, 'body', 'parent_id', parent.id) },
  }
}

export async function bodyUses(
  tx: Tx<Tables>,
  bodyId: string,
): Promise<{ members: number; staff: number; parts: number }> {
  const { rows } = await sql<{ members: number; staff: number; parts: number }>`select
    (select count(*)::int from post where body_id = ${bodyId} and ended_on is null) as members,
    (select count(*)::int from staff where body_id = ${bodyId} and ended_on is null) as staff,
    (select count(*)::int from body where parent_id = ${bodyId} and dissolved_on is null) as parts`.execute(tx)
  return rows[0]!
}

export async function holdSector(tx: Tx<Tables>, sectorId: string, hold: Hold): Promise<Sector> {
  const query = tx.selectFrom('sector').select(['id', 'defined_on', 'retired_on']).where('id', '=', sectorId)
  const row = await (hold === 'update' ? query.forUpdate() : query.forShare()).executeTakeFirst()
  if (!row) throw notFound('sectorId')
  return { id: row.id, definedOn: row.defined_on, retiredOn: row.retired_on }
}

export async function sectorNameTaken(tx: Tx<Tables>, name: string, sectorId?: string): Promise<boolean> {
  let namesakes = tx.selectFrom('sector').select('id').where('name', '=', name).where('retired_on', 'is', null)
  if (sectorId !== undefined) namesakes = namesakes.where('id', '<>', sectorId)
  return (await namesakes.executeTakeFirst()) !== undefined
}

export async function sittingFor(tx: Tx<Tables>, sectorId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from term where sector_id = ${sectorId} and ended_on is null`.execute(tx)
  return rows[0]!.n
}

export async function holdUnit(tx: Tx<Tables>, unitId: string, hold: Hold, field = 'unitId'): Promise<Unit> {
  const { rows } = await sql<UnitRow>`
    select *, ${FORMER_NAMES} from unit where id = ${unitId} for ${sql.raw(hold)}`.execute(tx)
  const [row] = rows
  if (!row) throw notFound(field)
  return unitOf(row)
}

type UnitRow = Selectable<Tables['unit']> & { former_names: Unit['formerNames'] }

const FORMER_NAMES = sql`array(
  select jsonb_build_object('name', name, 'until', until) from former_name where thing_id = unit.id order by until, name
) as former_names`

const unitOf = (row: UnitRow): Unit => ({
  facts: {
    unitId: row.id,
    name: row.name,
    ...(row.short_name !== null && { shortName: row.short_name }),
    unitKind: row.unit_kind,
    side: row.side,
    ...(row.superior_id !== null && { superiorId: row.superior_id }),
    duties: row.duties,
  },
  formerNames: row.former_names,
  registeredOn: row.registered_on,
  state: row.state,
})

/** Several units in the order in which they are asked for, locked in the order of their ids. */
export async function holdUnits(tx: Tx<Tables>, unitIds: readonly string[], field: string): Promise<Unit[]> {
  const held = new Map<string, Unit>()
  for (const unitId of [...new Set(unitIds)].sort()) held.set(unitId, await holdUnit(tx, unitId, 'update', field))
  return unitIds.map((unitId) => held.get(unitId)!)
}

/** Where a new unit of this name would stand. */
export async function unitPlace(
  tx: Tx<Tables>,
  { name, superiorId }: { name: string; superiorId?: string | undefined },
): Promise<UnitPlace> {
  const superior = await superiorOf(tx, superiorId)
  const namesake = await tx
    .selectFrom('unit')
    .select('id')
    .where('name', '=', name)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return { nameTaken: namesake !== undefined, superior }
}

/** A unit that is to be changed, and where it would stand then. */
export async function holdUnitToChange(
  tx: Tx<Tables>,
  { name, superiorId, unitId }: { name: string; superiorId?: string | undefined; unitId: string },
): Promise<{ unit: Unit; place: UnitPlace }> {
  const { rows } = await sql<UnitRow & { name_taken: boolean }>`
    select *, ${FORMER_NAMES}, exists (
      select from unit other where other.name = ${name} and other.state = 'active' and other.id <> ${unitId}
    ) as name_taken from unit where id = ${unitId} for update`.execute(tx)
  const [row] = rows
  if (!row) throw notFound('unitId')
  return {
    unit: unitOf(row),
    place: { nameTaken: row.name_taken, superior: await superiorOf(tx, superiorId) },
  }
}

async function superiorOf(tx: Tx<Tables>, superiorId: string | undefined): Promise<UnitPlace['superior']> {
  if (superiorId === undefined) return undefined
  const unit = await holdUnit(tx, superiorId, 'share', 'superiorId')
  return { unit, ancestors: await chainAbove(tx, 'unit', 'superior_id', superiorId) }
}

export async function unitUses(tx: Tx<Tables>, unitId: string): Promise<UnitUses> {
  const { rows } = await sql<UnitUses>`select
    (select count(*)::int from unit where superior_id = ${unitId} and state = 'active') as units,
    (select count(*)::int from staff where unit_id = ${unitId} and ended_on is null) as contacts`.execute(tx)
  return rows[0]!
}

/** Active units by name. */
export async function unitNames(db: Database<Tables>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('unit').select(['id', 'name']).where('state', '=', 'active').execute()
  return new Map(rows.map(({ id, name }) => [name, id]))
}

/** A thing and everything above it, none of which is put elsewhere meanwhile: two such moves could close a circle. */
async function chainAbove(
  tx: Tx<Tables>,
  table: 'body' | 'unit',
  above: 'parent_id' | 'superior_id',
  id: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive chain (id, above) as (
      select id, ${sql.ref(above)} from ${sql.table(table)} where id = ${id}
      union
      select t.id, t.${sql.ref(above)} from ${sql.table(table)} t join chain on t.id = chain.above
    ) select id from ${sql.table(table)} where id in (select id from chain) for share`.execute(tx)
  return rows.map((row) => row.id)
}
