import type { RefusalText } from '../refusal-text.ts'

export const projectRefusals = {
  'supervision.wrong_state': {
    status: 409,
    zh: '监督项目当前的状态不能进行此操作。',
    en: 'The project is not in a state in which this can be done.',
  },
  'supervision.imported': {
    status: 409,
    zh: '历史数据只供查询和统计，不能办理。',
    en: 'Imported history is read and counted, and nothing else.',
  },
  'supervision.day_order': { status: 422, zh: '结束日期不能早于开始日期。', en: 'The end lies before the start.' },
  'supervision.day_in_future': { status: 422, zh: '日期不能晚于今天。', en: 'The day lies in the future.' },
  'supervision.consent_first': {
    status: 422,
    zh: '主席会议审定须在党委同意当日或之前提出，请核对日期。',
    en: 'The party committee consents on or after the day on which the chairpersons’ meeting decided.',
  },
  'supervision.unknown_unit': { status: 422, zh: '名录中没有该单位。', en: 'The directory has no such unit.' },
  'supervision.unknown_body': { status: 422, zh: '名录中没有该机构。', en: 'The directory has no such body.' },
  'supervision.unknown_member': { status: 422, zh: '名录中没有该委员。', en: 'The directory has no such member.' },
  'supervision.unknown_plan_item': {
    status: 422,
    zh: '年度计划中没有该监督事项，或该事项已取消。',
    en: 'No adopted plan has this item of supervision.',
  },
  'supervision.unknown_group': {
    status: 422,
    zh: '没有该监督小组，或其任期已结束。',
    en: 'There is no such group, or its term has ended.',
  },
  'supervision.visits_open': {
    status: 409,
    zh: '尚有已安排而未登记的走访，请先登记或取消。',
    en: 'Some planned visits are neither recorded nor cancelled.',
  },
  'supervision.no_visit': { status: 409, zh: '尚未开展走访。', en: 'No visit took place yet.' },
  'supervision.issues_open': {
    status: 409,
    zh: '尚有未销号的问题，办结须说明理由。',
    en: 'Some issues are not verified; give a reason to close.',
  },
  'supervision.look_backs_open': {
    status: 409,
    zh: '尚有未开展的回头看，办结须说明理由。',
    en: 'Some look-backs were not made; give a reason to close.',
  },
} as const satisfies Record<string, RefusalText>
