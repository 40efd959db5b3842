import { dictionary } from './dictionary.ts'

/** What the shells and the elements say. */
export const core = dictionary({
  'zh-CN': () => import('./zh-cn.ts'),
  'zh-TW': () => import('./zh-tw.ts'),
  en: () => import('./en.ts'),
})
