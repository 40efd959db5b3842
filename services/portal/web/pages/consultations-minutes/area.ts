import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

const title = { 'zh-CN': '会议纪要', 'zh-TW': '會議紀要', en: 'Minutes' }

/** 会议纪要: from the draft over the answers of those who came to the approved text and its corrections. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/consultations/sessions/$sessionId/minutes',
      shell: 'staff',
      title,
      load: () => import('./minutes-page.tsx'),
      roles: [
        'STAFF_PROPOSAL',
        'STAFF_CONSULTATION',
        'STAFF_INFO',
        'STAFF_MEMBER_AFFAIRS',
        'STAFF_OFFICE',
        'CHAIR',
        'UNIT_HANDLER',
        'UNIT_LEADER',
      ],
    },
    {
      path: '/m/meetings/$sessionId/minutes',
      shell: 'member',
      title,
      load: () => import('./member-page.tsx'),
      roles: ['MEMBER'],
    },
  ],
}
