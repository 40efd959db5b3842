import type { Area, Page } from '../../area.ts'
import { READERS } from './keepers.ts'
import { words } from './words/index.ts'

const titles = {
  members: { 'zh-CN': '委员名录', 'zh-TW': '委員名錄', en: 'Members' },
  bodies: { 'zh-CN': '机构', 'zh-TW': '機構', en: 'Bodies' },
  units: { 'zh-CN': '承办单位', 'zh-TW': '承辦單位', en: 'Units' },
  sectors: { 'zh-CN': '界别', 'zh-TW': '界別', en: 'Sectors' },
  staff: { 'zh-CN': '工作人员', 'zh-TW': '工作人員', en: 'Staff' },
  committees: { 'zh-CN': '各地委员会', 'zh-TW': '各地委員會', en: 'Committees' },
}

const page = (path: string, title: Page['title'], load: Page['load']): Page => ({
  path,
  shell: 'staff',
  title,
  load,
  roles: READERS,
})

/** 名录: members with their terms and posts, bodies, units, sectors, staff, committees. */
export const area: Area = {
  words,
  pages: [
    page('/directory', titles.members, () => import('./members-page.tsx')),
    page('/directory/members/$memberId', titles.members, () => import('./member-page.tsx')),
    page('/directory/bodies', titles.bodies, () => import('./bodies-page.tsx')),
    page('/directory/units', titles.units, () => import('./units-page.tsx')),
    page('/directory/units/$unitId', titles.units, () => import('./unit-page.tsx')),
    page('/directory/sectors', titles.sectors, () => import('./sectors-page.tsx')),
    page('/directory/staff', titles.staff, () => import('./staff-page.tsx')),
    page('/directory/committees', titles.committees, () => import('./committees-page.tsx')),
  ],
  menu: [
    {
      order: 85,
      path: '/directory',
      icon: 'book',
      label: { 'zh-CN': '名录', 'zh-TW': '名錄', en: 'Directory' },
      roles: READERS,
    },
  ],
}
