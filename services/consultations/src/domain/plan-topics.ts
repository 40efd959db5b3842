import { type CommandOf, consultations as c, Id, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { requireAhead } from './plan-days.ts'
import { detailsIn, type PlanItem, refuseUnknown, requireItemState, settled, type Parties } from './plan-item.ts'
import { type Deciding, isDrafter, MAX_ITEMS, OPEN_STAGES, type Plan, requireStage } from './plan.ts'

/** 征集选题: asks parties for topics until a day; asked again, it adds parties and moves the day. */
export function callTopics(
  { plan, unknown }: { plan: Plan; unknown: Parties },
  { asked, deadline, notice }: CommandOf<typeof c.CallTopics>,
  { now }: Deciding,
) {
  requireStage(plan, ['DRAFTING', 'COLLECTING'])
  refuseUnknown(unknown, { bodies: 'asked', units: 'asked' })
  requireAhead(deadline, now, 'deadline')
  return [c.TopicsCalled({ planId: plan.id, asked, deadline, notice })]
}

/** 结束征集. */
export function closeTopicCall({ plan }: { plan: Plan }) {
  requireStage(plan, ['COLLECTING'])
  return [c.TopicCallClosed({ planId: plan.id })]
}

/** 提出议题: anybody who is asked while the call is open; staff at any time while the draft is open, for others too. */
export function proposeTopic(
  { plan, unknown, items }: { plan: Plan; unknown: Parties; items: number },
  { topic, reason, form, leadBodyId, counterpartUnitIds, source }: CommandOf<typeof c.ProposeTopic>,
  { now, actor, newId }: Deciding,
) {
  const late = plan.callDeadline !== undefined && shanghaiDate(now) > plan.callDeadline
  if (isDrafter(actor.role)) requireStage(plan, OPEN_STAGES)
  else if (plan.state !== 'COLLECTING' || late) throw new Refusal('topic.call_over', { field: 'planId' })
  const from = sourceOf(actor, source)
  refuseUnknown(unknown)
  if (items >= MAX_ITEMS) throw new Refusal('plan.full', { max: MAX_ITEMS })
  return [
    c.ItemProposed({
      itemId: newId(),
      planId: plan.id,
      year: plan.year,
      topic,
      counterpartUnitIds,
      source: from,
      late,
      ...(reason !== undefined && { reason }),
      ...(form !== undefined && { form }),
      ...(leadBodyId !== undefined && { leadBodyId }),
    }),
  ]
}

/** Whom the actor may speak for: staff for anybody, the others for themselves, their unit or their body. */
function sourceOf(actor: Deciding['actor'], asked: c.TopicSource | undefined): c.TopicSource {
  if (isDrafter(actor.role)) return asked ?? { kind: 'OFFICE' }
  const own = ownSources(actor)
  const from = asked ? own.find((source) => same(source, asked)) : own.length === 1 ? own[0] : undefined
  if (!from) throw new Refusal('topic.source', { field: 'source' })
  return from
}

function ownSources({ role, memberId, units }: Deciding['actor']): c.TopicSource[] {
  // A token may name units in a form that is no id of the directory; nobody can speak for those.
  const ids = units.filter((id) => Id.safeParse(id).success)
  switch (role) {
    case 'MEMBER':
      return memberId === undefined ? [] : [{ kind: 'MEMBER', id: memberId }]
    case 'GROUP_CLERK':
      return ids.map((id) => ({ kind: 'BODY', id }))
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return ids.map((id) => ({ kind: 'UNIT', id }))
    case 'SUPERVISION_OFFICE':
      return [{ kind: 'PARTY_COMMITTEE' }, { kind: 'GOVERNMENT' }]
    default:
      return []
  }
}

const idOf = (source: c.TopicSource) => ('id' in source ? source.id : undefined)
const same = (a: c.TopicSource, b: c.TopicSource) => a.kind === b.kind && idOf(a) === idOf(b)

/** True when the topic is the actor's own: by the account, the member, or the unit or body it came from. */
export function isOwnTopic(item: Pick<PlanItem, 'source' | 'proposedBy'>, actor: Deciding['actor']): boolean {
  if (item.proposedBy === actor.id) return true
  return item.source !== undefined && 'id' in item.source && ownSources(actor).some((own) => same(own, item.source!))
}

/** 列入草案: a suggested topic becomes an item of the draft. */
export function shortlistTopic(
  { plan, item, unknown }: { plan: Plan; item: PlanItem; unknown: Parties },
  body: CommandOf<typeof c.ShortlistTopic>,
) {
  requireStage(plan, OPEN_STAGES)
  requireItemState(item, ['PROPOSED'])
  refuseUnknown(unknown)
  return [c.ItemPlanned({ itemId: item.id, planId: plan.id, year: plan.year, ...settled(detailsIn(body)) })]
}

/** 不列入计划: whoever suggested the topic learns why. */
export function declineTopic(
  { plan, item }: { plan: Plan; item: PlanItem },
  { reason }: CommandOf<typeof c.DeclineTopic>,
) {
  requireStage(plan, OPEN_STAGES)
  requireItemState(item, ['PROPOSED'])
  return [c.ItemDeclined({ itemId: item.id, planId: plan.id, year: plan.year, reason })]
}

/** 合并同类议题: the topics stay on record and point to the item that carries them on. */
export function mergeTopics(
  { plan, into, from }: { plan: Plan; into: PlanItem; from: readonly PlanItem[] },
  { fromIds }: CommandOf<typeof c.MergeTopics>,
) {
  requireStage(plan, OPEN_STAGES)
  if (new Set(fromIds).size !== fromIds.length) throw new Refusal('plan.repeated_item', { field: 'fromIds' })
  if (fromIds.includes(into.id)) throw new Refusal('topic.into_itself', { field: 'fromIds' })
  requireItemState(into, ['PROPOSED', 'SHORTLISTED'], 'intoId')
  return from.map((item) => {
    if (item.planId !== plan.id) throw new Refusal('item.other_plan', { field: 'fromIds', itemId: item.id })
    requireItemState(item, ['PROPOSED'], 'fromIds')
    return c.ItemMerged({ itemId: item.id, planId: plan.id, year: plan.year, intoId: into.id })
  })
}
