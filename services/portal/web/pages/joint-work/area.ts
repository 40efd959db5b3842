import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const INSIDE: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR', 'AUDITOR']
const READERS: readonly Role[] = [...INSIDE, 'STAFF_PROPOSAL', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']

/** 联动工作: what the sides of a compact do together: tasks, research, sessions. */
export const area: Area = {
  words,
  pages: [
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
}
