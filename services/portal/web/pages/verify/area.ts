import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 核验: whether an evidence file is sound, worked out on the device of whoever asks. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/open/verify',
      shell: 'public',
      title: { 'zh-CN': '文件核验', 'zh-TW': '文件核驗', en: 'Verify evidence' },
      load: () => import('./verify-page.tsx'),
    },
  ],
}
