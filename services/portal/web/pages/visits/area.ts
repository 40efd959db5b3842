import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

const ROLES = ['MEMBER'] as const

/** 监督走访: what members record in the field, also without a line. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/m/visits',
      shell: 'member',
      title: { 'zh-CN': '监督走访', 'zh-TW': '監督走訪', en: 'Visits' },
      load: () => import('./visits-page.tsx'),
      roles: ROLES,
    },
    {
      path: '/m/visits/$visitId/entry',
      shell: 'member',
      title: { 'zh-CN': '监督走访记录', 'zh-TW': '監督走訪記錄', en: 'Record of a visit' },
      load: () => import('./entry-page.tsx'),
      roles: ROLES,
    },
    {
      path: '/m/visits/$visitId',
      shell: 'member',
      title: { 'zh-CN': '监督走访', 'zh-TW': '監督走訪', en: 'Visit' },
      load: () => import('./visit-page.tsx'),
      roles: ROLES,
    },
  ],
}
