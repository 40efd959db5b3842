import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** Those of the compact itself, and those who read what was adopted. */
const READERS: readonly Role[] = [
  'STAFF_OFFICE',
  'STAFF_CONSULTATION',
  'CHAIR',
  'AUDITOR',
  'STAFF_PROPOSAL',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
]

/** 共同决定: topics, reports, records and texts of a compact, and each with who signed which of its versions. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/joint/$compactId/decisions',
      shell: 'staff',
      title: { 'zh-CN': '议题、报告与纪要', 'zh-TW': '議題、報告與紀要', en: 'Joint decisions' },
      load: () => import('./list-page.tsx'),
      roles: READERS,
    },
    {
      path: '/joint/$compactId/decisions/$decisionId',
      shell: 'staff',
      title: { 'zh-CN': '共同决定', 'zh-TW': '共同決定', en: 'Joint decision' },
      load: () => import('./decision-page.tsx'),
      roles: READERS,
    },
  ],
}
