import type { RefusalText } from '../refusal-text.ts'

export const appraisalRefusals = {
  'appraisal.wrong_state': {
    status: 409,
    zh: '评议当前所处的阶段不能进行此操作。',
    en: 'The appraisal is at a stage at which this cannot be done.',
  },
  'appraisal.exists': {
    status: 409,
    zh: '该单位本年度的评议已经启动。',
    en: 'The unit is appraised in this year already.',
  },
  'appraisal.weights': {
    status: 422,
    zh: '评议内容不得重复，权重之和须为一百。',
    en: 'Items must differ and their weights add up to a hundred.',
  },
  'appraisal.items': {
    status: 422,
    zh: '请为每项评议内容各打一次分。',
    en: 'Score each item of this appraisal once.',
  },
  'appraisal.not_appraiser': { status: 403, zh: '您不是本次评议的评议人。', en: 'You are no appraiser of this unit.' },
  'appraisal.scored': { status: 409, zh: '您已打过分。', en: 'You have scored already.' },
} as const satisfies Record<string, RefusalText>
