import { type Area, count } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const SIGNERS: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR']
const title = { 'zh-CN': '待放行', 'zh-TW': '待放行', en: 'To release' }

/** 出境内容: everything that leaves the committee is a draft first, shown as it would leave, and then let go. */
export const area: Area = {
  words,
  pages: [
    { path: '/joint/drafts', shell: 'staff', title, load: () => import('./drafts-page.tsx'), roles: SIGNERS },
    {
      path: '/joint/drafts/$draftId',
      shell: 'staff',
      title: { 'zh-CN': '发出前核对', 'zh-TW': '發出前核對', en: 'Outbound preview' },
      load: () => import('./preview-page.tsx'),
      roles: SIGNERS,
    },
    {
      path: '/joint/topic',
      shell: 'staff',
      title: { 'zh-CN': '提为联动议题', 'zh-TW': '提為聯動議題', en: 'Propose as a joint topic' },
      load: () => import('./topic-page.tsx'),
      roles: ['STAFF_OFFICE', 'STAFF_CONSULTATION'],
    },
    {
      path: '/joint/$compactId/draft',
      shell: 'staff',
      title: { 'zh-CN': '起草', 'zh-TW': '起草', en: 'Draft' },
      load: () => import('./draft-page.tsx'),
      roles: SIGNERS,
    },
  ],
  menu: [
    {
      order: 50.1,
      path: '/joint/drafts',
      under: true,
      label: title,
      roles: SIGNERS,
      count: count({
        query: 'joint.drafts',
        params: { limit: 1, state: 'PREPARED' },
        of: ({ total }) => total,
        hot: true,
      }),
    },
  ],
}
