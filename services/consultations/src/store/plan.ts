import { type consultations as c, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Parties, PlanItem } from '../domain/plan-item.ts'
import type { AskedUnit } from '../domain/plan-opinions.ts'
import type { Recipient } from '../domain/plan-forwarding.ts'
import type { Plan } from '../domain/plan.ts'
import { itemOf, itemColumns } from './plan-item-row.ts'
import type { Tables } from './tables.ts'

/**
 * A plan with its row locked: shared by whoever changes items, alone by whoever moves the plan on, so that no item
 * slips into a plan that is being submitted or adopted. Refuses `common.not_found`.
 */
export async function lockPlan(tx: Tx<Tables>, id: string, lock: 'share' | 'alone', field = 'planId'): Promise<Plan> {
  const query = tx.selectFrom('plan').selectAll().where('id', '=', id)
  const row = await (lock === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field })
  return {
    id: row.id,
    year: row.year,
    title: row.title,
    state: row.state,
    published: row.published_at !== null,
    ...(row.call_deadline !== null && { callDeadline: row.call_deadline }),
    ...(row.deliberated_on !== null && { deliberatedOn: row.deliberated_on }),
    ...(row.adopted_by !== null && { adoptedBy: row.adopted_by }),
    ...(row.adopted_on !== null && { adoptedOn: row.adopted_on }),
  }
}

/** True when the year has its plan. */
export async function hasPlan(tx: Tx<Tables>, year: number): Promise<boolean> {
  return (await tx.selectFrom('plan').select('id').where('year', '=', year).executeTakeFirst()) !== undefined
}

/** An item; refuses `common.not_found`. */
export async function loadItem(tx: Tx<Tables>, id: string, field = 'itemId'): Promise<PlanItem> {
  const row = await tx.selectFrom('plan_item').select(itemColumns).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field })
  return itemOf(row)
}

/** Items by their ids; those that do not exist are left out. */
export async function loadItems(tx: Tx<Tables>, ids: readonly string[]): Promise<Map<string, PlanItem>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('plan_item').select(itemColumns).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, itemOf(row)]))
}

/** All items of a plan that are in one of the states, in the order in which they came in. */
export async function loadItemsOf(tx: Tx<Tables>, planId: string, states: readonly c.ItemState[]): Promise<PlanItem[]> {
  const rows = await tx
    .selectFrom('plan_item')
    .select(itemColumns)
    .where('plan_id', '=', planId)
    .where('state', 'in', states)
    .orderBy('id')
    .execute()
  return rows.map(itemOf)
}

/** How many items a plan holds, by state. */
export async function countItems(tx: Tx<Tables>, planId: string): Promise<Map<c.ItemState, number>> {
  const rows = await tx
    .selectFrom('plan_item')
    .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
    .where('plan_id', '=', planId)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, Number(count)]))
}

/** How many items of a plan count against its limit: all that were ever suggested or planned. */
export async function countAllItems(tx: Tx<Tables>, planId: string): Promise<number> {
  return [...(await countItems(tx, planId)).values()].reduce((sum, count) => sum + count, 0)
}

/** Which of the bodies (or sectors), units and members the directory has not told of, or has closed. */
export async function findUnknown(tx: Tx<Tables>, { bodies, units, members = [] }: Parties): Promise<Parties> {
  const [knownBodies, knownUnits] = [await known(tx, 'known_body', bodies), await known(tx, 'known_unit', units)]
  const knownMembers = await known(tx, 'known_member', members)
  return {
    bodies: [...new Set(bodies)].filter((id) => !knownBodies.has(id)),
    units: [...new Set(units)].filter((id) => !knownUnits.has(id)),
    members: [...new Set(members)].filter((id) => !knownMembers.has(id)),
  }
}

type Known = 'known_body' | 'known_unit' | 'known_member'

async function known(tx: Tx<Tables>, table: Known, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom(table)
    .select('id')
    .where('id', 'in', ids)
    // A member of earlier terms stays a member of the directory.
    .$if(table !== 'known_member', (query) => query.where(sql<boolean>`active`))
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export async function loadAsked(tx: Tx<Tables>, planId: string): Promise<AskedUnit[]> {
  const rows = await tx
    .selectFrom('plan_opinion')
    .select(['unit_id', 'due', 'given_at'])
    .where('plan_id', '=', planId)
    .execute()
  return rows.map(({ unit_id, due, given_at }) => ({ unitId: unit_id, due, given: given_at !== null }))
}

export async function loadRecipients(tx: Tx<Tables>, planId: string): Promise<Recipient[]> {
  const rows = await tx
    .selectFrom('plan_recipient')
    .select(['kind', 'recipient_id', 'read_at'])
    .where('plan_id', '=', planId)
    .orderBy('recipient_id')
    .execute()
  return rows.map(({ kind, recipient_id, read_at }) => ({
    recipient: { kind, id: recipient_id },
    read: read_at !== null,
  }))
}

/** How often a plan was amended, and on which day last. */
export async function loadAmendments(
  tx: Tx<Tables>,
  planId: string,
): Promise<{ amendments: number; lastDecidedOn?: string }> {
  const last = await tx
    .selectFrom('plan_amendment')
    .select(['number', 'decided_on'])
    .where('plan_id', '=', planId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { amendments: last.number, lastDecidedOn: last.decided_on } : { amendments: 0 }
}
