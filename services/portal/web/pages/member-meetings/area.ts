import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

const title = { 'zh-CN': '我的会议', 'zh-TW': '我的會議', en: 'My meetings' }

/** 我的会议: a member's invitations, with leave, material and the check-in at the venue. */
export const area: Area = {
  words,
  pages: [
    { path: '/m/meetings', shell: 'member', title, load: () => import('./list-page.tsx'), roles: ['MEMBER'] },
    {
      path: '/m/meetings/$sessionId',
      shell: 'member',
      title: { 'zh-CN': '会议', 'zh-TW': '會議', en: 'Meeting' },
      load: () => import('./meeting-page.tsx'),
      roles: ['MEMBER'],
    },
  ],
}
