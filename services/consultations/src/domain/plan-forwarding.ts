import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { requireNotBefore, requirePast } from './plan-days.ts'
import { refuseUnknown, type Parties } from './plan-item.ts'
import { ADOPTED_STAGES, type Deciding, isDrafter, type Plan, requireStage } from './plan.ts'

/** 批转对象 and whether it has confirmed reading. */
export interface Recipient {
  recipient: c.PlanRecipient
  read: boolean
}

const keyOf = ({ kind, id }: c.PlanRecipient) => `${kind} ${id}`

/** 批转: the adopted plan goes to units, towns and bodies; who has it already does not get it twice. */
export function forwardPlan(
  { plan, recipients, unknown }: { plan: Plan; recipients: readonly Recipient[]; unknown: Parties },
  { recipients: asked, documentNumber, forwardedOn, readBy }: CommandOf<typeof c.ForwardPlan>,
  { now }: Deciding,
) {
  requireStage(plan, ADOPTED_STAGES)
  requirePast(forwardedOn, now, 'forwardedOn')
  requireNotBefore(forwardedOn, plan.adoptedOn, 'forwardedOn')
  if (readBy !== undefined) requireNotBefore(readBy, forwardedOn, 'readBy')
  refuseUnknown(unknown, { bodies: 'recipients', units: 'recipients' })
  const known = new Set(recipients.map(({ recipient }) => keyOf(recipient)))
  const added = [...new Map(asked.map((one) => [keyOf(one), one])).values()].filter((one) => !known.has(keyOf(one)))
  if (added.length === 0) throw new Refusal('plan.no_new_recipient', { field: 'recipients' })
  return [
    c.PlanForwarded({
      planId: plan.id,
      documentNumber,
      forwardedOn,
      recipients: added,
      ...(readBy !== undefined && { readBy }),
    }),
  ]
}

/** 阅知回执: a recipient confirms for itself; staff record one that came on paper. */
export function confirmPlanRead(
  { plan, recipients }: { plan: Plan; recipients: readonly Recipient[] },
  { recipient }: CommandOf<typeof c.ConfirmPlanRead>,
  { actor }: Deciding,
) {
  const own = isDrafter(actor.role) || (actor.units.includes(recipient.id) && recipient.kind === kindOf(actor.role))
  const found = recipients.find((one) => keyOf(one.recipient) === keyOf(recipient))
  if (!own || !found) throw new Refusal('common.not_found', { field: 'recipient' })
  if (found.read) throw new Refusal('plan.read_already', { field: 'recipient' })
  return [c.PlanRead({ planId: plan.id, recipient })]
}

const kindOf = (role: Deciding['actor']['role']) => (role === 'GROUP_CLERK' ? 'BODY' : 'UNIT')

/** 催阅: reminds whoever has not confirmed. */
export function remindPlanReaders({ plan, recipients }: { plan: Plan; recipients: readonly Recipient[] }) {
  requireStage(plan, ['FORWARDED'])
  const unread = recipients.filter(({ read }) => !read).map(({ recipient }) => recipient)
  if (unread.length === 0) throw new Refusal('plan.all_read')
  return [c.PlanReadersReminded({ planId: plan.id, recipients: unread })]
}

/** 公开: publication is the rule; an item is withheld as an exception, with the reason. */
export function publishPlan(
  { plan, items }: { plan: Plan; items: ReadonlySet<string> },
  { withheld }: CommandOf<typeof c.PublishPlan>,
) {
  requireStage(plan, ADOPTED_STAGES)
  if (plan.published) throw new Refusal('plan.published_already')
  const ids = withheld.map(({ itemId }) => itemId)
  if (new Set(ids).size !== ids.length) throw new Refusal('plan.repeated_item', { field: 'withheld' })
  const strange = ids.findIndex((id) => !items.has(id))
  if (strange >= 0) throw new Refusal('item.other_plan', { field: `withheld.${strange}.itemId` })
  const { id: planId, year, title } = plan
  return [
    c.PlanPublished({ planId, year, title }),
    ...withheld.map(({ itemId, reason }) => c.ItemWithheld({ itemId, planId, year, reason })),
  ]
}
