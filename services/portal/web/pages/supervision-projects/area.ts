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
  'AUDITOR',
]
const title = { 'zh-CN': '民主监督', 'zh-TW': '民主監督', en: 'Supervision' }

/** 监督项目: from the plan over groups and visits to the list of issues and the report. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/supervision',
      shell: 'staff',
      title,
      load: () => import('./projects-page.tsx'),
      roles: READERS,
    },
    {
      path: '/supervision/projects/$projectId',
      shell: 'staff',
      title: { 'zh-CN': '监督项目', 'zh-TW': '監督項目', en: 'Project' },
      load: () => import('./project-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [{ order: 40, path: '/supervision', icon: 'eye', label: title, roles: READERS }],
}
