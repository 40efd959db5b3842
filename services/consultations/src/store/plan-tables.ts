import type { CounterpartRank, ItemState, PlanForm, PlanState, Recurrence } from './plan-words.ts'

/** Rows about the annual plan; see `migrations/0001-plan.sql`. */
export interface PlanTables {
  plan: PlanRow
  plan_item: PlanItemRow
}

export interface PlanRow {
  id: string
  year: number
  title: string
  state: PlanState
}

export interface PlanItemRow {
  id: string
  plan_id: string
  year: number
  state: ItemState
  state_since: Date
  form: PlanForm | null
  topic: string
  months: number[]
  recurrence: Recurrence | null
  lead_body_id: string | null
  counterpart_rank: CounterpartRank | null
}
