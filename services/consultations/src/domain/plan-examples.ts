import type { consultations as c } from '@lianxie/contracts'
import { type PlanItem, settled } from './plan-item.ts'
import type { Deciding, Plan } from './plan.ts'

/** What the unit tests of this folder start from; each test shows what matters to it. */
export const planId = '0190a000-0000-7000-8000-000000000001'
export const idOf = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const examplePlan = (more: Partial<Plan> = {}): Plan => ({
  id: planId,
  year: 2022,
  title: '2022年度协商计划',
  state: 'DRAFTING',
  published: false,
  ...more,
})

export const exampleDetails = (more: Partial<c.ItemDetails> = {}): c.ItemDetails =>
  settled({
    form: 'THEMATIC',
    topic: '水体联保共治',
    months: [],
    coBodyIds: [],
    counterpartUnitIds: [],
    participantBodyIds: [],
    partnerCommittees: [],
    ...more,
  })

export const exampleItem = (n: number, more: Partial<PlanItem> = {}): PlanItem => ({
  id: idOf(n),
  planId,
  year: 2022,
  state: 'SHORTLISTED',
  details: exampleDetails(),
  ...more,
})

/** 10 January 2022, ten o'clock in Suzhou. */
export const now = new Date('2022-01-10T02:00:00Z')
export const nobodyUnknown = { bodies: [], units: [] }

export function deciding(actor: Partial<Deciding['actor']> = {}): Deciding {
  let made = 900
  return {
    now,
    actor: { id: 'account-1', role: 'STAFF_CONSULTATION', units: [], ...actor },
    newId: () => idOf((made += 1)),
  }
}
