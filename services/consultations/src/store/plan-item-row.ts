import type { consultations as c } from '@lianxie/contracts'
import type { Selectable } from 'kysely'
import type { PlanItem } from '../domain/plan-item.ts'
import type { PlanTables } from './plan-tables.ts'

/** The columns that make up an item for decisions and views. */
export const itemColumns = [
  'id',
  'plan_id',
  'year',
  'state',
  'form',
  'form_label',
  'topic',
  'summary',
  'section',
  'months',
  'recurrence',
  'time_label',
  'lead_body_id',
  'co_body_ids',
  'leader_member_id',
  'leader_post',
  'counterpart_unit_ids',
  'counterpart_rank',
  'participant_body_ids',
  'partner_committees',
  'source_kind',
  'source_id',
  'proposed_by',
] as const satisfies readonly (keyof PlanTables['plan_item'])[]

export type ItemRow = Pick<Selectable<PlanTables['plan_item']>, (typeof itemColumns)[number]>

export function itemOf(row: ItemRow): PlanItem {
  const details = detailsOf(row)
  const source = sourceOf(row)
  return {
    id: row.id,
    planId: row.plan_id,
    year: row.year,
    state: row.state,
    ...(details && { details }),
    ...(source && { source }),
    ...(row.proposed_by !== null && { proposedBy: row.proposed_by }),
  }
}

/** What the plan says of the item; undefined while it is only a suggested topic. */
export function detailsOf(row: ItemRow): c.ItemDetails | undefined {
  if (row.form === null || row.state === 'PROPOSED') return undefined
  return {
    form: row.form,
    topic: row.topic,
    months: row.months,
    coBodyIds: row.co_body_ids,
    counterpartUnitIds: row.counterpart_unit_ids,
    participantBodyIds: row.participant_body_ids,
    partnerCommittees: row.partner_committees,
    ...(row.form_label !== null && { formLabel: row.form_label }),
    ...(row.summary !== null && { summary: row.summary }),
    ...(row.section !== null && { section: row.section }),
    ...(row.recurrence !== null && { recurrence: row.recurrence }),
    ...(row.time_label !== null && { timeLabel: row.time_label }),
    ...(row.lead_body_id !== null && { leadBodyId: row.lead_body_id }),
    ...(row.leader_member_id !== null && { leaderMemberId: row.leader_member_id }),
    ...(row.leader_post !== null && { leaderPost: row.leader_post }),
    ...(row.counterpart_rank !== null && { counterpartRank: row.counterpart_rank }),
  }
}

/** Who suggested the topic; undefined for an item that began in the draft. */
export function sourceOf({
  source_kind: kind,
  source_id: id,
}: Pick<ItemRow, 'source_kind' | 'source_id'>): c.TopicSource | undefined {
  if (kind === null) return undefined
  return (id === null ? { kind } : { kind, id }) as c.TopicSource
}
