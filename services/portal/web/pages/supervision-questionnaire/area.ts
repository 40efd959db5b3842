import type { Area } from '../../area.ts'
import { words } from './words/index.ts'

/** 公众问卷: what citizens answer after scanning a poster, without account. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/open/questionnaires/$code',
      shell: 'public',
      title: { 'zh-CN': '公众问卷', 'zh-TW': '公眾問卷', en: 'Questionnaire' },
      load: () => import('./questionnaire-page.tsx'),
    },
  ],
}
