import type { RefusalText } from '../refusal-text.ts'

export const rectificationRefusals = {
  'issue_list.approved_too_early': {
    status: 422,
    zh: '清单审定日期早于监督项目审定日期。',
    en: 'The list was approved before the project was.',
  },
  'issue_list.not_in_project': {
    status: 422,
    zh: '清单中的问题不属于该监督项目。',
    en: 'An issue of the list is not a finding of the project.',
  },
  'issue_list.text_missing': {
    status: 422,
    zh: '问题缺少事实描述，不能列入清单。',
    en: 'A finding without its facts cannot be listed.',
  },
  'issue.day_past': { status: 422, zh: '期限须晚于今天。', en: 'The day must lie after today.' },
  'issue.day_too_far': { status: 422, zh: '期限最长为两年。', en: 'The day lies more than two years ahead.' },
  'issue.dispute_too_late': {
    status: 409,
    zh: '提出异议的期限已过。',
    en: 'The term for a dispute has ended.',
  },
  'issue.day_too_early': {
    status: 422,
    zh: '日期早于上一环节。',
    en: 'The day lies before what went before.',
  },
  'issue.finish_after_due': {
    status: 422,
    zh: '计划完成日期晚于整改期限，请先申请延期。',
    en: 'The measures end after the term; ask for more time first.',
  },
  'issue.handler_is_judge': {
    status: 422,
    zh: '监督小组成员不能列为承办人员。',
    en: 'A member of the project’s groups cannot be named for the work.',
  },
  'issue.verifier_is_unit': {
    status: 403,
    zh: '责任单位及其经办人员不得核查本单位的问题。',
    en: 'Neither the responsible unit nor who handled the issue for it may judge it.',
  },
  'issue.too_many_rows': {
    status: 422,
    zh: '导出的问题过多，请缩小范围。',
    en: 'Too many issues for one sheet; narrow them down.',
  },
  'issue.term_not_asked': {
    status: 422,
    zh: '整改未反弹，不需要新的期限。',
    en: 'What held needs no new term.',
  },
  'more_time.open': { status: 409, zh: '已有待答复的延期申请。', en: 'A request for more time is open already.' },
  'more_time.too_late': {
    status: 409,
    zh: '整改期限已过，不能申请延期。',
    en: 'The term has ended; more time cannot be asked for.',
  },
  'more_time.not_later': {
    status: 422,
    zh: '申请的日期须晚于现有期限。',
    en: 'The day asked for is not later than the term.',
  },
  'more_time.decided': {
    status: 409,
    zh: '该延期申请已答复，或已进入下一轮整改。',
    en: 'The request was decided on, or belongs to an earlier round.',
  },
  'look_back.recorded': { status: 409, zh: '该问题的回头看已登记。', en: 'The look-back was recorded already.' },
} as const satisfies Record<string, RefusalText>
