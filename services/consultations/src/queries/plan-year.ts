import { consultations as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { listColumns, showItems } from './plan-item-rows.ts'
import { PLAN_READERS, visibleItems } from './plan-visibility.ts'
import { visiblePlan } from './plan.ts'
import { ENDED } from './plans.ts'

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** 计划年历: an item stands in each of its months. */
export const planYear = answer(c.PlanYearView, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, { planId }, { actor }) => {
    const { year } = await visiblePlan(db, planId, actor)
    const rows = await db
      .selectFrom('plan_item')
      .select(listColumns)
      .where('plan_id', '=', planId)
      .where('state', 'not in', [...ENDED, 'PROPOSED'])
      .where(visibleItems(actor))
      .orderBy('month_order')
      .orderBy('id')
      .execute()
    const items = await showItems(db, rows)
    return {
      year,
      months: MONTHS.map((month) => ({ month, items: items.filter(({ months }) => months.includes(month)) })),
      unscheduled: items.filter(({ months }) => months.length === 0),
    }
  },
})
