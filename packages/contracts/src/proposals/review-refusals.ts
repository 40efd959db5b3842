import type { RefusalText } from '../refusal-text.ts'

export const reviewRefusals = {
  'review.not_second': {
    status: 409,
    zh: '复审须在预审之后进行。',
    en: 'The second review follows the first.',
  },
  'review.same_reviewer': {
    status: 403,
    zh: '预审和复审须由不同的人员进行。',
    en: 'The second review is for somebody else than the first.',
  },
  'review.not_reviewed': {
    status: 409,
    zh: '须完成预审和复审后方可作出决定。',
    en: 'A decision needs both reviews.',
  },
  'review.not_claimed': {
    status: 409,
    zh: '请先领取审查。',
    en: 'Take the proposal up for review first.',
  },
  'review.seal_unchecked': {
    status: 422,
    zh: '该集体提案须核对盖章页。',
    en: 'Check the page with the seal of this collective proposal.',
  },
  'review.category_missing': {
    status: 422,
    zh: '建议立案的，请提出类别。',
    en: 'A verdict to file needs a class.',
  },
  'review.similar_missing': {
    status: 422,
    zh: '建议并案的，请指明与哪件提案同题。',
    en: 'A verdict to merge names the proposals it is alike.',
  },
  'proposal.category_unknown': {
    status: 422,
    zh: '本地规则中没有这一类别。',
    en: 'The local rules have no such class.',
  },
  'proposal.wrong_forum': {
    status: 422,
    zh: '审定机构不符：集体提案和重要提案由提案委员会会议审定，大会提案由大会提案组审定，其他由提案委员会主任审定。',
    en: 'Another forum decides: the committee’s meeting on collective and important ones, the session’s group on session ones, else the director.',
  },
  'proposal.day_in_future': { status: 422, zh: '日期不能晚于今天。', en: 'The day must not lie in the future.' },
  'proposal.day_in_past': { status: 422, zh: '日期不能早于今天。', en: 'The day must not lie in the past.' },
  'proposal.merge_self': { status: 422, zh: '不能与自身并案。', en: 'A proposal cannot be merged with itself.' },
  'proposal.merge_session': {
    status: 409,
    zh: '只能合并同一届次的提案。',
    en: 'Only proposals of the same session can be merged.',
  },
  'proposal.merge_order': {
    status: 409,
    zh: '已立案的提案不能并入尚未立案的提案。',
    en: 'A filed proposal cannot go into one that is not filed.',
  },
  'proposal.merge_chain': {
    status: 409,
    zh: '该提案已有其他提案并入，请先撤销原并案。',
    en: 'Others were merged into this proposal; undo that first.',
  },
  'proposal.session_linked': { status: 409, zh: '该会议已经关联。', en: 'This session is linked already.' },
  'proposal.session_held': {
    status: 409,
    zh: '会议已经召开，不能取消关联。',
    en: 'The session was held and stays linked.',
  },
  'proposal.merge_key': {
    status: 409,
    zh: '重点提案及其候选件不能并入他案，请以其为主案。',
    en: 'A key proposal, or a candidate, is the case that others go into.',
  },
  'proposal.merger_answered': { status: 409, zh: '已答复过该并案。', en: 'This merger was answered already.' },
} as const satisfies Record<string, RefusalText>
