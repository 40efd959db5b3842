import type { Area } from '../../area.ts'

/** 元素一览, for whoever builds pages: every element in every state. Left out of what is delivered. */
export const area: Area = {
  pages: __ELEMENTS__
    ? [
        {
          path: '/elements',
          shell: 'bare',
          title: { 'zh-CN': '签名元素与状态', 'zh-TW': '簽名元素與狀態', en: 'Elements' },
          load: () => import('./elements-page.tsx'),
        },
      ]
    : [],
}
