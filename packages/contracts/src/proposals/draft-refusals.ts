import type { RefusalText } from '../refusal-text.ts'

export const draftRefusals = {
  'proposal.wrong_state': {
    status: 409,
    zh: '提案当前所处的状态不能进行此操作。',
    en: 'The proposal is in a state in which this cannot be done.',
  },
  'proposal.classified_text': {
    status: 422,
    zh: '文本带有密级标志。涉密内容不得录入本系统，请按保密规定通过机要渠道以纸质件报送提案委员会。',
    en: 'The text is marked as classified. Secrets must not be entered here; send them on paper through the confidential office.',
  },
  'proposal.subject_too_long': {
    status: 422,
    zh: '案由超过规定字数。',
    en: 'The subject is longer than the local rules allow.',
  },
  'proposal.body_too_long': {
    status: 422,
    zh: '正文超过规定字数。',
    en: 'The text is longer than the local rules allow.',
  },
  'proposal.too_many_suggestions': {
    status: 422,
    zh: '建议条数超过规定。',
    en: 'There are more suggestions than the local rules allow.',
  },
  'proposal.incomplete': {
    status: 422,
    zh: '提交前请写明情况与问题，并至少提出一条具体建议。',
    en: 'Describe the problem and make at least one concrete suggestion before submitting.',
  },
  'proposal.kind_mismatch': {
    status: 422,
    zh: '提案类型与提案者不符：集体提案须注明类别和提出机构，个人、联名提案由委员提出。',
    en: 'Kind and proposer do not fit: a collective proposal names its kind and body, others come from a member.',
  },
  'proposal.collective_kind_unknown': {
    status: 422,
    zh: '本地规则中没有这一集体提案类别，或该机构不能以此类别提出提案。',
    en: 'The local rules have no such kind of collective proposal, or not for this body.',
  },
  'proposal.only_in_session': {
    status: 409,
    zh: '该类集体提案只能在全体会议期间提出。',
    en: 'Proposals of this kind can be submitted during the plenary session only.',
  },
  'proposal.unknown_body': { status: 422, zh: '名录中没有该机构。', en: 'The directory has no such body.' },
  'proposal.unknown_unit': { status: 422, zh: '名录中没有该单位。', en: 'The directory has no such unit.' },
  'proposal.unknown_member': { status: 422, zh: '名录中没有该委员。', en: 'The directory has no such member.' },
  'proposal.own_cosigner': {
    status: 422,
    zh: '第一提案人不能同时是附议人。',
    en: 'The lead proposer cannot cosign as well.',
  },
  'proposal.cosigner_twice': {
    status: 409,
    zh: '该委员已被邀请或已附议。',
    en: 'This member was invited already.',
  },
  'proposal.not_joint': {
    status: 409,
    zh: '只有联名提案可以邀请附议。',
    en: 'Only a joint proposal has cosigners.',
  },
  'proposal.cosignature_given': {
    status: 409,
    zh: '您已答复过该附议邀请。',
    en: 'You have answered this invitation already.',
  },
  'proposal.cosigning_over': {
    status: 409,
    zh: '附议期限已过。',
    en: 'The time for cosigning is over.',
  },
  'proposal.until_passed': { status: 422, zh: '附议截止日不能早于今天。', en: 'The day must not lie in the past.' },
  'proposal.no_cosigner': {
    status: 409,
    zh: '联名提案须至少有一名委员附议；也可改为个人提案后提交。',
    en: 'A joint proposal needs at least one cosignature; or make it an individual one.',
  },
  'proposal.text_changed': {
    status: 409,
    zh: '提案文本已有改动，请阅读最新文本后再操作。',
    en: 'The text has changed meanwhile; read it again first.',
  },
  'proposal.not_confirmed': {
    status: 409,
    zh: '集体提案须先由提出机构盖章或由召集人签名确认。',
    en: 'A collective proposal needs the seal of its body or the signature of its convenor first.',
  },
  'proposal.seal_missing': {
    status: 422,
    zh: '请上传盖章页。',
    en: 'Upload the page with the seal.',
  },
  'proposal.not_convenor': {
    status: 403,
    zh: '只有该机构的召集人可以签名确认。',
    en: 'Only the convenor of the body may sign.',
  },
  'proposal.consent_reason_missing': {
    status: 422,
    zh: '不同意公开的，请说明理由。',
    en: 'Say why the proposal shall not be published.',
  },
  'proposal.no_session': {
    status: 409,
    zh: '尚未设置提案征集届次，请联系提案委员会。',
    en: 'No session is open for proposals yet; ask the proposal committee.',
  },
  'proposal.stage_unknown': { status: 422, zh: '本地规则中没有这一阶段。', en: 'The local rules have no such stage.' },
  'proposal.too_many_rows': {
    status: 422,
    zh: '符合条件的提案过多，请缩小范围后再导出。',
    en: 'Too many proposals match to be exported; narrow the search down.',
  },
  'intake.exists': { status: 409, zh: '该届次已经设置。', en: 'This session was set up already.' },
  'intake.day_order': {
    status: 422,
    zh: '日期顺序有误：开幕日不晚于闭幕日，提案截止日应在会议期间。',
    en: 'The days are out of order: opening, then deadline, then closing.',
  },
} as const satisfies Record<string, RefusalText>
