import type { RefusalText } from '../refusal-text.ts'

export const ballotRefusals = {
  'ballot.wrong_state': {
    status: 409,
    zh: '投票当前的阶段不能进行此操作。',
    en: 'The ballot is not in a phase in which this can be done.',
  },
  'ballot.questions_missing': {
    status: 422,
    zh: '请填写表决事项，或指定一项民主评议。',
    en: 'Name the questions, or the appraisal that is voted on.',
  },
  'ballot.questions_not_asked': {
    status: 422,
    zh: '民主评议的表决事项由评议方案确定，不另填写。',
    en: 'The questions of an appraisal are those of its plan.',
  },
  'ballot.open_already': {
    status: 409,
    zh: '该评议已有正在进行的投票。',
    en: 'A ballot on this appraisal is under way.',
  },
  'ballot.not_entitled': { status: 403, zh: '您不在本次投票的应到名单内。', en: 'You are not among those entitled.' },
  'ballot.token_taken': {
    status: 409,
    zh: '您已领取选票，每人只能领取一张。',
    en: 'You have taken your token already; each member gets one.',
  },
  'ballot.blinded_invalid': {
    status: 422,
    zh: '盲化选票不合本次投票的密钥。',
    en: 'The blinded token does not fit the key of this ballot.',
  },
  'ballot.no_quorum': {
    status: 409,
    zh: '领票人数未超过应到人数的规定比例，不能开始投票。',
    en: 'Those present are not more than the share that the rules ask for.',
  },
  'ballot.not_casting': {
    status: 409,
    zh: '现在不在投票阶段。',
    en: 'Votes are not being cast now.',
  },
  'ballot.token_invalid': {
    status: 422,
    zh: '选票无效：不是本次投票发出的选票。',
    en: 'The token was not signed for this ballot.',
  },
  'ballot.token_spent': {
    status: 409,
    zh: '该选票已投出，不能改选。',
    en: 'This token has been cast with another choice, which cannot be changed.',
  },
  'ballot.choices_invalid': {
    status: 422,
    zh: '选择与本次投票的事项不符。',
    en: 'The choices do not fit the questions of this ballot.',
  },
  'ballot.signed_in': {
    status: 400,
    zh: '投票时不得带登录信息。',
    en: 'A vote is sent without Authorization and without cookies.',
  },
} as const satisfies Record<string, RefusalText>
