import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 单位: their names for lists and imports, and whether they may still be addressed. */
export const onUnit: Reaction[] = [
  react(directory.UnitRegistered, (tx, { unitId, name, shortName }) => keep(tx, unitId, name, shortName)),
  react(directory.UnitChanged, (tx, { unitId, name, shortName }) => keep(tx, unitId, name, shortName)),
  react(directory.UnitMerged, (tx, { unitId }) => retire(tx, unitId)),
  react(directory.UnitClosed, (tx, { unitId }) => retire(tx, unitId)),
]

async function keep(tx: Tx<Tables>, id: string, name: string, shortName: string | undefined): Promise<void> {
  const change = { name, short_name: shortName ?? null }
  await tx
    .insertInto('known_unit')
    .values({ id, ...change, active: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
}

async function retire(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.updateTable('known_unit').set({ active: false }).where('id', '=', id).execute()
}
