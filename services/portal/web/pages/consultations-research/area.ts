import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
]
const title = { 'zh-CN': '协商调研', 'zh-TW': '協商調研', en: 'Research' }
const one = { 'zh-CN': '调研组', 'zh-TW': '調研組', en: 'Research group' }

/** 协商调研: the groups, their visits and their reports, for the office and for the members who are in them. */
export const area: Area = {
  words,
  pages: [
    { path: '/consultations/research', shell: 'staff', title, load: () => import('./list-page.tsx'), roles: READERS },
    {
      path: '/consultations/research/$researchId',
      shell: 'staff',
      title: one,
      load: () => import('./group-page.tsx'),
      roles: READERS,
    },
    { path: '/m/research', shell: 'member', title, load: () => import('./list-page.tsx'), roles: ['MEMBER'] },
    {
      path: '/m/research/$researchId',
      shell: 'member',
      title: one,
      load: () => import('./group-page.tsx'),
      roles: ['MEMBER'],
    },
  ],
  menu: [{ order: 20.2, path: '/consultations/research', under: true, label: title, roles: READERS }],
}
