import type { consultations } from '@lianxie/contracts'

export type ItemState = consultations.ItemState
export type PlanState = consultations.PlanState
export type PlanForm = consultations.PlanForm
export type Recurrence = consultations.Recurrence
export type CounterpartRank = consultations.CounterpartRank
