import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

export const DRAFTERS: readonly Role[] = [
  'STAFF_OFFICE',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
]
const READERS: readonly Role[] = [...DRAFTERS, 'CHAIR', 'AUDITOR', 'OPS']
const rules = { 'zh-CN': '本地规则', 'zh-TW': '本地規則', en: 'Local rules' }

/** 本地规则: the numbers and lists by which this committee works, drafted by one person and approved by another. */
export const area: Area = {
  words,
  pages: [
    { path: '/rules', shell: 'staff', title: rules, load: () => import('./rules-page.tsx'), roles: READERS },
    {
      path: '/rules/new',
      shell: 'staff',
      title: { 'zh-CN': '拟订规则', 'zh-TW': '擬訂規則', en: 'Draft rules' },
      load: () => import('./draft-page.tsx'),
      roles: DRAFTERS,
    },
    { path: '/rules/$version', shell: 'staff', title: rules, load: () => import('./version-page.tsx'), roles: READERS },
  ],
  menu: [{ order: 86, path: '/rules', icon: 'gear', label: rules, roles: READERS }],
}
