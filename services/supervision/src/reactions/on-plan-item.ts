import { consultations } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 计划事项: what an adopted plan says of supervision; a project refers to one of them. */
export const onPlanItem: Reaction[] = [
  react(consultations.ItemAdopted, (tx, item) => keep(tx, item)),
  react(consultations.ItemChanged, async (tx: Tx<Tables>, { itemId, form, topic }) => {
    await tx.updateTable('known_plan_item').set({ form, topic }).where('id', '=', itemId).execute()
  }),
  react(consultations.ItemWithdrawn, async (tx: Tx<Tables>, { itemId }) => {
    await tx.updateTable('known_plan_item').set({ active: false }).where('id', '=', itemId).execute()
  }),
]

async function keep(
  tx: Tx<Tables>,
  {
    itemId: id,
    planId: plan_id,
    year,
    form,
    topic,
  }: Record<'itemId' | 'planId' | 'form' | 'topic', string> & { year: number },
): Promise<void> {
  const item = { plan_id, year, form, topic, active: true }
  await tx
    .insertInto('known_plan_item')
    .values({ id, ...item })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(item))
    .execute()
}
