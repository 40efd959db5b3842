import type { RefusalText } from '../refusal-text.ts'

export const keyRefusals = {
  'key.nominated': { status: 409, zh: '该提案已被推荐或已确定。', en: 'The proposal is a candidate or key already.' },
  'key.not_nominated': { status: 409, zh: '该提案未被推荐为重点提案。', en: 'The proposal is no candidate.' },
  'key.not_designated': { status: 409, zh: '该提案不是重点提案。', en: 'The proposal is no key one.' },
  'key.vote_over': { status: 409, zh: '投票已经结束。', en: 'The vote is over.' },
  'key.vote_twice': { status: 409, zh: '已经投过票。', en: 'This vote was cast already.' },
  'key.not_voter': { status: 403, zh: '不在投票范围内。', en: 'Not among those who vote.' },
  'key.too_many': { status: 422, zh: '所选件数超过限额或有重复。', en: 'Too many were chosen, or one twice.' },
  'key.not_candidate': { status: 422, zh: '所选提案不在候选名单中。', en: 'It is not among the candidates.' },
  'key.votes_given': {
    status: 409,
    zh: '已有线上投票，不能登记纸质结果。',
    en: 'Votes were cast in the system; a paper result cannot take their place.',
  },
  'key.more_votes': { status: 422, zh: '得票数不能超过票数。', en: 'There are more votes than ballots.' },
  'key.leadership_missing': {
    status: 422,
    zh: '确定为重点提案的，请写明领办督办层级。',
    en: 'Say on which level a key proposal is led.',
  },
  'key.reason_missing': { status: 422, zh: '未确定的，请说明理由。', en: 'Say why it was not made a key proposal.' },
  'key.leader_missing': {
    status: 422,
    zh: '请至少确定一名领办领导或督办领导。',
    en: 'Name a leader of the handling or of the supervision.',
  },
} as const satisfies Record<string, RefusalText>
