import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { JointTables } from '../store/tables.ts'

/** 承办单位: the own units that tasks are given to, as the directory tells of them. */
export const unitReactions: readonly Reaction[] = [
  react(directory.UnitRegistered, keep),
  react(directory.UnitChanged, keep),
  react(directory.UnitMerged, async (tx: Tx<JointTables>, { unitId }) => {
    await tx.updateTable('unit').set({ active: false }).where('unit_id', '=', unitId).execute()
  }),
  react(directory.UnitClosed, async (tx: Tx<JointTables>, { unitId }) => {
    await tx.updateTable('unit').set({ active: false }).where('unit_id', '=', unitId).execute()
  }),
]

async function keep(tx: Tx<JointTables>, { unitId, name }: { unitId: string; name: string }): Promise<void> {
  const facts = { name, active: true }
  await tx
    .insertInto('unit')
    .values({ unit_id: unitId, ...facts })
    .onConflict((conflict) => conflict.column('unit_id').doUpdateSet(facts))
    .execute()
}
