import { endOfDay } from '@lianxie/policy'
import type { ReactionContext, Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { raisingIdOf, tellOnce } from './tell.ts'

/** 联动任务逾期: nobody tells of it by an event, so the days are watched here. Each day that a task was due by is told of once. */
export async function tellOfLateTasks(
  tx: Tx<Tables>,
  today: string,
  context: Pick<ReactionContext, 'now' | 'execute'>,
): Promise<void> {
  const late = await tx
    .selectFrom('known_task')
    .selectAll()
    .where('open', '=', true)
    .where('due_on', '<', today)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  const occasions = late.map((task) => ({ task, occasionId: `${task.id} ${task.due_on}` }))
  const ids = occasions.map(({ task, occasionId }) => raisingIdOf(occasionId, 'JOINT_TASK_OVERDUE', task.compact_id))
  if (ids.length === 0) return
  const told = await tx.selectFrom('raising').select('id').where('id', 'in', ids).execute()
  for (const [place, { task, occasionId }] of occasions.entries()) {
    if (told.some(({ id }) => id === ids[place])) continue
    await tellOnce(tx, context, {
      kind: 'JOINT_TASK_OVERDUE',
      thing: { of: 'COMPACT', id: task.compact_id },
      whom: { units: [task.unit_id], offices: true },
      dueAt: endOfDay(task.due_on!),
      occasionId,
      happenedAt: context.now.toISOString(),
    })
  }
}
