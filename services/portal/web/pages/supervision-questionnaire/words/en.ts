import type { words as chinese } from './zh-cn.ts'

export const words: typeof chinese = {
  awaited: (time) => `Not open yet; it opens ${time}.`,
  ended: (time) => `It ended ${time}. Thank you for your interest.`,
  anonymous: (time) => `No account, and nobody knows who you are. One answer a device, until ${time}.`,
  thanks: (time) => `Your answer was sent ${time}. Thank you.`,
  optional: 'not required',
  missing: 'Answer this before you send it.',
  noNames: 'Write no names, telephone numbers or the like.',
  submit: 'Send',
}
