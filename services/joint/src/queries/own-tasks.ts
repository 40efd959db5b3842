import { joint, Refusal, type ResultOf } from '@lianxie/contracts'
import { type Actor, type Answer, answer } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { shanghaiDay } from '../ledger/shanghai-day.ts'
import { READERS, UNITS } from '../roles.ts'
import { pageOf } from './page-of.ts'
import { isEnded, isOverdue, taskView } from './task-view.ts'

type OwnTask = ResultOf<typeof joint.OwnTask>

/** 本方联动任务, over all compacts in force: what the own units have to do, and how far they are. */
export const ownTasks = (compacts: () => Compacts): Answer<any, any>[] => [
  answer(joint.OwnTasks, {
    allow: [...READERS, ...UNITS],
    read: async (_, { compactId, taskId, state, ended, overdue, unitId, ...paging }, { actor, now }) => {
      const today = shanghaiDay(now)
      const tasks: OwnTask[] = []
      for (const id of compacts().open().keys()) {
        if (compactId !== undefined && id !== compactId) continue
        const { tasks: own, compactName } = await visibleTasks(compacts(), id, actor)
        const wanted = own
          .filter((task) => taskId === undefined || task.id === taskId)
          .filter((task) => state === undefined || task.state === state)
          .filter((task) => ended === undefined || isEnded(task) === (ended === 'true'))
          .filter((task) => overdue === undefined || isOverdue(task, today) === (overdue === 'true'))
          .filter((task) => unitId === undefined || task.body.unit.id === unitId)
        tasks.push(...wanted.map((task) => ({ ...taskView(task, today), compactId: id, compactName })))
      }
      return pageOf(
        tasks.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
        paging,
        ({ taskId }) => taskId,
        (task) => task,
      )
    },
  }),

  answer(joint.OwnTask, {
    allow: [...READERS, ...UNITS],
    read: async (_, { taskId }, { actor, now }) => {
      for (const id of compacts().open().keys()) {
        const { tasks, compactName } = await visibleTasks(compacts(), id, actor)
        const task = tasks.find((one) => one.id === taskId)
        if (task) return { ...taskView(task, shanghaiDay(now)), compactId: id, compactName }
      }
      throw new Refusal('task.not_found', { field: 'taskId' })
    },
  }),
]

/** The own tasks under a compact. A unit sees the work that was given to it, and no other. */
async function visibleTasks(compacts: Compacts, compactId: string, { role, units }: Actor) {
  const { view, committee } = await compacts.member(compactId)
  const tasks = view
    .tasks()
    .filter((task) => task.side === committee && (!UNITS.includes(role) || units.includes(task.body.unit.id)))
  return { tasks, compactName: view.compactView().text.name }
}

/** Without a last day after all that have one. */
const placeOf = ({ due, taskId }: OwnTask): string => `${due ?? '9999'} ${taskId}`
