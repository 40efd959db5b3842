import type { TaskState } from './task-steps.ts'

export const TASK_LOOKS: Readonly<Record<TaskState, string>> = {
  ALLOCATED: 'do',
  ACCEPTED: 'mid',
  IN_PROGRESS: 'mid',
  DONE: 'ok',
  VERIFIED: 'ok',
  BLOCKED: 'bad',
  DECLINED: 'wait',
}
