import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 委员参与协商: topics for the plan of the year, and what a member of the committee can say before and in a session. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/m/topics',
      shell: 'member',
      title: { 'zh-CN': '协商选题', 'zh-TW': '協商選題', en: 'Topics' },
      load: () => import('./topics-page.tsx'),
      roles: ['MEMBER'],
    },
  ],
}
