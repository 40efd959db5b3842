import type { words as chinese } from './zh-cn.ts'

export const words: typeof chinese = {
  awaited: (time: string) => `問卷尚未開始，${time} 開放。`,
  ended: (time: string) => `問卷已於 ${time} 結束，感謝關注。`,
  anonymous: (time: string) => `不用註冊，不記錄您的身份。每臺設備填寫一份，${time} 截止。`,
  thanks: (time: string) => `您的答卷已於 ${time} 提交，謝謝參與。`,
  optional: '可以不答',
  missing: '請作答後再提交。',
  noNames: '請不要填寫姓名、電話等個人信息。',
  submit: '提交答卷',
}
