import type { RefusalText } from '../refusal-text.ts'

export const fieldRefusals = {
  'visit.id_taken': {
    status: 409,
    zh: '该编号已用于另一次走访。',
    en: 'Another visit was recorded under this id.',
  },
  'visit.group_not_assigned': {
    status: 422,
    zh: '该小组未承担此监督项目。',
    en: 'This group was not given the project.',
  },
  'visit.not_in_group': {
    status: 422,
    zh: '参加走访的须为该小组成员。',
    en: 'Those who take part must be members of the group.',
  },
  'visit.not_yet': {
    status: 422,
    zh: '走访时间不能晚于现在。',
    en: 'A visit cannot have taken place in the future.',
  },
  'visit.not_held': { status: 409, zh: '该走访尚未登记或已取消。', en: 'This visit did not take place.' },
  'visit.in_past': { status: 422, zh: '计划走访时间须晚于现在。', en: 'A visit is planned for a time to come.' },
  'visit.wrong_phase': {
    status: 409,
    zh: '该走访当前的状态不能进行此操作。',
    en: 'The visit is not in a state in which this can be done.',
  },
  'finding.not_yours': {
    status: 403,
    zh: '只有登记人或机关可以修改该问题。',
    en: 'A finding is revised by who raised it, or by the office.',
  },
  'finding.id_taken': {
    status: 409,
    zh: '该编号已用于另一个问题。',
    en: 'Another finding was recorded under this id.',
  },
  'finding.wrong_state': {
    status: 409,
    zh: '该问题当前的状态不能进行此操作。',
    en: 'The finding is not in a state in which this can be done.',
  },
} as const satisfies Record<string, RefusalText>
