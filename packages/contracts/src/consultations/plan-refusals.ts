import type { RefusalText } from '../refusal.ts'

export const planRefusals = {
  'plan.not_found': { status: 404, zh: '没有找到该年度计划。', en: 'There is no such plan.' },
  'plan.year_taken': { status: 409, zh: '该年度已有协商计划。', en: 'There is a plan for this year already.' },
  'item.not_found': { status: 404, zh: '没有找到该计划事项。', en: 'There is no such plan item.' },
  'item.wrong_state': {
    status: 409,
    zh: '该事项当前的状态不能进行此操作。',
    en: 'The item is not in a state in which this can be done.',
  },
} as const satisfies Record<string, RefusalText>
