import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const DRAFTERS: readonly Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const READERS: readonly Role[] = [
  ...DRAFTERS,
  'STAFF_PROPOSAL',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'CHAIR',
  'SUPERVISION_OFFICE',
  'UNIT_HANDLER',
  'UNIT_LEADER',
]

/** 协商会议: a session with who comes, what was said and promised, and the screen at its door. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/consultations/sessions',
      shell: 'staff',
      title: { 'zh-CN': '协商会议', 'zh-TW': '協商會議', en: 'Sessions' },
      load: () => import('./list-page.tsx'),
      roles: READERS,
    },
    {
      path: '/consultations/sessions/$sessionId',
      shell: 'staff',
      title: { 'zh-CN': '协商会议', 'zh-TW': '協商會議', en: 'Session' },
      load: () => import('./session-page.tsx'),
      roles: READERS,
    },
    {
      path: '/consultations/sessions/$sessionId/gate',
      shell: 'bare',
      title: { 'zh-CN': '会场签到', 'zh-TW': '會場簽到', en: 'Check-in' },
      load: () => import('./gate-page.tsx'),
      roles: DRAFTERS,
    },
  ],
  menu: [
    {
      order: 20.3,
      path: '/consultations/sessions',
      under: true,
      label: { 'zh-CN': '协商会议', 'zh-TW': '協商會議', en: 'Sessions' },
      roles: READERS,
    },
  ],
}
