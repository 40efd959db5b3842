import type { RefusalText } from '../refusal-text.ts'

/** Of a line of an imported file of past years, and of the import as a whole. */
export const history = {
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
  'history.order': {
    status: 422,
    zh: '时间早于其前一环节。',
    en: 'It lies before the step that it follows.',
  },
  'history.future': { status: 422, zh: '时间晚于今天。', en: 'It lies in the future.' },
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
