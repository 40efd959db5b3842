import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 单位: their names for lists, and whether they may still be supervised. */
export const onUnit: Reaction[] = [
  react(directory.UnitRegistered, (tx, { unitId, ...unit }) => keep(tx, unitId, unit)),
  react(directory.UnitChanged, (tx, { unitId, ...unit }) => keep(tx, unitId, unit)),
  react(directory.UnitMerged, (tx, { unitId }) => retire(tx, unitId)),
  react(directory.UnitClosed, (tx, { unitId }) => retire(tx, unitId)),
]

interface Unit {
  name: string
  shortName?: string | undefined
  unitKind: string
  side: string
}

async function keep(tx: Tx<Tables>, id: string, { name, shortName, unitKind, side }: Unit): Promise<void> {
  const change = { name, short_name: shortName ?? null, unit_kind: unitKind, side }
  await tx
    .insertInto('known_unit')
    .values({ id, ...change, active: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
}

async function retire(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.updateTable('known_unit').set({ active: false }).where('id', '=', id).execute()
}
