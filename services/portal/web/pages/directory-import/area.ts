import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 导入名录: a roster of members or a list of units, checked row by row before anything is kept. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/directory/import/members',
      shell: 'staff',
      title: { 'zh-CN': '导入委员名册', 'zh-TW': '導入委員名冊', en: 'Import members' },
      load: () => import('./members-page.tsx'),
      roles: ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE'],
    },
    {
      path: '/directory/import/units',
      shell: 'staff',
      title: { 'zh-CN': '导入承办单位', 'zh-TW': '導入承辦單位', en: 'Import units' },
      load: () => import('./units-page.tsx'),
      roles: ['STAFF_OFFICE', 'STAFF_PROPOSAL'],
    },
  ],
}
