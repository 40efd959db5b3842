import type { RefusalText } from '../refusal-text.ts'

export const followUpRefusals = {
  'pressure.settled': { status: 409, zh: '该情况反映已核查完毕。', en: 'This report of pressure is settled already.' },
  'promise.open': {
    status: 409,
    zh: '尚有承诺事项未核实，不能办结。',
    en: 'A promise of this case is not settled yet.',
  },
  'promise.settled': { status: 409, zh: '该承诺事项已核实或已解除。', en: 'This promise is settled already.' },
  'promise.not_done': { status: 409, zh: '单位尚未报告完成。', en: 'The unit has not reported it as done.' },
  'promise.day_missing': {
    status: 422,
    zh: '退回的承诺事项须写明新的期限和理由。',
    en: 'A promise that is sent back needs a new day and a reason.',
  },
  'promise.day_not_asked': { status: 422, zh: '只有退回时填写新的期限。', en: 'Only what is sent back has a new day.' },
  'promise.reason_missing': { status: 422, zh: '解除承诺须说明理由。', en: 'Say why the unit is released.' },
  'upgrade.not_better': {
    status: 409,
    zh: '只能由 C 类升为 B 类或 A 类，由 B 类升为 A 类。',
    en: 'A result can go from C to B or A, and from B to A.',
  },
  'upgrade.pending': { status: 409, zh: '已有升级申请待确认。', en: 'An upgrade is asked for already.' },
  'upgrade.none': { status: 409, zh: '没有待确认的升级申请。', en: 'No upgrade was asked for.' },
  'upgrade.reason_missing': { status: 422, zh: '不予确认须说明理由。', en: 'Say why it is not confirmed.' },
  'look_back.exists': { status: 409, zh: '该年度回头看已经启动。', en: 'The look back of this year was begun before.' },
  'look_back.nothing_open': { status: 409, zh: '没有未兑现的承诺事项。', en: 'No promise is open.' },
} as const satisfies Record<string, RefusalText>
