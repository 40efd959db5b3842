import { consultations as c, listOf } from '@lianxie/contracts'
import { endOfDay, signal } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { loadRules } from '../store/session.ts'
import type { Tables } from '../store/tables.ts'
import { unitsOf } from './session-visibility.ts'

type Kind = 'ANSWER_SUGGESTION' | 'IMPLEMENT_SUGGESTION' | 'KEEP_COMMITMENT' | 'ANSWER_QUESTION'

interface TaskRow {
  kind: Kind
  id: string
  parent_id: string
  item_id: string
  unit_id: string
  text: string
  due_on: string | null
}

/** 本单位待办: what the unit still owes, the nearest due day first and what has no day last. */
export const trackingTasks = answer(c.MyTasks, {
  allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const kinds = listOf(params.kind)
    const task = sql<TaskRow>`(
      select case when s.adoption is null then 'ANSWER_SUGGESTION' else 'IMPLEMENT_SUGGESTION' end as kind,
        s.id, s.outcome_id as parent_id, o.item_id, s.unit_id, s.text,
        -- The last day of a deadline that ends at 24:00.
        case when s.adoption is null then ((s.due_at - interval '1 ms') at time zone 'Asia/Shanghai')::date end as due_on
      from outcome_suggestion s join outcome o on o.id = s.outcome_id
      where s.unit_id = any(${unitsOf(actor)}::uuid[])
        and (s.adoption is null and o.state in ('SUBMITTED', 'INSTRUCTED')
          or s.adoption in ('ADOPTED', 'PARTLY_ADOPTED') and s.implemented_at is null)
      union all
      select 'KEEP_COMMITMENT', t.id, t.session_id, t.item_id, t.unit_id, t.promise, t.due_on
      from commitment t
      where t.unit_id = any(${unitsOf(actor)}::uuid[]) and t.state in ('OPEN', 'IN_PROGRESS')
      union all
      select 'ANSWER_QUESTION', q.id, q.session_id, n.item_id, q.unit_id, q.question, null
      from session_question q join session n on n.id = q.session_id
      where q.unit_id = any(${unitsOf(actor)}::uuid[]) and q.answer is null
        and n.announced and n.state in ('NOTIFIED', 'ADJOURNED', 'HELD') and n.minutes_state <> 'APPROVED'
    )`.as<'task'>('task')
    let rows = db.selectFrom(task).selectAll()
    if (kinds.length > 0) rows = rows.where('task.kind', 'in', kinds)
    const page = await readPage(rows, {
      limit: params.limit,
      cursor: params.cursor,
      order: [
        { by: sql`coalesce(task.due_on, '9999-12-31'::date)`, type: 'date' },
        { by: sql.ref('task.id'), type: 'uuid' },
      ],
    })
    const { values } = await loadRules(db, runtime.committee, now)
    return {
      ...page,
      items: page.items.map((row) => ({
        kind: row.kind,
        id: row.id,
        parentId: row.parent_id,
        itemId: row.item_id,
        unitId: row.unit_id,
        text: row.text,
        ...(row.due_on !== null && {
          dueOn: row.due_on,
          light: signal(endOfDay(row.due_on), now, values['deadline.signal']),
        }),
      })),
    }
  },
})
