import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const PROPOSERS: readonly Role[] = ['MEMBER', 'GROUP_CLERK']
const MEMBERS: readonly Role[] = ['MEMBER']

/** 委员提案: writing, cosigning, following and rating proposals, on the phone and beside a keyboard. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/m/proposals',
      shell: 'member',
      title: { 'zh-CN': '我的提案', 'zh-TW': '我的提案', en: 'My proposals' },
      load: () => import('./list-page.tsx'),
      roles: PROPOSERS,
    },
    {
      path: '/m/proposals/new',
      shell: 'member',
      title: { 'zh-CN': '写提案', 'zh-TW': '寫提案', en: 'Write a proposal' },
      load: () => import('./writing-page.tsx'),
      roles: PROPOSERS,
    },
    {
      path: '/m/proposals/$proposalId',
      shell: 'member',
      title: { 'zh-CN': '提案', 'zh-TW': '提案', en: 'Proposal' },
      load: () => import('./member-case-page.tsx'),
      roles: PROPOSERS,
    },
    {
      path: '/m/proposals/$proposalId/cosign',
      shell: 'member',
      title: { 'zh-CN': '附议', 'zh-TW': '附議', en: 'Cosign' },
      load: () => import('./cosign-page.tsx'),
      roles: MEMBERS,
    },
    {
      path: '/m/proposals/$proposalId/rate',
      shell: 'member',
      title: { 'zh-CN': '评价办理情况', 'zh-TW': '評價辦理情況', en: 'Rate the handling' },
      load: () => import('./rating-page.tsx'),
      roles: PROPOSERS,
    },
  ],
}
