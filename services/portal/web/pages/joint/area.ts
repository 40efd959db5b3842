import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = [
  'STAFF_OFFICE',
  'STAFF_CONSULTATION',
  'STAFF_PROPOSAL',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'CHAIR',
  'AUDITOR',
  'OPS',
]
const title = { 'zh-CN': '联动协商', 'zh-TW': '聯動協商', en: 'Joint consultation' }

/** 联动协商: the compacts of this committee, each with one row for every side. */
export const area: Area = {
  words,
  pages: [
    { path: '/joint', shell: 'staff', title, load: () => import('./compacts-page.tsx'), roles: READERS },
    {
      path: '/joint/$compactId',
      shell: 'staff',
      title: { 'zh-CN': '联动机制', 'zh-TW': '聯動機制', en: 'Compact' },
      load: () => import('./compact-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [{ order: 50, path: '/joint', icon: 'joint', label: title, roles: READERS }],
}
