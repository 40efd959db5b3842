import { dictionary } from '../../../words/dictionary.ts'

export const words = dictionary({
  'zh-CN': () => import('./zh-cn.ts'),
  'zh-TW': () => import('./zh-tw.ts'),
  en: () => import('./en.ts'),
})
