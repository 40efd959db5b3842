import { consultations as c, Refusal } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { historiesOf } from './plan-history-entries.ts'
import { PLAN_READERS, visibleItems } from './plan-visibility.ts'
import { showAmendment, visiblePlan } from './plan.ts'

/** 计划调整对照: each item that an amendment touched, with what it said before and after. */
export const planAmendment = answer(c.PlanAmendment, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, { planId, number }, { actor }) => {
    await visiblePlan(db, planId, actor)
    const amendment = await db
      .selectFrom('plan_amendment')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('number', '=', number)
      .executeTakeFirst()
    if (!amendment) throw new Refusal('common.not_found', { field: 'number' })
    const { added_ids, changed_ids, cancelled_ids } = amendment
    const rows = await db
      .selectFrom('plan_item')
      .select(['id', 'topic'])
      .where('id', 'in', [...added_ids, ...changed_ids, ...cancelled_ids])
      .where(visibleItems(actor))
      .orderBy('id')
      .execute()
    const histories = await historiesOf(
      db,
      rows.map(({ id }) => `item/${id}`),
      false,
    )
    return {
      ...showAmendment(amendment),
      items: rows.map(({ id, topic }) => {
        const change = added_ids.includes(id) ? 'ADD' : changed_ids.includes(id) ? 'CHANGE' : 'CANCEL'
        const entry = histories.get(`item/${id}`)?.find(({ amendmentId }) => amendmentId === amendment.id)
        return {
          itemId: id,
          topic,
          change: change as 'ADD' | 'CHANGE' | 'CANCEL',
          changes: entry?.changes ?? [],
          ...(entry?.reason !== undefined && { reason: entry.reason }),
        }
      }),
    }
  },
})
