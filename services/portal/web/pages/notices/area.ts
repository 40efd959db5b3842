import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** Who has the phone; everybody else has the desk. */
const MEMBERS: readonly Role[] = ['MEMBER', 'DEPUTY']
const DESK: readonly Role[] = [
  'GROUP_CLERK',
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  'VENUE_MANAGER',
  'PARTNER_STAFF',
  'ANALYST',
  'OPS',
  'AUDITOR',
]
const KEEPERS: readonly Role[] = ['OPS', 'STAFF_OFFICE']

const title = { 'zh-CN': '消息', 'zh-TW': '消息', en: 'Messages' }
const choices = { 'zh-CN': '通知设置', 'zh-TW': '通知設定', en: 'Notice settings' }
const channels = { 'zh-CN': '通知渠道', 'zh-TW': '通知管道', en: 'Notice channels' }
const pages = {
  list: () => import('./list-page.tsx'),
  choices: () => import('./choices-page.tsx'),
  open: () => import('./open-page.tsx'),
}

/** 通知: what one is told, by which way, and the channels of the office. */
export const area: Area = {
  words,
  pages: [
    { path: '/notices', shell: 'staff', title, load: pages.list, roles: DESK },
    { path: '/notices/choices', shell: 'staff', title: choices, load: pages.choices, roles: DESK },
    {
      path: '/notices/channels',
      shell: 'staff',
      title: channels,
      load: () => import('./channels-page.tsx'),
      roles: KEEPERS,
    },
    { path: '/notices/$noticeId', shell: 'staff', title, load: pages.open, roles: DESK },
    { path: '/m/messages', shell: 'member', title, load: pages.list, roles: MEMBERS },
    { path: '/m/messages/choices', shell: 'member', title: choices, load: pages.choices, roles: MEMBERS },
    { path: '/m/messages/$noticeId', shell: 'member', title, load: pages.open, roles: MEMBERS },
  ],
  menu: [{ order: 90.1, path: '/notices/channels', icon: 'mail', label: channels, roles: KEEPERS }],
}
