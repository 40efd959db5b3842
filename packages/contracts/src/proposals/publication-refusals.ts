import type { RefusalText } from '../refusal-text.ts'

export const publicationRefusals = {
  'publication.text_missing': {
    status: 422,
    zh: '公开全文或摘要的，请提供脱敏后的公开文本。',
    en: 'Give the redacted text of what is published in whole or as a summary.',
  },
  'publication.reason_missing': { status: 422, zh: '不公开的，请说明理由。', en: 'Say why a part is not published.' },
  'publication.text_not_asked': {
    status: 422,
    zh: '不公开的内容不得附公开文本。',
    en: 'What is not published has no public text.',
  },
  'publication.no_consent': {
    status: 409,
    zh: '提案者不同意公开。',
    en: 'The proposer did not consent to publication.',
  },
  'publication.personal_data': {
    status: 422,
    zh: '公开文本中含有电话号码、身份证号码或电子邮箱，请先脱敏。',
    en: 'The public text holds a phone number, an identity number or an e-mail address; redact it first.',
  },
  'publication.same_person': {
    status: 403,
    zh: '公开决定须由另一人复核。',
    en: 'Somebody else has to check what is published.',
  },
  'publication.none': { status: 409, zh: '没有待复核的公开决定。', en: 'No publication is waiting to be checked.' },
  'publication.not_published': { status: 409, zh: '该提案尚未公开。', en: 'The proposal is not published.' },
  'correction.no_entry': {
    status: 404,
    zh: '没有找到要更正的记录。',
    en: 'There is no such entry to correct.',
  },
  'correction.not_own': {
    status: 403,
    zh: '只能更正本方录入的记录。',
    en: 'An entry is corrected by the side that made it.',
  },
  'correction.confirmed': {
    status: 409,
    zh: '提案人已答复该面商记录，日期不能再由单位更正。',
    en: 'A proposer has answered this record; the unit cannot change its day any more.',
  },
  'correction.same': { status: 409, zh: '更正内容与原记录相同。', en: 'The entry says this already.' },
} as const satisfies Record<string, RefusalText>
