import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const INSIDE: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR', 'AUDITOR']

/** 联动结果: what came of joint proposals at each side, and of one supervision on several levels. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/joint/$compactId/results',
      shell: 'staff',
      title: { 'zh-CN': '联合提案办理结果', 'zh-TW': '聯合提案辦理結果', en: 'Results of joint proposals' },
      load: () => import('./results-page.tsx'),
      roles: [...INSIDE, 'STAFF_PROPOSAL'],
    },
    {
      path: '/joint/$compactId/levels',
      shell: 'staff',
      title: { 'zh-CN': '多级联动监督', 'zh-TW': '多級聯動監督', en: 'Supervision on several levels' },
      load: () => import('./levels-page.tsx'),
      roles: INSIDE,
    },
  ],
}
