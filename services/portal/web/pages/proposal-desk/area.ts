import { type Area, count } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const WORKERS: readonly Role[] = ['STAFF_PROPOSAL', 'SUPERVISION_OFFICE', ...UNITS]

/** 提案办理: what waits for whoever works on proposals, the inbox of units, mergers. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/proposals/to-do',
      shell: 'staff',
      title: { 'zh-CN': '提案待办', 'zh-TW': '提案待辦', en: 'Proposals to work on' },
      load: () => import('./to-do-page.tsx'),
      roles: WORKERS,
    },
    {
      path: '/proposals/inbox',
      shell: 'staff',
      title: { 'zh-CN': '承办提案', 'zh-TW': '承辦提案', en: 'Cases of the unit' },
      load: () => import('./inbox-page.tsx'),
      roles: UNITS,
    },
    {
      path: '/proposals/merge',
      shell: 'staff',
      title: { 'zh-CN': '并案', 'zh-TW': '併案', en: 'Merge' },
      load: () => import('./merge-page.tsx'),
      roles: ['STAFF_PROPOSAL'],
    },
  ],
  menu: [
    {
      order: 30.01,
      path: '/proposals/to-do',
      under: true,
      label: { 'zh-CN': '提案待办', 'zh-TW': '提案待辦', en: 'To do' },
      roles: WORKERS,
      count: count({ query: 'proposals.to-do', params: { limit: 1 }, of: ({ total }) => total, hot: true }),
    },
    {
      order: 30,
      path: '/proposals/inbox',
      icon: 'paper',
      label: { 'zh-CN': '承办提案', 'zh-TW': '承辦提案', en: 'Cases of the unit' },
      roles: UNITS,
    },
  ],
}
