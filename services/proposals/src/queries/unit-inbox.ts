import { proposals as c } from '@lianxie/contracts'
import { signal } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { listOf, optional, type Proposals, showRow, withRows } from './rows.ts'
import { unitsOf } from './visibility.ts'

/** What a unit owes next of a case: its answer to the assignment, its opinion, or its reply. */
const DUE = sql<Date | null>`case
  when mine.state = 'ASSIGNED' then mine.window_due
  when mine.state <> 'ACCEPTED' or mine.work = 'REPLIED' then null
  when mine.role = 'CO' then case when mine.opinion_at is null then mine.opinion_due end
  else mine.reply_due end`

/** 单位承办提案. */
export const unitInbox = answer(c.UnitInbox, {
  allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const own = unitsOf(actor)
    let rows = db
      .selectFrom('proposal')
      .innerJoin('proposal_assignment as mine', 'mine.proposal_id', 'proposal.id')
      .where(sql<boolean>`mine.unit_id = any(${own}::uuid[])`)
    const [states, works, roles] = [listOf(params.state), listOf(params.work), listOf(params.role)]
    if (params.unitId !== undefined) rows = rows.where('mine.unit_id', '=', params.unitId)
    if (states.length > 0) rows = rows.where('mine.state', 'in', states)
    if (works.length > 0) rows = rows.where('mine.work', 'in', works)
    if (roles.length > 0) rows = rows.where('mine.role', 'in', roles)
    if (params.overdue === 'true') rows = rows.where(sql<boolean>`${DUE} <= ${now}`)
    if (params.overdue === 'false') rows = rows.where(sql<boolean>`${DUE} is distinct from null and ${DUE} > ${now}`)
    const { values } = await loadRules(db, runtime.committee, now)
    const shown = withRows(rows as unknown as Proposals).select([
      sql<string>`mine.unit_id`.as('unit_id'),
      sql<c.AssignmentRole>`mine.role`.as('role'),
      sql<c.AssignmentState>`mine.state`.as('unit_state'),
      sql<c.UnitWork>`mine.work`.as('work'),
      sql<Date>`mine.assigned_at`.as('unit_assigned_at'),
      DUE.as('due_at'),
    ])
    const page = await readPage(shown, {
      limit: params.limit,
      cursor: params.cursor,
      order: [
        { by: sql`coalesce(${DUE}, '2999-01-01')`, type: 'timestamptz' },
        { by: sql`mine.proposal_id`, type: 'uuid' },
        { by: sql`mine.unit_id`, type: 'uuid' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        proposal: showRow(row),
        unitId: row.unit_id,
        role: row.role,
        state: row.unit_state,
        work: row.work,
        assignedAt: row.unit_assigned_at.toISOString(),
        ...optional('dueAt', row.due_at?.toISOString()),
        ...(row.due_at && { light: signal(row.due_at.toISOString(), now, values['deadline.signal']) }),
      })),
    }
  },
})
