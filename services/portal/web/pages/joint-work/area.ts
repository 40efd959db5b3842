import { type Area, count } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const INSIDE: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR', 'AUDITOR']
const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const OWN: readonly Role[] = [...INSIDE, ...UNITS]
const own = { 'zh-CN': '本方联动任务', 'zh-TW': '本方聯動任務', en: 'Own joint tasks' }
const READERS: readonly Role[] = [...INSIDE, 'STAFF_PROPOSAL', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']

/** 联动工作: what the sides of a compact do together: tasks, research, sessions. */
export const area: Area = {
  words,
  pages: [
    { path: '/joint/tasks', shell: 'staff', title: own, load: () => import('./own-tasks-page.tsx'), roles: OWN },
    {
      path: '/joint/tasks/$taskId',
      shell: 'staff',
      title: { 'zh-CN': '联动任务', 'zh-TW': '聯動任務', en: 'Joint task' },
      load: () => import('./own-task-page.tsx'),
      roles: OWN,
    },
    {
      path: '/joint/$compactId/tasks',
      shell: 'staff',
      title: { 'zh-CN': '联动任务', 'zh-TW': '聯動任務', en: 'Joint tasks' },
      load: () => import('./tasks-page.tsx'),
      roles: READERS,
    },
    {
      path: '/joint/$compactId/researches',
      shell: 'staff',
      title: { 'zh-CN': '联合调研', 'zh-TW': '聯合調研', en: 'Joint research' },
      load: () => import('./researches-page.tsx'),
      roles: INSIDE,
    },
    {
      path: '/joint/$compactId/sessions',
      shell: 'staff',
      title: { 'zh-CN': '联席会议', 'zh-TW': '聯席會議', en: 'Joint sessions' },
      load: () => import('./sessions-page.tsx'),
      roles: INSIDE,
    },
  ],
  menu: [
    { order: 50.2, path: '/joint/tasks', under: true, label: own, roles: INSIDE },
    {
      order: 50,
      path: '/joint/tasks',
      icon: 'joint',
      label: own,
      roles: UNITS,
      count: count({
        query: 'joint.own-tasks',
        params: { limit: 1, ended: 'false' },
        of: ({ total }) => total,
        hot: true,
      }),
    },
  ],
}
