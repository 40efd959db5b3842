import type { RefusalText } from '../refusal-text.ts'

export const feedbackRefusals = {
  'feedback.no_form': {
    status: 409,
    zh: '收到答复后方可评价。',
    en: 'There is no reply to rate yet.',
  },
  'feedback.over': {
    status: 409,
    zh: '反馈期限已过，不能再评价。',
    en: 'The time for feedback is over.',
  },
  'feedback.result_unknown': {
    status: 422,
    zh: '本地规则的满意度选项中没有这一项。',
    en: 'The local rules have no such option.',
  },
  'feedback.leader_missing': {
    status: 422,
    zh: '集体提案请说明责任领导是否答复。',
    en: 'Say whether the responsible leader replied to this collective proposal.',
  },
  'feedback.leader_not_asked': {
    status: 422,
    zh: '只有集体提案填写责任领导是否答复。',
    en: 'Only of a collective proposal it is asked whether the leader replied.',
  },
  'feedback.running': {
    status: 409,
    zh: '反馈期限未到，提案人仍可评价。',
    en: 'Proposers can still rate the reply.',
  },
  'feedback.none_open': { status: 409, zh: '没有需要催促的反馈。', en: 'Nobody has to be reminded of a rating.' },
  'rehandling.limit': {
    status: 409,
    zh: '再办理次数已达上限，请提请主席会议决定。',
    en: 'There were as many rounds as the rules allow; the chairs’ meeting decides.',
  },
  'rehandling.rounds_left': {
    status: 409,
    zh: '尚可责成再办理，不需主席会议决定。',
    en: 'Another round is possible before the chairs’ meeting decides.',
  },
  'rehandling.needs_decision': {
    status: 409,
    zh: '提案人仍不满意且再办理次数已达上限，须由主席会议决定。',
    en: 'A proposer is still dissatisfied after the last round; the chairs’ meeting decides.',
  },
  'close.unanswered': {
    status: 409,
    zh: '尚有提案人未得到答复，不能办结。',
    en: 'A proposer was not answered yet.',
  },
  'close.reason_missing': {
    status: 422,
    zh: '有提案人不满意，办结须说明理由。',
    en: 'A proposer is dissatisfied: say why the case is closed.',
  },
  'close.not_followed_up': {
    status: 409,
    zh: '办理结果已解决的提案不需跟踪办理。',
    en: 'A case that was solved is not followed up.',
  },
} as const satisfies Record<string, RefusalText>
