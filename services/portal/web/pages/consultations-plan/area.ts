import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** Who reads the plan at a desk; how much of it each sees, the service decides. */
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
  'GROUP_CLERK',
  'ANALYST',
]
const plan = { 'zh-CN': '协商计划', 'zh-TW': '協商計劃', en: 'Consultation plan' }

/** 协商计划: the year, the import of a plan, and each item with what became of it. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/consultations',
      shell: 'staff',
      title: plan,
      load: () => import('./year-page.tsx'),
      roles: READERS,
    },
    {
      path: '/consultations/import',
      shell: 'staff',
      title: { 'zh-CN': '导入计划表', 'zh-TW': '導入計劃表', en: 'Import a plan' },
      load: () => import('./import-page.tsx'),
      roles: ['STAFF_CONSULTATION', 'STAFF_OFFICE'],
    },
    {
      path: '/consultations/items/$itemId',
      shell: 'staff',
      title: { 'zh-CN': '计划事项', 'zh-TW': '計劃事項', en: 'Plan item' },
      load: () => import('./item-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [{ order: 20, path: '/consultations', icon: 'calendar', label: plan, roles: READERS }],
}
