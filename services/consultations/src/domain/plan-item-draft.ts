import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import {
  detailsIn,
  type PlanItem,
  refuseUnknown,
  requireItemState,
  sameDetails,
  settled,
  type Parties,
} from './plan-item.ts'
import { isOwnTopic } from './plan-topics.ts'
import { type Deciding, isDrafter, MAX_ITEMS, OPEN_STAGES, type Plan, requireStage } from './plan.ts'

/** 增加事项 in the draft, without a suggested topic behind it. */
export function addItem(
  { plan, unknown, items }: { plan: Plan; unknown: Parties; items: number },
  body: CommandOf<typeof c.AddItem>,
  { newId }: Deciding,
) {
  requireStage(plan, OPEN_STAGES)
  refuseUnknown(unknown)
  if (items >= MAX_ITEMS) throw new Refusal('plan.full', { max: MAX_ITEMS })
  return [c.ItemPlanned({ itemId: newId(), planId: plan.id, year: plan.year, ...settled(detailsIn(body)) })]
}

/** 修改草案事项; the adopted plan is changed by an amendment alone. */
export function reviseItem(
  { plan, item, unknown }: { plan: Plan; item: PlanItem; unknown: Parties },
  body: CommandOf<typeof c.ReviseItem>,
) {
  requireStage(plan, OPEN_STAGES)
  requireItemState(item, ['SHORTLISTED'])
  refuseUnknown(unknown)
  const details = settled(detailsIn(body))
  if (item.details && sameDetails(item.details, details)) throw new Refusal('item.unchanged')
  return [c.ItemChanged({ itemId: item.id, planId: plan.id, year: plan.year, ...details })]
}

/** 撤回: whoever suggested a topic while it is undecided; staff also an item of the draft. */
export function withdrawItem(
  { plan, item }: { plan: Plan; item: PlanItem },
  { reason }: CommandOf<typeof c.WithdrawItem>,
  { actor }: Deciding,
) {
  const drafter = isDrafter(actor.role)
  if (!drafter && !isOwnTopic(item, actor)) throw new Refusal('common.not_found', { field: 'itemId' })
  requireStage(plan, OPEN_STAGES)
  requireItemState(item, drafter ? ['PROPOSED', 'SHORTLISTED'] : ['PROPOSED'])
  return [c.ItemWithdrawn({ itemId: item.id, planId: plan.id, year: plan.year, state: 'WITHDRAWN', reason })]
}

/** 确认导入: every row of the uploaded table becomes an item of the draft, or none does. */
export function confirmPlanImport(
  { plan, rows, items }: { plan: Plan; rows: readonly c.ItemDetails[]; items: number },
  { importId }: CommandOf<typeof c.ConfirmPlanImport>,
  { newId }: Deciding,
) {
  requireStage(plan, OPEN_STAGES)
  if (items + rows.length > MAX_ITEMS) throw new Refusal('plan.full', { max: MAX_ITEMS })
  return rows.map((details) =>
    c.ItemPlanned({ itemId: newId(), planId: plan.id, year: plan.year, importId, ...settled(details) }),
  )
}
