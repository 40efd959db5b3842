import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 运行状况: whether everything works, by what was really done last, and what waits for an operator. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/operations',
      shell: 'staff',
      title: { 'zh-CN': '运行状况', 'zh-TW': '運行狀況', en: 'Operations' },
      load: () => import('./operations-page.tsx'),
      roles: ['OPS'],
      homeOf: ['OPS'],
    },
  ],
  menu: [
    {
      order: 90,
      path: '/operations',
      icon: 'gear',
      label: { 'zh-CN': '运行状况', 'zh-TW': '運行狀況', en: 'Operations' },
      roles: ['OPS'],
    },
  ],
}
