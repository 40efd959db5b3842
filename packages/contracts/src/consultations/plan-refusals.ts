import type { RefusalText } from '../refusal-text.ts'

export const planRefusals = {
  'plan.year_taken': { status: 409, zh: '该年度已有协商计划。', en: 'There is a plan for this year already.' },
  'plan.wrong_state': {
    status: 409,
    zh: '计划当前所处的阶段不能进行此操作。',
    en: 'The plan is at a stage at which this cannot be done.',
  },
  'plan.empty': { status: 409, zh: '计划草案中还没有任何事项。', en: 'The draft plan has no item yet.' },
  'plan.full': { status: 409, zh: '计划的事项数已达上限。', en: 'The plan holds as many items as it can.' },
  'plan.topics_open': {
    status: 409,
    zh: '还有议题建议未作处理：请逐项列入、并入或说明不列入的理由。',
    en: 'Suggested topics are still undecided: take up, merge or decline each of them first.',
  },
  'plan.not_consulted': {
    status: 409,
    zh: '计划草案尚未征求政府方面的意见。',
    en: 'The government side has not been asked about the draft plan.',
  },
  'plan.opinions_missing': {
    status: 409,
    zh: '征求意见期限未到，且有单位尚未答复。',
    en: 'Units have not answered yet and still have time to do so.',
  },
  'plan.not_asked': {
    status: 409,
    zh: '计划草案未向该单位征求意见。',
    en: 'This unit was not asked about the draft plan.',
  },
  'plan.opinion_text_missing': {
    status: 422,
    zh: '提出意见时请写明内容。',
    en: 'An opinion with comments needs its text.',
  },
  'plan.reason_missing': { status: 422, zh: '退回修改须写明理由。', en: 'Sending the plan back needs a reason.' },
  'plan.day_in_future': { status: 422, zh: '日期不能晚于今天。', en: 'The day must not lie in the future.' },
  'plan.day_in_past': { status: 422, zh: '日期不能早于今天。', en: 'The day must not lie in the past.' },
  'plan.day_before': {
    status: 422,
    zh: '日期早于前一程序的日期。',
    en: 'The day lies before that of the step it follows.',
  },
  'plan.other_body': {
    status: 409,
    zh: '计划只能由原审定机关按同一程序调整。',
    en: 'Only the body that adopted the plan may change it.',
  },
  'plan.unknown_body': { status: 422, zh: '名录中没有该机构。', en: 'The directory has no such body.' },
  'plan.unknown_unit': { status: 422, zh: '名录中没有该单位。', en: 'The directory has no such unit.' },
  'plan.no_new_recipient': {
    status: 409,
    zh: '所列对象均已批转。',
    en: 'The plan has been forwarded to all of these already.',
  },
  'plan.read_already': { status: 409, zh: '该单位已确认阅知。', en: 'This recipient has confirmed reading already.' },
  'plan.all_read': {
    status: 409,
    zh: '所有批转对象均已阅知，无需提醒。',
    en: 'Every recipient has read the plan; there is nobody to remind.',
  },
  'plan.published_already': { status: 409, zh: '计划已经公开。', en: 'The plan is published already.' },
  'plan.repeated_item': {
    status: 422,
    zh: '同一事项在本次提交中出现多次。',
    en: 'The same item is named more than once.',
  },
  'topic.call_over': { status: 409, zh: '当前没有进行中的选题征集。', en: 'No call for topics is open.' },
  'topic.source': {
    status: 403,
    zh: '只能以本人、本单位或本团体的名义提出议题。',
    en: 'You can suggest topics only for yourself, your unit or your body.',
  },
  'topic.into_itself': { status: 422, zh: '议题不能并入自身。', en: 'A topic cannot be merged into itself.' },
  'item.wrong_state': {
    status: 409,
    zh: '该事项当前的状态不能进行此操作。',
    en: 'The item is in a state in which this cannot be done.',
  },
  'item.unchanged': { status: 409, zh: '内容没有变化。', en: 'Nothing was changed.' },
  'item.other_plan': { status: 422, zh: '该事项不属于这份计划。', en: 'The item belongs to another plan.' },
} as const satisfies Record<string, RefusalText>
