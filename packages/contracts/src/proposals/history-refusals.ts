import type { RefusalText } from '../refusal-text.ts'

/** Of a line of an imported file, as far as proposals go. */
export const historyRefusals = {
  'history.already': {
    status: 409,
    zh: '该提案已有此项记录。',
    en: 'The proposal has such a record already.',
  },
  'history.unknown_case': {
    status: 404,
    zh: '没有该提案的收到记录，请先导入。',
    en: 'Nothing says that this proposal was submitted; import that first.',
  },
  'history.live_case': {
    status: 409,
    zh: '该提案是系统内办理的提案，历史导入不得改动。',
    en: 'This proposal is handled here; an import of history never touches it.',
  },
  'history.number_live': {
    status: 409,
    zh: '该届次已有同号提案在系统内立案。',
    en: 'A proposal was filed here under this number of the session.',
  },
  'history.number_used': {
    status: 409,
    zh: '另一件导入的提案已使用该提案号。',
    en: 'Another imported proposal has this number.',
  },
  'history.not_filed': { status: 409, zh: '该提案没有立案记录。', en: 'Nothing says that the proposal was filed.' },
  'history.not_assigned': {
    status: 409,
    zh: '该提案没有交办记录。',
    en: 'Nothing says that the proposal was assigned.',
  },
  'history.not_replied': {
    status: 409,
    zh: '没有该轮答复的记录。',
    en: 'Nothing says that there was a reply in this round.',
  },
  'history.round': { status: 409, zh: '答复轮次不连续。', en: 'The round does not follow the one before.' },
  'history.merge_target': {
    status: 409,
    zh: '并入的提案不存在或未立案；已有他案并入的提案不能不立案。',
    en: 'The proposal it was merged into is not there, or was not filed; one that others went into cannot be left unfiled.',
  },
  'history.merge_self': { status: 422, zh: '不能与自身并案。', en: 'A proposal cannot be merged with itself.' },
  'history.merge_chain': {
    status: 409,
    zh: '并案只能有一层：已并入他案或已有他案并入。',
    en: 'A case that is part of another, or has others in it, cannot be merged further.',
  },
  'proposal.imported': {
    status: 409,
    zh: '该提案是导入的历史提案，只供查阅和统计，不在系统内办理。',
    en: 'The proposal was imported from past years: it is read and counted, and not handled here.',
  },
} as const satisfies Record<string, RefusalText>
