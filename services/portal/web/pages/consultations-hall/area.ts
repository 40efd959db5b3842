import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 会场: the screen of the hall, and what the desk of a running session is made of. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/consultations/sessions/$sessionId/hall',
      shell: 'bare',
      title: { 'zh-CN': '会场大屏', 'zh-TW': '會場大屏', en: 'Hall screen' },
      load: () => import('./hall-page.tsx'),
      roles: ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE', 'CHAIR'],
    },
  ],
}
