import { z } from 'zod'
import { Day, DecisionId, EntryId, Line, Prose } from '../primitives.ts'
import { Files } from '../file-ref.ts'

/** 联动任务: a side allocates work to one of its own units. The entry id names the task. */
export const Task = z.strictObject({
  record: DecisionId,
  title: Line,
  unit: z.strictObject({ id: Line, name: Line }),
  due: Day.nullable(),
})
export type Task = z.infer<typeof Task>

export const TaskState = z.enum(['ALLOCATED', 'ACCEPTED', 'IN_PROGRESS', 'DONE', 'VERIFIED', 'BLOCKED', 'DECLINED'])
export type TaskState = z.infer<typeof TaskState>

/** 进展: the side's own word on its own task; partners see state, due date and summary. */
export const Progress = z.strictObject({
  task: EntryId,
  state: TaskState,
  summary: Prose,
  due: Day.nullable(),
  files: Files,
})
export type Progress = z.infer<typeof Progress>

/** Which states may follow a state. The same state again is a further report. */
export const taskSteps: Record<TaskState, readonly TaskState[]> = {
  ALLOCATED: ['ACCEPTED', 'DECLINED'],
  ACCEPTED: ['IN_PROGRESS', 'BLOCKED'],
  IN_PROGRESS: ['IN_PROGRESS', 'DONE', 'BLOCKED'],
  BLOCKED: ['IN_PROGRESS', 'DECLINED'],
  DONE: ['VERIFIED', 'IN_PROGRESS'],
  VERIFIED: [],
  DECLINED: ['ALLOCATED'],
}
