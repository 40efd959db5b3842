import { consultations as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { PLAN_READERS, visibleItems, visiblePlans } from './plan-visibility.ts'

/** 历年协商计划, newest first; `items` counts what the actor sees and what is not ended. */
export const plans = answer(c.Plans, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, { limit, cursor, year }, { actor }) => {
    const all = db
      .selectFrom('plan')
      .select(['id', 'year', 'title', 'state', 'adopted_on', 'document_number', 'published_at'])
      .where(visiblePlans(actor))
    const rows = year === undefined ? all : all.where('year', '=', year)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [{ by: sql.ref('year'), type: 'integer', direction: 'desc' }],
    })
    const counts = await itemCounts(db, page.items, visibleItems(actor))
    return {
      ...page,
      items: page.items.map((row) => ({
        planId: row.id,
        year: row.year,
        title: row.title,
        state: row.state,
        items: counts.get(row.id) ?? 0,
        published: row.published_at !== null,
        ...(row.adopted_on !== null && { adoptedOn: row.adopted_on, documentNumber: row.document_number! }),
      })),
    }
  },
})

/** States of items that are no part of the plan any more. */
export const ENDED = ['DECLINED', 'MERGED', 'WITHDRAWN', 'CANCELLED'] as const

async function itemCounts(
  db: Database<Tables>,
  plans: readonly { id: string }[],
  visible: ReturnType<typeof visibleItems>,
): Promise<Map<string, number>> {
  if (plans.length === 0) return new Map()
  const ids = plans.map(({ id }) => id)
  const rows = await db
    .selectFrom('plan_item')
    .select(({ fn }) => ['plan_id', fn.countAll<string>().as('count')])
    .where('plan_id', 'in', ids)
    .where('state', 'not in', [...ENDED, 'PROPOSED'])
    .where(visible)
    .groupBy('plan_id')
    .execute()
  return new Map(rows.map(({ plan_id, count }) => [plan_id, Number(count)]))
}
