import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_OFFICE',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'CHAIR',
  'SUPERVISION_OFFICE',
  'UNIT_HANDLER',
  'UNIT_LEADER',
]

/** 提案档案: one proposal, with what each role can do about it. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/proposals/$proposalId',
      shell: 'staff',
      title: { 'zh-CN': '提案档案', 'zh-TW': '提案檔案', en: 'Proposal' },
      load: () => import('./case-page.tsx'),
      roles: READERS,
    },
  ],
}
