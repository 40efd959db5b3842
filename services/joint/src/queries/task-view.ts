import type { joint, ResultOf } from '@lianxie/contracts'
import type { TaskView } from '@lianxie/joint-protocol'

const ENDED = ['DONE', 'VERIFIED', 'DECLINED']

export const isEnded = ({ state }: Pick<TaskView, 'state'>): boolean => ENDED.includes(state)

export const isOverdue = (task: Pick<TaskView, 'due' | 'state'>, today: string): boolean =>
  task.due !== null && task.due < today && !isEnded(task)

/** 联动任务 as people see it, on the given day. */
export const taskView = (task: TaskView, today: string): ResultOf<typeof joint.Tasks>['items'][number] => ({
  taskId: task.id,
  side: task.side,
  recordId: task.body.record,
  title: task.body.title,
  unitId: task.body.unit.id,
  unitName: task.body.unit.name,
  state: task.state,
  due: task.due,
  overdue: isOverdue(task, today),
  history: task.history.map(({ entry, at, body }) => ({
    entryId: entry,
    at,
    state: body.state,
    summary: body.summary,
  })),
})
