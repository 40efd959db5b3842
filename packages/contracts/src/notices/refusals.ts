import type { RefusalText } from '../refusal-text.ts'

export const notices = {
  'notices.no_mail_server': {
    status: 409,
    zh: '本单位尚未配置邮件服务器，暂不能用邮件接收通知。',
    en: 'The committee has no mail server, so nothing can be sent by mail.',
  },
  'notices.code_too_soon': {
    status: 429,
    zh: '验证码发送过于频繁：一分钟内一次，一天内五次，请稍后再试。',
    en: 'Codes are sent once a minute and five times a day at most; try again later.',
  },
  'notices.code_wrong': {
    status: 422,
    zh: '验证码不正确，或已过三十分钟失效。',
    en: 'The code is wrong, or older than half an hour.',
  },
  'notices.robot_address': {
    status: 422,
    zh: '地址须为该机器人的完整 Webhook 地址（https，企业微信或钉钉提供）。',
    en: 'The address must be the whole https webhook address that the vendor of the robot gave.',
  },
  'notices.robot_host': {
    status: 422,
    zh: '该地址不在允许的范围内，请联系运维人员。',
    en: 'Nothing is sent to that host; ask the operators.',
  },
  'notices.robot_secret': {
    status: 422,
    zh: '企业微信机器人没有加签密钥，请留空。',
    en: 'A robot of WeCom has no signing secret; leave it out.',
  },
  'notices.not_failed': {
    status: 409,
    zh: '只有被拒收或已放弃的可以重新发送。',
    en: 'Only what was refused or given up can be sent again.',
  },
} as const satisfies Record<string, RefusalText>
