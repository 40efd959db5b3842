import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 机构、界别: their names for lists and imports, and whether an item may still be given to them. */
export const onBody: Reaction[] = [
  react(directory.BodyFormed, (tx, { bodyId, name, shortName }) => keep(tx, bodyId, name, shortName)),
  react(directory.BodyChanged, (tx, { bodyId, name, shortName }) => keep(tx, bodyId, name, shortName)),
  react(directory.BodyDissolved, (tx, { bodyId }) => retire(tx, bodyId)),
  react(directory.SectorDefined, (tx, { sectorId, name }) => keep(tx, sectorId, name)),
  react(directory.SectorRenamed, (tx, { sectorId, name }) => keep(tx, sectorId, name)),
  react(directory.SectorRetired, (tx, { sectorId }) => retire(tx, sectorId)),
]

async function keep(tx: Tx<Tables>, id: string, name: string, shortName?: string): Promise<void> {
  const change = { name, short_name: shortName ?? null }
  await tx
    .insertInto('known_body')
    .values({ id, ...change, active: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
}

async function retire(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.updateTable('known_body').set({ active: false }).where('id', '=', id).execute()
}
