import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 公开页面: the committee as everybody may see it: what it is, its plan of the year, its joint records. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/open',
      shell: 'public',
      title: { 'zh-CN': '信息公开', 'zh-TW': '信息公開', en: 'Open to the public' },
      load: () => import('./home-page.tsx'),
    },
    {
      path: '/open/plan',
      shell: 'public',
      title: { 'zh-CN': '年度协商计划', 'zh-TW': '年度協商計劃', en: 'Plan of the year' },
      load: () => import('./plan-page.tsx'),
    },
    {
      path: '/open/records',
      shell: 'public',
      title: { 'zh-CN': '联动协商成果', 'zh-TW': '聯動協商成果', en: 'Joint records' },
      load: () => import('./records-page.tsx'),
    },
    {
      path: '/open/records/$decisionId',
      shell: 'public',
      title: { 'zh-CN': '联动协商成果', 'zh-TW': '聯動協商成果', en: 'Joint record' },
      load: () => import('./record-page.tsx'),
    },
  ],
}
