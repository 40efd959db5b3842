import { type Area, count } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const READERS: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
  'SUPERVISION_OFFICE',
  ...UNITS,
]
const title = { 'zh-CN': '协商承诺', 'zh-TW': '協商承諾', en: 'Promises' }
const tasks = { 'zh-CN': '协商待办', 'zh-TW': '協商待辦', en: 'Consultation tasks' }

/** 协商承诺: what units promised in sessions, followed until the office closes it, and what a unit still owes. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/consultations/commitments',
      shell: 'staff',
      title,
      load: () => import('./board-page.tsx'),
      roles: READERS,
    },
    {
      path: '/consultations/commitments/$commitmentId',
      shell: 'staff',
      title: { 'zh-CN': '承诺', 'zh-TW': '承諾', en: 'Promise' },
      load: () => import('./commitment-page.tsx'),
      roles: READERS,
    },
    {
      path: '/consultations/tasks',
      shell: 'staff',
      title: tasks,
      load: () => import('./tasks-page.tsx'),
      roles: UNITS,
    },
  ],
  menu: [
    {
      order: 20.1,
      path: '/consultations/tasks',
      under: true,
      label: tasks,
      roles: UNITS,
      count: count({ query: 'consultations.my-tasks', params: { limit: 1 }, of: ({ total }) => total, hot: true }),
    },
    { order: 20.5, path: '/consultations/commitments', under: true, label: title, roles: READERS },
  ],
}
