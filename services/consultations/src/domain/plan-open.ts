import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import type { Deciding } from './plan.ts'

/** 编制计划: there is one plan a year. */
export function openPlan(
  { taken }: { taken: boolean },
  { year, title }: CommandOf<typeof c.OpenPlan>,
  { newId }: Deciding,
) {
  if (taken) throw new Refusal('plan.year_taken', { field: 'year', year })
  return [c.PlanOpened({ planId: newId(), year, title })]
}
