import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { count } from '../../area.ts'
import { words } from './words/index.ts'

const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const STAFF: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_OFFICE',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'CHAIR',
  'SUPERVISION_OFFICE',
]
const PROMISED: readonly Role[] = [...STAFF, ...UNITS]
const COUNTED: readonly Role[] = [...STAFF, 'ANALYST']
const TOLD: readonly Role[] = ['STAFF_PROPOSAL', 'CHAIR', 'AUDITOR']
const promises = { 'zh-CN': '承诺台账', 'zh-TW': '承諾臺賬', en: 'Promises' }
const statistics = { 'zh-CN': '提案统计', 'zh-TW': '提案統計', en: 'Statistics' }
const pressure = { 'zh-CN': '“被满意”反映', 'zh-TW': '「被滿意」反映', en: 'Told of pressure' }

/** 提案台账: what units promised in all cases, what a year counts, and what proposers told of pressure about their ratings. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/proposals/promises',
      shell: 'staff',
      title: promises,
      load: () => import('./promises-page.tsx'),
      roles: PROMISED,
    },
    {
      path: '/proposals/statistics',
      shell: 'staff',
      title: statistics,
      load: () => import('./statistics-page.tsx'),
      roles: COUNTED,
    },
    {
      path: '/proposals/pressure',
      shell: 'staff',
      title: pressure,
      load: () => import('./pressure-page.tsx'),
      roles: TOLD,
    },
  ],
  menu: [
    { order: 30.5, path: '/proposals/promises', under: true, label: promises, roles: PROMISED },
    { order: 30.6, path: '/proposals/statistics', under: true, label: statistics, roles: COUNTED },
    {
      order: 30.7,
      path: '/proposals/pressure',
      under: true,
      label: pressure,
      roles: TOLD,
      count: count({
        query: 'proposals.pressure-reports',
        params: { limit: 1, settled: 'false' },
        of: ({ total }) => total,
      }),
    },
  ],
}
