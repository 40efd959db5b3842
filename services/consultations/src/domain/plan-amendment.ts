import { type CommandOf, consultations as c, type Fact, Refusal } from '@lianxie/contracts'
import { requireNotBefore, requirePast } from './plan-days.ts'
import {
  AMENDABLE,
  detailsIn,
  type PlanItem,
  refuseUnknown,
  requireItemState,
  sameDetails,
  settled,
  type Parties,
} from './plan-item.ts'
import { ADOPTED_STAGES, type Deciding, MAX_ITEMS, type Plan, requireStage } from './plan.ts'

interface Facts {
  plan: Plan
  /** The items that the changes name. */
  named: ReadonlyMap<string, PlanItem>
  unknown: Parties
  items: number
  /** How often the plan was amended before, and on which day last. */
  amendments: number
  lastDecidedOn?: string
}

/** 计划调整: only the body that adopted the plan changes it, by the same procedure (`domain.md` §2.2). All changes or none. */
export function amendPlan(facts: Facts, body: CommandOf<typeof c.AmendPlan>, { now, newId }: Deciding) {
  const { plan, named, unknown, items, amendments, lastDecidedOn } = facts
  const { adoptedBy, documentNumber, decidedOn, reason, changes } = body
  requireStage(plan, ADOPTED_STAGES)
  if (adoptedBy !== plan.adoptedBy)
    throw new Refusal('plan.other_body', { field: 'adoptedBy', adoptedBy: plan.adoptedBy })
  requirePast(decidedOn, now, 'decidedOn')
  requireNotBefore(decidedOn, lastDecidedOn ?? plan.adoptedOn, 'decidedOn')
  refuseUnknown(unknown, { bodies: 'changes', units: 'changes', members: 'changes' })
  const ids = changes.flatMap((change) => ('itemId' in change ? [change.itemId] : []))
  if (new Set(ids).size !== ids.length) throw new Refusal('plan.repeated_item', { field: 'changes' })
  const added = changes.filter(({ change }) => change === 'ADD').length
  if (items + added > MAX_ITEMS) throw new Refusal('plan.full', { max: MAX_ITEMS })

  const amendmentId = newId()
  const { id: planId, year } = plan
  const addedIds: string[] = []
  const itemOf = (itemId: string, field: string): PlanItem => {
    const item = named.get(itemId)
    if (!item) throw new Refusal('common.not_found', { field })
    if (item.planId !== planId) throw new Refusal('item.other_plan', { field })
    return item
  }
  const onItems = changes.flatMap((change, index): Fact[] => {
    const field = `changes.${index}.itemId`
    switch (change.change) {
      case 'ADD': {
        const itemId = newId()
        addedIds.push(itemId)
        const details = settled(detailsIn(change))
        return [
          c.ItemPlanned({ itemId, planId, year, ...details }),
          c.ItemAdopted({ itemId, planId, year, amendmentId, ...details }),
        ]
      }
      case 'CHANGE': {
        const item = itemOf(change.itemId, field)
        requireItemState(item, AMENDABLE, field)
        const details = settled(detailsIn(change))
        if (item.details && sameDetails(item.details, details)) throw new Refusal('item.unchanged', { field })
        return [c.ItemChanged({ itemId: item.id, planId, year, amendmentId, ...details })]
      }
      case 'CANCEL': {
        const item = itemOf(change.itemId, field)
        requireItemState(item, AMENDABLE, field)
        return [
          c.ItemWithdrawn({ itemId: item.id, planId, year, state: 'CANCELLED', amendmentId, reason: change.reason }),
        ]
      }
    }
  })
  const idsOf = (kind: 'CHANGE' | 'CANCEL') =>
    changes.flatMap((change) => (change.change === kind ? [change.itemId] : []))
  const decision = { adoptedBy, documentNumber, decidedOn, reason }
  return [
    c.PlanAmended({
      planId,
      year,
      amendmentId,
      number: amendments + 1,
      ...decision,
      addedIds,
      changedIds: idsOf('CHANGE'),
      cancelledIds: idsOf('CANCEL'),
    }),
    ...onItems,
  ]
}
