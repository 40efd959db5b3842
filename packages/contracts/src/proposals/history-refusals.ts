import type { RefusalText } from '../refusal-text.ts'

/** Of a line of an imported file, and of the import as a whole. */
export const historyRefusals = {
  'history.not_json': { status: 422, zh: '这一行不是有效的 JSON 对象。', en: 'The line is no JSON object.' },
  'history.line_too_long': { status: 422, zh: '这一行过长。', en: 'The line is too long.' },
  'history.invalid': { status: 422, zh: '字段有误。', en: 'A field is missing or wrong.' },
  'history.too_many_lines': {
    status: 413,
    zh: '文件行数过多，请分成几个文件。',
    en: 'The file has too many lines; divide it.',
  },
  'history.empty': { status: 422, zh: '文件中没有内容。', en: 'There is nothing in the file.' },
  'history.not_gzip': { status: 422, zh: '压缩文件已损坏。', en: 'The packed file is damaged.' },
  'history.changed': {
    status: 409,
    zh: '该事实此前已按不同内容导入，不能覆盖。',
    en: 'This fact was imported before with other content, and is not overwritten.',
  },
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
  'history.order': {
    status: 422,
    zh: '时间早于其前一环节。',
    en: 'It lies before the step that it follows.',
  },
  'history.future': { status: 422, zh: '时间晚于今天。', en: 'It lies in the future.' },
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
  'history.state': {
    status: 409,
    zh: '该导入当前不能进行此操作。',
    en: 'The import is in a state in which this cannot be done.',
  },
  'history.has_wrong': {
    status: 409,
    zh: '文件中有错误的行；修改后重新上传，或选择跳过。',
    en: 'Some lines are wrong: mend the file, or leave them out.',
  },
  'history.nothing_ready': {
    status: 409,
    zh: '文件中没有可导入的内容。',
    en: 'There is nothing in the file that can be imported.',
  },
  'history.running': {
    status: 409,
    zh: '另一份历史数据正在导入，请等它完成。',
    en: 'Another file is being imported; wait until it is done.',
  },
  'statistics.no_range': {
    status: 422,
    zh: '请指明统计的年度、届次或起止日期。',
    en: 'Say of which year, session or days the figures shall be.',
  },
} as const satisfies Record<string, RefusalText>
