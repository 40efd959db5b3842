import type { consultations as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { type ItemRow, itemColumns } from '../store/plan-item-row.ts'
import type { Tables } from '../store/tables.ts'

/** The columns of a row in a list. */
export const listColumns = [...itemColumns, 'state_since'] as const
export type ListedItem = ItemRow & { state_since: Date }

/** Gives rows the names of bodies and units and their joint topics: three reads, however many rows. */
export async function showItems(db: Database<Tables>, rows: readonly ListedItem[]): Promise<c.PlanItemRow[]> {
  const [names, joint] = await Promise.all([namesOf(db, rows.flatMap(partyIds)), linksOf(db, rows)])
  return rows.map((row) => showItem(row, names, joint.get(row.id) ?? []))
}

export type Names = (id: string) => { id: string; name?: string }

export function showItem(row: ListedItem, named: Names, joint: c.PlanItemRow['joint']): c.PlanItemRow {
  return {
    itemId: row.id,
    planId: row.plan_id,
    year: row.year,
    state: row.state,
    stateSince: row.state_since.toISOString(),
    topic: row.topic,
    months: row.months,
    counterpartUnits: row.counterpart_unit_ids.map(named),
    partnerCommittees: row.partner_committees,
    joint,
    ...(row.form !== null && { form: row.form }),
    ...(row.form_label !== null && { formLabel: row.form_label }),
    ...(row.section !== null && { section: row.section }),
    ...(row.recurrence !== null && { recurrence: row.recurrence }),
    ...(row.time_label !== null && { timeLabel: row.time_label }),
    ...(row.lead_body_id !== null && { leadBody: named(row.lead_body_id) }),
    ...(row.leader_member_id !== null && { leaderMemberId: row.leader_member_id }),
    ...(row.leader_post !== null && { leaderPost: row.leader_post }),
  }
}

export const partyIds = (row: ItemRow): string[] => [
  ...(row.lead_body_id === null ? [] : [row.lead_body_id]),
  ...row.co_body_ids,
  ...row.participant_body_ids,
  ...row.counterpart_unit_ids,
]

/** Looks up the names of bodies and units by id. */
export async function namesOf(db: Database<Tables>, ids: readonly string[]): Promise<Names> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return (id) => ({ id })
  const rows = await db
    .selectFrom('known_body')
    .select(['id', 'name'])
    .where('id', 'in', wanted)
    .unionAll(db.selectFrom('known_unit').select(['id', 'name']).where('id', 'in', wanted))
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => {
    const name = names.get(id)
    return name === undefined ? { id } : { id, name }
  }
}

/** The joint topics that rest on each of the items. */
export async function linksOf(
  db: Database<Tables>,
  rows: readonly { id: string }[],
): Promise<Map<string, c.PlanItemRow['joint']>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const links = await db
    .selectFrom('item_joint_link')
    .selectAll()
    .where('item_id', 'in', ids)
    .orderBy('compact_id')
    .orderBy('topic_id')
    .execute()
  const shown = links.map((link) => ({
    itemId: link.item_id,
    topic: { compactId: link.compact_id, compactName: link.compact_name, topicId: link.topic_id, title: link.title },
  }))
  return new Map(ids.map((id) => [id, shown.filter(({ itemId }) => itemId === id).map(({ topic }) => topic)]))
}
