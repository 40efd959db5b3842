import type { RefusalText } from '../refusal-text.ts'

export const appraisalRefusals = {
  'unit_appraisal.wrong_state': {
    status: 409,
    zh: '民主评议当前的状态不能进行此操作。',
    en: 'The appraisal is not in a state in which this can be done.',
  },
  'unit_appraisal.consent_first': {
    status: 422,
    zh: '党委同意的日期不能早于主席会议审定的日期。',
    en: 'The party committee consents on or after the day on which the chairpersons’ meeting decided.',
  },
  'unit_appraisal.no_unit': { status: 422, zh: '该单位不是本次评议的对象。', en: 'This unit is not appraised here.' },
  'unit_appraisal.survey_open': {
    status: 409,
    zh: '问卷尚未结束，不能开始听取报告。',
    en: 'A questionnaire is still open; the hearing comes after it.',
  },
  'unit_appraisal.unit_not_heard': {
    status: 409,
    zh: '尚有单位未作报告，不能登记投票结果。',
    en: 'Some units have not reported yet; the vote comes afterwards.',
  },
  'unit_appraisal.counts_unlike': {
    status: 422,
    zh: '计票结果须逐个单位、逐项列出每个等次的票数，且不得重复。',
    en: 'The totals must name every unit, item and option once.',
  },
  'unit_appraisal.counts_exceed': {
    status: 422,
    zh: '各等次票数之和不能多于有效票数。',
    en: 'The options of an item were chosen more often than there are valid ballots.',
  },
  'unit_appraisal.turnout_unlike': {
    status: 422,
    zh: '票数不合：到会人数不能多于应到人数，发出票数不能多于到会人数，有效票不能多于收回票。',
    en: 'More attended than are entitled, more ballots were issued than attended, or more are valid than returned.',
  },
  'unit_appraisal.recount_reason': {
    status: 422,
    zh: '重新登记计票结果须说明理由。',
    en: 'Give a reason for recording the totals again.',
  },
  'unit_appraisal.of_ballot': {
    status: 409,
    zh: '该结果来自系统票决，不能手工改写。',
    en: 'The totals come from a secret ballot and are not written over by hand.',
  },
  'unit_appraisal.not_declared': { status: 409, zh: '评议结果尚未宣布。', en: 'The result has not been declared yet.' },
  'unit_appraisal.no_letter': { status: 409, zh: '尚未拟制该单位的意见书。', en: 'No opinion letter was drafted.' },
  'unit_appraisal.letter_sent': { status: 409, zh: '该单位的意见书已签发。', en: 'The letter to this unit was sent.' },
  'unit_appraisal.own_letter': {
    status: 422,
    zh: '拟稿人不能签发自己拟制的意见书。',
    en: 'Whoever drafted the letter does not sign it.',
  },
  'unit_appraisal.not_reported': { status: 409, zh: '该单位尚未报告整改情况。', en: 'This unit has not reported yet.' },
  'unit_appraisal.reported': {
    status: 409,
    zh: '该单位已报告整改情况，正待复查或已通过。',
    en: 'The unit has reported; it is looked at again, or has passed.',
  },
  'questionnaire.times': {
    status: 422,
    zh: '问卷的结束时间须晚于开始时间和现在。',
    en: 'A questionnaire must close after it opens, and after now.',
  },
  'questionnaire.ended': { status: 409, zh: '问卷已结束。', en: 'The questionnaire has ended.' },
  'questionnaire.awaited': { status: 409, zh: '问卷尚未开始。', en: 'The questionnaire is not open yet.' },
  'questionnaire.open': {
    status: 409,
    zh: '问卷结束后方可查看结果。',
    en: 'Results are told when the questionnaire has ended.',
  },
  'questionnaire.answered': {
    status: 409,
    zh: '此设备已提交过另一份答卷。',
    en: 'This device has sent another answer before.',
  },
  'questionnaire.unlike': {
    status: 422,
    zh: '答案与题目不符，请检查。',
    en: 'An answer does not fit its question.',
  },
  'questionnaire.missing': { status: 422, zh: '尚有必答题未作答。', en: 'A question that must be answered was not.' },
  'questionnaire.text_hidden': { status: 409, zh: '该留言已屏蔽。', en: 'These words were hidden before.' },
} as const satisfies Record<string, RefusalText>
