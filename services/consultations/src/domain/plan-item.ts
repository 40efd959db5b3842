import { type consultations, Refusal } from '@lianxie/contracts'

/** 计划事项, as far as decisions need to know it. */
export interface PlanItem {
  id: string
  planId: string
  year: number
  state: consultations.ItemState
  /** Absent for a topic that was only suggested. */
  details?: consultations.ItemDetails
  source?: consultations.TopicSource
  proposedBy?: string
}

/** The states in which an item of an adopted plan may still be amended: before its session was held. */
export const AMENDABLE = ['PLAN_ADOPTED', 'SCHEDULED', 'RESEARCHING'] as const satisfies consultations.ItemState[]

export function requireItemState(item: PlanItem, states: readonly consultations.ItemState[], field = 'itemId'): void {
  if (!states.includes(item.state)) {
    throw new Refusal('item.wrong_state', { field, itemId: item.id, state: item.state, expected: states })
  }
}

const MONTHS_OF: Partial<Record<consultations.Recurrence, number[]>> = {
  MONTHLY: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  ODD_MONTHS: [1, 3, 5, 7, 9, 11],
  EVEN_MONTHS: [2, 4, 6, 8, 10, 12],
  QUARTERLY: [3, 6, 9, 12],
  HALF_YEARLY: [6, 12],
}

/** Puts the months in order, and spells out those that a recurrence means when none are named. */
export function settled(details: consultations.ItemDetails): consultations.ItemDetails {
  const named =
    details.months.length > 0 || !details.recurrence ? details.months : (MONTHS_OF[details.recurrence] ?? [])
  return { ...details, months: named.toSorted((a, b) => a - b) }
}

/** The details alone, out of a command body or an event that holds more. */
export function detailsIn(body: consultations.ItemDetails): consultations.ItemDetails {
  const { form, topic, formLabel, summary, section, months, recurrence, timeLabel, leadBodyId, coBodyIds } = body
  const { leaderMemberId, leaderPost, counterpartUnitIds, counterpartRank, participantBodyIds, partnerCommittees } =
    body
  return {
    form,
    topic,
    months,
    coBodyIds,
    counterpartUnitIds,
    participantBodyIds,
    partnerCommittees,
    ...(formLabel !== undefined && { formLabel }),
    ...(summary !== undefined && { summary }),
    ...(section !== undefined && { section }),
    ...(recurrence !== undefined && { recurrence }),
    ...(timeLabel !== undefined && { timeLabel }),
    ...(leadBodyId !== undefined && { leadBodyId }),
    ...(leaderMemberId !== undefined && { leaderMemberId }),
    ...(leaderPost !== undefined && { leaderPost }),
    ...(counterpartRank !== undefined && { counterpartRank }),
  }
}

/** True when two versions of an item say the same; the order inside lists counts. */
export function sameDetails(a: consultations.ItemDetails, b: consultations.ItemDetails): boolean {
  return JSON.stringify(sorted(detailsIn(a))) === JSON.stringify(sorted(detailsIn(b)))
}

const sorted = (details: object) => Object.entries(details).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** Ids of the directory that a command names. */
export interface Parties {
  bodies: readonly string[]
  units: readonly string[]
  members?: readonly string[]
}

/** The bodies, units and members that details name, to look them up in the directory. */
export function partiesOf(details: Partial<consultations.ItemDetails>): Parties & { members: readonly string[] } {
  const { leadBodyId, coBodyIds = [], participantBodyIds = [], counterpartUnitIds = [], leaderMemberId } = details
  return {
    bodies: [...(leadBodyId === undefined ? [] : [leadBodyId]), ...coBodyIds, ...participantBodyIds],
    units: [...counterpartUnitIds],
    members: leaderMemberId === undefined ? [] : [leaderMemberId],
  }
}

/** Refuses ids that the directory does not know; `field` says where they stood. */
export function refuseUnknown(
  { bodies, units, members = [] }: Parties,
  field?: { bodies?: string; units?: string; members?: string },
): void {
  if (bodies.length > 0) throw new Refusal('plan.unknown_body', { field: field?.bodies ?? 'leadBodyId', ids: bodies })
  if (units.length > 0)
    throw new Refusal('plan.unknown_unit', { field: field?.units ?? 'counterpartUnitIds', ids: units })
  if (members.length > 0)
    throw new Refusal('session.unknown_member', { field: field?.members ?? 'leaderMemberId', ids: members })
}
