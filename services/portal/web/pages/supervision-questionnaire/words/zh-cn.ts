export const words = {
  awaited: (time: string) => `问卷尚未开始，${time} 开放。`,
  ended: (time: string) => `问卷已于 ${time} 结束，感谢关注。`,
  anonymous: (time: string) => `不用注册，不记录您的身份。每台设备填写一份，${time} 截止。`,
  thanks: (time: string) => `您的答卷已于 ${time} 提交，谢谢参与。`,
  optional: '可以不答',
  missing: '请作答后再提交。',
  noNames: '请不要填写姓名、电话等个人信息。',
  submit: '提交答卷',
}
