import type { RefusalText } from '../refusal-text.ts'

export const groupRefusals = {
  'group.unit_missing': { status: 422, zh: '派驻小组须指定派驻单位。', en: 'A resident group is posted to a unit.' },
  'group.unit_not_asked': {
    status: 422,
    zh: '专项小组不派驻单位。',
    en: 'A topical group is not posted to a unit.',
  },
  'group.leader_twice': {
    status: 422,
    zh: '组长无须重复列入成员名单。',
    en: 'The leader is not listed again among the members.',
  },
} as const satisfies Record<string, RefusalText>
