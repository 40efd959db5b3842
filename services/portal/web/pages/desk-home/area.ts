import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** Those at a desk for whom something waits in more than one service. */
const WORKERS: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
]
const home = { 'zh-CN': '首页', 'zh-TW': '首頁', en: 'Home' }

/** 首页: what waits for somebody at a desk, of all services, by when it is due; the next sessions; what was told last. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/home',
      shell: 'staff',
      title: home,
      load: () => import('./home-page.tsx'),
      roles: WORKERS,
      homeOf: WORKERS,
    },
  ],
  menu: [{ order: 5, path: '/home', icon: 'home', label: home, roles: WORKERS }],
}
