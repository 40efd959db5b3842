import { consultations } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { JointTables } from '../store/tables.ts'

/** 年度协商计划: the items of the own plan that a topic can be tied to, as consultations tells of them. */
export const planItemReactions: readonly Reaction[] = [
  react(consultations.ItemAdopted, (tx: Tx<JointTables>, item) => keep(tx, item)),
  react(consultations.ItemChanged, async (tx: Tx<JointTables>, item) => {
    // A draft item may change too; it is no item of the adopted plan by that.
    await tx
      .updateTable('plan_item')
      .set({ title: item.topic, year: item.year })
      .where('item_id', '=', item.itemId)
      .execute()
  }),
  react(consultations.ItemWithdrawn, async (tx: Tx<JointTables>, { itemId }) => {
    await tx.updateTable('plan_item').set({ adopted: false }).where('item_id', '=', itemId).execute()
  }),
]

async function keep(
  tx: Tx<JointTables>,
  { itemId, planId, year, topic }: { itemId: string; planId: string; year: number; topic: string },
): Promise<void> {
  const facts = { plan_id: planId, year, title: topic, adopted: true }
  await tx
    .insertInto('plan_item')
    .values({ item_id: itemId, ...facts })
    .onConflict((conflict) => conflict.column('item_id').doUpdateSet(facts))
    .execute()
}
