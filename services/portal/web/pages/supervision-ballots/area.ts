import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR', 'SUPERVISION_OFFICE', 'AUDITOR']
const title = { 'zh-CN': '无记名投票', 'zh-TW': '無記名投票', en: 'Secret ballots' }

/** 无记名投票: the voter's paper in the voter's own browser, and the office that opens and counts. */
export const area: Area = {
  words,
  pages: [
    { path: '/m/ballots', shell: 'member', title, load: () => import('./ballots-page.tsx'), roles: ['MEMBER'] },
    { path: '/m/ballots/$ballotId', shell: 'member', title, load: () => import('./vote-page.tsx'), roles: ['MEMBER'] },
    { path: '/supervision/ballots', shell: 'staff', title, load: () => import('./ballots-page.tsx'), roles: READERS },
    {
      path: '/supervision/ballots/$ballotId',
      shell: 'staff',
      title,
      load: () => import('./count-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [{ order: 40.4, path: '/supervision/ballots', under: true, label: title, roles: READERS }],
}
