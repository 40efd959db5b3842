import { given, listOf, proposals as c } from '@lianxie/contracts'
import { endOfDay, shanghaiDate, addDays, signal } from '@lianxie/policy'
import { type Actor, answer, type Database, readUncounted } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { tasksOf } from './tasks.ts'
import { READERS } from './visibility.ts'

interface Task {
  key: string
  kind: c.TaskKind
  grouped: c.TaskGroup
  proposal_id: string
  subject: string | null
  serial: number | null
  unit_id: string | null
  due_at: Date | null
}

/** 我的待办: what is asked of the actor, grouped as 已超期、今日、本周. */
export const toDo = answer(c.ToDo, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const tasks = grouped(actor, now)
    const [{ values }, counts] = await Promise.all([
      loadRules(db, runtime.committee, now),
      db
        .selectFrom(tasks.as('task'))
        .select(({ fn }) => ['task.kind', 'task.grouped', fn.countAll<string>().as('count')])
        .groupBy(['task.kind', 'task.grouped'])
        .execute(),
    ])
    let rows = db.selectFrom(tasks.as('task')).selectAll()
    const kinds = listOf(params.kind)
    if (kinds.length > 0) rows = rows.where('task.kind', 'in', kinds)
    if (params.group !== undefined) rows = rows.where('task.grouped', '=', params.group)
    const page = await readUncounted(rows, {
      limit: params.limit,
      cursor: params.cursor,
      order: [
        { by: sql`coalesce(task.due_at, '2999-01-01')`, type: 'timestamptz' },
        { by: sql.ref('task.key'), type: 'text' },
      ],
    })
    const isAsked = ({ kind, grouped: group }: (typeof counts)[number]) =>
      (kinds.length === 0 || kinds.includes(kind)) && (params.group === undefined || params.group === group)
    return {
      ...page,
      total: counts.filter(isAsked).reduce((sum, { count }) => sum + Number(count), 0),
      items: page.items.map((task) => ({
        kind: task.kind,
        group: task.grouped,
        proposalId: task.proposal_id,
        subject: task.subject ?? '',
        ...given('serial', task.serial),
        ...given('unitId', task.unit_id),
        ...(task.due_at && {
          dueAt: task.due_at.toISOString(),
          light: signal(task.due_at.toISOString(), now, values['deadline.signal']),
        }),
      })),
      counts: counts
        .map(({ kind, grouped, count }) => ({ kind, group: grouped, count: Number(count) }))
        .toSorted(
          (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group),
        ),
    }
  },
})

const ORDER = Object.keys(c.TASK_KINDS) as c.TaskKind[]
const GROUPS = c.TaskGroup.options

/** The tasks of an actor with their group, as a table. A day ends at 24:00 in Asia/Shanghai, a week with its Sunday. */
function grouped(actor: Actor, now: Date): RawBuilder<Task> {
  const today = shanghaiDate(now)
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const sunday = addDays(today, (7 - weekday) % 7)
  return sql<Task>`(
    select task.kind || '/' || task.proposal_id || '/' || coalesce(task.unit_id::text, '') || '/' || task.part as key,
      task.kind, task.proposal_id, task.unit_id, task.due_at, proposal.subject, proposal.serial,
      case
        when task.due_at is null then 'UNDATED'
        when task.due_at <= ${now} then 'OVERDUE'
        when task.due_at <= ${endOfDay(today)} then 'TODAY'
        when task.due_at <= ${endOfDay(sunday)} then 'THIS_WEEK'
        else 'LATER'
      end as grouped
    from (${tasksOf(actor)}) as task join proposal on proposal.id = task.proposal_id)`
}
