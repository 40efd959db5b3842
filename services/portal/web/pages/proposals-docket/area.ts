import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_OFFICE',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'CHAIR',
  'SUPERVISION_OFFICE',
]

/** 提案列表: the docket of the office. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/proposals',
      shell: 'staff',
      title: { 'zh-CN': '提案列表', 'zh-TW': '提案列表', en: 'Proposals' },
      load: () => import('./docket-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [
    {
      order: 30,
      path: '/proposals',
      icon: 'paper',
      label: { 'zh-CN': '提案', 'zh-TW': '提案', en: 'Proposals' },
      roles: READERS,
    },
    {
      order: 30.1,
      path: '/proposals?phase=TO_REVIEW',
      under: true,
      label: { 'zh-CN': '审查与立案', 'zh-TW': '審查與立案', en: 'Review and filing' },
      roles: READERS,
    },
    {
      order: 30.2,
      path: '/proposals?overdue=true',
      under: true,
      label: { 'zh-CN': '超期未复', 'zh-TW': '超期未覆', en: 'Overdue' },
      roles: READERS,
    },
    {
      order: 30.3,
      path: '/proposals?key=true',
      under: true,
      label: { 'zh-CN': '重点提案', 'zh-TW': '重點提案', en: 'Key proposals' },
      roles: READERS,
    },
  ],
}
