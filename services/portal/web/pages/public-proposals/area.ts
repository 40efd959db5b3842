import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 提案公开: what the committee has published of proposals and replies, without an account. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/open/proposals',
      shell: 'public',
      title: { 'zh-CN': '提案公开', 'zh-TW': '提案公開', en: 'Published proposals' },
      load: () => import('./list-page.tsx'),
    },
    {
      path: '/open/proposals/$proposalId',
      shell: 'public',
      title: { 'zh-CN': '提案公开', 'zh-TW': '提案公開', en: 'Published proposal' },
      load: () => import('./proposal-page.tsx'),
    },
  ],
  menu: [
    {
      order: 80,
      path: '/open',
      icon: 'globe',
      label: { 'zh-CN': '公开页面', 'zh-TW': '公開頁面', en: 'Public pages' },
    },
  ],
}
