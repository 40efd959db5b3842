import { one, useAddress } from '../../data/address.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { dayOf } from '../../look/dates.ts'

/** 当前查看的计划: of the year in the address, or of this year, or the newest. */
export function usePlan() {
  const { values, set } = useAddress(['year'])
  const plans = useAnswer('consultations.plans', { limit: 50 })
  const items = plans.data?.items ?? []
  const wanted = one(values.year) ?? dayOf(new Date()).slice(0, 4)
  const chosen = items.find(({ year }) => String(year) === wanted) ?? items[0]
  const plan = useAnswer('consultations.plan', { planId: chosen?.planId ?? '' }, { enabled: chosen !== undefined })
  return {
    plans,
    plan,
    chosen,
    chooseYear: (year: string) => set({ year }),
  }
}
