import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { requireAhead } from './plan-days.ts'
import { refuseUnknown, type Parties } from './plan-item.ts'
import { type Deciding, isDrafter, type Plan, requireStage } from './plan.ts'

/** One unit that was asked about the draft. */
export interface AskedUnit {
  unitId: string
  due: string
  given: boolean
}

/** 征求意见: before deliberation, the government side is asked about the draft. */
export function requestPlanOpinions(
  { plan, unknown }: { plan: Plan; unknown: Parties },
  { unitIds, due }: CommandOf<typeof c.RequestPlanOpinions>,
  { now }: Deciding,
) {
  requireStage(plan, ['DRAFTING', 'CONSULTING'])
  refuseUnknown(unknown, { units: 'unitIds' })
  requireAhead(due, now, 'due')
  return [c.PlanOpinionsRequested({ planId: plan.id, unitIds: [...new Set(unitIds)], due })]
}

/** 反馈意见: a unit answers for itself; a later answer replaces the earlier one. */
export function givePlanOpinion(
  { plan, asked }: { plan: Plan; asked: readonly AskedUnit[] },
  { unitId, opinion, text }: CommandOf<typeof c.GivePlanOpinion>,
  { actor }: Deciding,
) {
  if (!isDrafter(actor.role) && !actor.units.includes(unitId))
    throw new Refusal('common.not_found', { field: 'unitId' })
  if (!asked.some((unit) => unit.unitId === unitId)) throw new Refusal('plan.not_asked', { field: 'unitId' })
  requireStage(plan, ['CONSULTING'])
  if (opinion === 'COMMENTED' && text === undefined) throw new Refusal('plan.opinion_text_missing', { field: 'text' })
  return [c.PlanOpinionGiven({ planId: plan.id, unitId, opinion, ...(text !== undefined && { text }) })]
}

/** Refuses a draft on which the government side was not heard: nobody was asked, or somebody still has time to answer. */
export function requireConsulted(asked: readonly AskedUnit[], now: Date): void {
  if (asked.length === 0) throw new Refusal('plan.not_consulted')
  const today = shanghaiDate(now)
  const missing = asked.filter(({ given, due }) => !given && due >= today).map(({ unitId }) => unitId)
  if (missing.length > 0) throw new Refusal('plan.opinions_missing', { missing })
}
