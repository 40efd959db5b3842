import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const STAFF: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
]
const READERS: readonly Role[] = [...STAFF, 'SUPERVISION_OFFICE', 'AUDITOR']
const groups = { 'zh-CN': '监督小组', 'zh-TW': '監督小組', en: 'Groups' }
const coverage = { 'zh-CN': '派驻覆盖情况', 'zh-TW': '派駐覆蓋情況', en: 'Coverage' }
const mine = { 'zh-CN': '我的监督小组', 'zh-TW': '我的監督小組', en: 'My groups' }
const check = { 'zh-CN': '监督员证核验', 'zh-TW': '監督員證核驗', en: 'Certificate check' }

/** 监督小组、监督员证: groups and their terms, which departments they are posted to, and what shows that somebody belongs to one. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/supervision/groups',
      shell: 'staff',
      title: groups,
      load: () => import('./groups-page.tsx'),
      roles: READERS,
    },
    {
      path: '/supervision/groups/$groupId',
      shell: 'staff',
      title: groups,
      load: () => import('./group-page.tsx'),
      roles: READERS,
    },
    {
      path: '/supervision/coverage',
      shell: 'staff',
      title: coverage,
      load: () => import('./coverage-page.tsx'),
      roles: READERS,
    },
    { path: '/m/groups', shell: 'member', title: mine, load: () => import('./my-groups-page.tsx'), roles: ['MEMBER'] },
    { path: '/open/certificates/$code', shell: 'public', title: check, load: () => import('./check-page.tsx') },
  ],
  menu: [
    { order: 40.2, path: '/supervision/groups', under: true, label: groups, roles: READERS },
    { order: 40.3, path: '/supervision/coverage', under: true, label: coverage, roles: READERS },
  ],
}
