import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { requireNotBefore, requirePast } from './plan-days.ts'
import type { PlanItem } from './plan-item.ts'
import { type AskedUnit, requireConsulted } from './plan-opinions.ts'
import { type Deciding, type Plan, requireStage } from './plan.ts'

/** 提请审议: the draft is fixed, every topic was decided on, and the government side was heard. */
export function submitPlan(
  {
    plan,
    asked,
    proposed,
    shortlisted,
  }: { plan: Plan; asked: readonly AskedUnit[]; proposed: number; shortlisted: number },
  _body: CommandOf<typeof c.SubmitPlan>,
  { now }: Deciding,
) {
  requireStage(plan, ['DRAFTING', 'CONSULTING'])
  if (shortlisted === 0) throw new Refusal('plan.empty')
  if (proposed > 0) throw new Refusal('plan.topics_open', { open: proposed })
  requireConsulted(asked, now)
  return [c.PlanSubmitted({ planId: plan.id })]
}

/** 主席会议、党组审议: passed by one, the other may still deliberate; either may send it back. */
export function deliberatePlan(
  { plan }: { plan: Plan },
  { body, meeting, heldOn, result, reason }: CommandOf<typeof c.DeliberatePlan>,
  { now }: Deciding,
) {
  requireStage(plan, ['DELIBERATING', 'DELIBERATED'])
  requirePast(heldOn, now, 'heldOn')
  if (result === 'PASSED') return [c.PlanDeliberated({ planId: plan.id, body, meeting, heldOn })]
  if (reason === undefined) throw new Refusal('plan.reason_missing', { field: 'reason' })
  return [c.PlanSentBack({ planId: plan.id, by: body, meeting, heldOn, reason })]
}

/** 党委退回修改. */
export function returnPlan({ plan }: { plan: Plan }, { reason }: CommandOf<typeof c.ReturnPlan>) {
  requireStage(plan, ['DELIBERATED'])
  return [c.PlanSentBack({ planId: plan.id, by: 'PARTY_COMMITTEE', reason })]
}

/** 党委审定: the plan and each of its items are in force, under a document number (`domain.md` §2.2). */
export function adoptPlan(
  { plan, items }: { plan: Plan; items: readonly PlanItem[] },
  { adoptedBy, documentNumber, decidedOn }: CommandOf<typeof c.AdoptPlan>,
  { now }: Deciding,
) {
  requireStage(plan, ['DELIBERATED'])
  requirePast(decidedOn, now, 'decidedOn')
  requireNotBefore(decidedOn, plan.deliberatedOn, 'decidedOn')
  const shortlisted = items.filter(({ state }) => state === 'SHORTLISTED')
  const { id: planId, year, title } = plan
  return [
    c.PlanAdopted({
      planId,
      year,
      title,
      adoptedBy,
      documentNumber,
      decidedOn,
      itemIds: shortlisted.map(({ id }) => id),
    }),
    ...shortlisted.map(({ id, details }) => c.ItemAdopted({ itemId: id, planId, year, ...details! })),
  ]
}
