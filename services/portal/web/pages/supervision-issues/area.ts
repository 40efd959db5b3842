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
  'AUDITOR',
]
const COUNTED: readonly Role[] = [...READERS.filter((role) => role !== 'AUDITOR'), 'ANALYST']
const statistics = { 'zh-CN': '整改统计', 'zh-TW': '整改統計', en: 'Statistics' }
const title = { 'zh-CN': '问题整改', 'zh-TW': '問題整改', en: 'Issues' }
const one = { 'zh-CN': '监督问题', 'zh-TW': '監督問題', en: 'Issue' }

/** 问题整改: the board of issues, and each issue with what may be done about it. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/supervision/issues',
      shell: 'staff',
      title,
      load: () => import('./board-page.tsx'),
      roles: [...READERS, ...UNITS],
    },
    {
      path: '/supervision/issues/$findingId',
      shell: 'staff',
      title: one,
      load: () => import('./issue-page.tsx'),
      roles: [...READERS, ...UNITS],
    },
    {
      path: '/supervision/statistics',
      shell: 'staff',
      title: statistics,
      load: () => import('./statistics-page.tsx'),
      roles: COUNTED,
      homeOf: ['ANALYST'],
    },
    { path: '/m/issues', shell: 'member', title, load: () => import('./member-issues-page.tsx'), roles: ['MEMBER'] },
    {
      path: '/m/issues/$findingId',
      shell: 'member',
      title: one,
      load: () => import('./issue-page.tsx'),
      roles: ['MEMBER'],
    },
  ],
  menu: [
    { order: 40.5, path: '/supervision/statistics', under: true, label: statistics, roles: COUNTED },
    {
      order: 40.1,
      path: '/supervision/issues',
      under: true,
      label: title,
      roles: READERS,
    },
    {
      order: 40,
      path: '/supervision/issues',
      icon: 'eye',
      label: title,
      roles: UNITS,
      count: count({
        query: 'supervision.issue-inbox',
        params: { limit: 1, waiting: 'true' },
        of: ({ total }) => total,
        hot: true,
      }),
    },
  ],
}
