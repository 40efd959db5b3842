import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = [
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
  'SUPERVISION_OFFICE',
  'UNIT_HANDLER',
  'UNIT_LEADER',
]
const title = { 'zh-CN': '协商成果', 'zh-TW': '協商成果', en: 'Outcomes' }

/** 协商成果: what came of the sessions, from the draft over the units' answers to the end of tracking. */
export const area: Area = {
  words,
  pages: [
    { path: '/consultations/outcomes', shell: 'staff', title, load: () => import('./list-page.tsx'), roles: READERS },
    {
      path: '/consultations/outcomes/$outcomeId',
      shell: 'staff',
      title: { 'zh-CN': '建言成果', 'zh-TW': '建言成果', en: 'Outcome' },
      load: () => import('./outcome-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [{ order: 20.4, path: '/consultations/outcomes', under: true, label: title, roles: READERS }],
}
