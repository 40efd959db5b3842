import { given, listOf, type ParamsOf, proposals as c } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage, readUncounted } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { lightsAt, type Proposals, showRow, withRows } from './rows.ts'
import { unitsOf } from './visibility.ts'

/** What a unit owes next of a case: its answer to the assignment, its opinion, or its reply. */
const DUE = sql<Date | null>`case
  when mine.state = 'ASSIGNED' then mine.window_due
  when mine.state <> 'ACCEPTED' or mine.work = 'REPLIED' then null
  when mine.role = 'CO' then case when mine.opinion_at is null then mine.opinion_due end
  else mine.reply_due end`

export type InboxFilters = Omit<ParamsOf<typeof c.UnitInbox>, 'limit' | 'cursor'>

const ORDER: Parameters<typeof readPage>[1]['order'] = [
  { by: sql`coalesce(${DUE}, '2999-01-01')`, type: 'timestamptz' },
  { by: sql`mine.proposal_id`, type: 'uuid' },
  { by: sql`mine.unit_id`, type: 'uuid' },
]

/** 单位承办提案: what is owed soonest comes first. */
export const unitInbox = answer(c.UnitInbox, {
  allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
  read: async (db: Database<Tables>, { limit, cursor, ...filters }, { actor, now, runtime }) => {
    const lights = lightsAt(now, (await loadRules(db, runtime.committee, now)).values)
    const page = await readPage(inbox(db, filters, { actor, now }), { limit, cursor, order: ORDER })
    return { ...page, items: page.items.map((row) => show(row, lights)) }
  },
})

/** Every case that fits, a thousand at a time. */
export async function* inboxPages(
  db: Database<Tables>,
  filters: InboxFilters,
  { actor, committee, now }: { actor: Actor; committee: string; now: Date },
) {
  const lights = lightsAt(now, (await loadRules(db, committee, now)).values)
  const rows = inbox(db, filters, { actor, now })
  let cursor: string | undefined
  do {
    const page = await readUncounted(rows, { limit: 1_000, cursor, order: ORDER })
    yield page.items.map((row) => show(row, lights))
    cursor = page.next
  } while (cursor !== undefined)
}

function inbox(db: Database<Tables>, params: InboxFilters, { actor, now }: { actor: Actor; now: Date }) {
  let rows = db
    .selectFrom('proposal')
    .innerJoin('proposal_assignment as mine', 'mine.proposal_id', 'proposal.id')
    .where(sql<boolean>`mine.unit_id = any(${unitsOf(actor)}::uuid[])`)
  const [states, works, roles] = [listOf(params.state), listOf(params.work), listOf(params.role)]
  if (params.unitId !== undefined) rows = rows.where('mine.unit_id', '=', params.unitId)
  if (states.length > 0) rows = rows.where('mine.state', 'in', states)
  if (works.length > 0) rows = rows.where('mine.work', 'in', works)
  if (roles.length > 0) rows = rows.where('mine.role', 'in', roles)
  if (params.overdue === 'true') rows = rows.where(sql<boolean>`${DUE} <= ${now}`)
  if (params.overdue === 'false') rows = rows.where(sql<boolean>`coalesce(${DUE} > ${now}, true)`)
  return withRows(rows as unknown as Proposals).select([
    sql<string>`mine.unit_id`.as('unit_id'),
    sql<c.AssignmentRole>`mine.role`.as('role'),
    sql<c.AssignmentState>`mine.state`.as('unit_state'),
    sql<c.UnitWork>`mine.work`.as('work'),
    sql<Date>`mine.assigned_at`.as('unit_assigned_at'),
    DUE.as('due_at'),
  ])
}
type Row = Awaited<ReturnType<ReturnType<typeof inbox>['execute']>>[number]

const show = (row: Row, lights: ReturnType<typeof lightsAt>) => ({
  proposal: showRow(row, lights),
  unitId: row.unit_id,
  role: row.role,
  state: row.unit_state,
  work: row.work,
  assignedAt: row.unit_assigned_at.toISOString(),
  ...given('dueAt', row.due_at?.toISOString()),
  ...(row.due_at && { light: lights(row.due_at) }),
})
