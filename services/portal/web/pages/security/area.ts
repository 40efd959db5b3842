import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 我的账号: password, second factor, roles and sign-ins of one's own, and what has to be done before anything else. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/security',
      shell: 'staff',
      title: { 'zh-CN': '账号安全', 'zh-TW': '帳號安全', en: 'Account and security' },
      load: () => import('./security-page.tsx'),
    },
    {
      path: '/m/me',
      shell: 'member',
      title: { 'zh-CN': '我的', 'zh-TW': '我的', en: 'Me' },
      load: () => import('./me-page.tsx'),
    },
    {
      path: '/sign-in/second-factor',
      shell: 'bare',
      title: { 'zh-CN': '二次验证', 'zh-TW': '二次驗證', en: 'Second factor' },
      load: () => import('./second-factor-page.tsx'),
    },
    {
      path: '/sign-in/role',
      shell: 'bare',
      title: { 'zh-CN': '选择职务', 'zh-TW': '選擇職務', en: 'Choose a role' },
      load: () => import('./role-page.tsx'),
    },
  ],
}
