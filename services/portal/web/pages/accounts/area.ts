import { type Area, count } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const KEEPERS: readonly Role[] = ['OPS', 'STAFF_OFFICE']
const READERS: readonly Role[] = [...KEEPERS, 'AUDITOR']

/** 账号与授权: who may sign in and in which roles, given by two people, and every attempt to. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/accounts',
      shell: 'staff',
      title: { 'zh-CN': '账号与授权', 'zh-TW': '帳號與授權', en: 'Accounts and roles' },
      load: () => import('./list-page.tsx'),
      roles: READERS,
      homeOf: ['AUDITOR'],
    },
    {
      path: '/accounts/new',
      shell: 'staff',
      title: { 'zh-CN': '开通账号', 'zh-TW': '開通帳號', en: 'New accounts' },
      load: () => import('./new-page.tsx'),
      roles: KEEPERS,
    },
    {
      path: '/accounts/grants',
      shell: 'staff',
      title: { 'zh-CN': '角色授权', 'zh-TW': '角色授權', en: 'Grants' },
      load: () => import('./grants-page.tsx'),
      roles: READERS,
    },
    {
      path: '/accounts/sign-ins',
      shell: 'staff',
      title: { 'zh-CN': '登录审计', 'zh-TW': '登入稽核', en: 'Sign-ins' },
      load: () => import('./sign-ins-page.tsx'),
      roles: READERS,
    },
    {
      path: '/accounts/programs',
      shell: 'staff',
      title: { 'zh-CN': '服务账号', 'zh-TW': '服務帳號', en: 'Programs' },
      load: () => import('./programs-page.tsx'),
      roles: READERS,
    },
    {
      path: '/accounts/$accountId',
      shell: 'staff',
      title: { 'zh-CN': '账号', 'zh-TW': '帳號', en: 'Account' },
      load: () => import('./account-page.tsx'),
      roles: READERS,
    },
  ],
  menu: [
    {
      order: 91,
      path: '/accounts',
      icon: 'person',
      label: { 'zh-CN': '账号与授权', 'zh-TW': '帳號與授權', en: 'Accounts' },
      roles: READERS,
    },
    {
      order: 91.1,
      path: '/accounts/grants?state=PROPOSED',
      under: true,
      label: { 'zh-CN': '待批准授权', 'zh-TW': '待批准授權', en: 'To approve' },
      roles: KEEPERS,
      count: count({
        query: 'identity.role-grants',
        params: { limit: 1, state: ['PROPOSED'] },
        of: ({ total }) => total,
      }),
    },
    {
      order: 91.2,
      path: '/accounts/sign-ins',
      under: true,
      label: { 'zh-CN': '登录审计', 'zh-TW': '登入稽核', en: 'Sign-ins' },
      roles: READERS,
    },
    {
      order: 91.3,
      path: '/accounts/programs',
      under: true,
      label: { 'zh-CN': '服务账号', 'zh-TW': '服務帳號', en: 'Programs' },
      roles: READERS,
    },
  ],
}
