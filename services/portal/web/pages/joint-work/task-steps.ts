import type { Row } from '../../data/contracts.ts'

export type TaskState = Row<'joint.tasks'>['state']

/** Which states may follow a state; the service decides. A state that may follow itself is a further report. */
const STEPS: Readonly<Record<TaskState, readonly TaskState[]>> = {
  ALLOCATED: ['ACCEPTED', 'DECLINED'],
  ACCEPTED: ['IN_PROGRESS', 'BLOCKED'],
  IN_PROGRESS: ['IN_PROGRESS', 'DONE', 'BLOCKED'],
  BLOCKED: ['IN_PROGRESS', 'DECLINED'],
  DONE: ['VERIFIED', 'IN_PROGRESS'],
  VERIFIED: [],
  DECLINED: ['ALLOCATED'],
}

export const stepsFrom = (state: TaskState): readonly TaskState[] => STEPS[state]

/** What a unit may report: that it is done as agreed, and who does it, the office says. */
export const reportsFrom = (state: TaskState): readonly TaskState[] =>
  STEPS[state].filter((next) => next !== 'VERIFIED' && next !== 'ALLOCATED')
