import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 委员端首页: what waits for a member, the next meeting, the own proposals. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/m',
      shell: 'member',
      title: { 'zh-CN': '首页', 'zh-TW': '首頁', en: 'Home' },
      load: () => import('./home-page.tsx'),
      roles: ['MEMBER', 'GROUP_CLERK'],
      homeOf: ['MEMBER', 'GROUP_CLERK'],
    },
  ],
}
