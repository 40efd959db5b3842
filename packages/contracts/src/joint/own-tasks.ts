import { z } from 'zod'
import { query } from '../define.ts'
import { Id, page, pageParams } from '../primitives.ts'
import { CompactId, Hash, TaskState } from './primitives.ts'
import { TaskView } from './views.ts'

/** 本方联动任务: a task of the own side, with the compact that it is of. */
export const OwnTaskView = TaskView.extend({ compactId: CompactId, compactName: z.string() }).meta({
  id: 'JointOwnTaskView',
})

export const OwnTasks = query(
  'joint.own-tasks',
  '/tasks',
  {
    zh: '本方的联动任务，先到期的在前',
    en: "The own side's tasks under all compacts, the first due first; a unit sees those that were given to it",
  },
  {
    ...pageParams,
    compactId: CompactId.optional(),
    taskId: Hash.optional(),
    state: TaskState.optional(),
    /** Done, verified and declined tasks are ended. */
    ended: z.enum(['true', 'false']).optional(),
    overdue: z.enum(['true', 'false']).optional(),
    unitId: Id.optional(),
  },
  page(OwnTaskView),
)

export const OwnTask = query(
  'joint.own-task',
  '/tasks/:taskId',
  { zh: '本方的一项联动任务', en: "One of the own side's tasks; to a unit, one that was given to it" },
  { taskId: Hash },
  OwnTaskView,
)
