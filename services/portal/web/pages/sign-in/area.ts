import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 登录: one entrance for everybody; the first password is changed before anything else. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/sign-in',
      shell: 'bare',
      title: { 'zh-CN': '登录', 'zh-TW': '登入', en: 'Sign in' },
      load: () => import('./sign-in-page.tsx'),
    },
    {
      path: '/sign-in/password',
      shell: 'bare',
      title: { 'zh-CN': '修改密码', 'zh-TW': '修改密碼', en: 'Change password' },
      load: () => import('./password-page.tsx'),
    },
  ],
}
