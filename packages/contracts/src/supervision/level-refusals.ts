import type { RefusalText } from '../refusal-text.ts'

export const levelRefusals = {
  'template.not_found': { status: 404, zh: '没有找到该监督方案模板。', en: 'There is no such template.' },
  'template.own': {
    status: 409,
    zh: '本方发布的模板由下级立项。',
    en: 'A template of the own committee is taken up by the lower levels.',
  },
  'template.taken': {
    status: 409,
    zh: '已按该模板立项，不再重复。',
    en: 'A project of this template is there already.',
  },
  'template.fixed': {
    status: 409,
    zh: '主题、形式、年度、期限和指标由上级模板规定，不能修改；层级不能改为本级。',
    en: 'The template of the upper committee fixes topic, form, year, period and indicators, and that several levels take part.',
  },
  'level_report.no_template': {
    status: 409,
    zh: '该项目不是按上级模板提出的，不报送层级监督报告。',
    en: 'The project follows no template of an upper committee.',
  },
  'level_report.unknown_indicator': {
    status: 422,
    zh: '模板中没有该指标。',
    en: 'The template has no such indicator.',
  },
  'level_report.other_file': {
    status: 409,
    zh: '该哈希值不是本项目已形成的监督报告文件。',
    en: 'The hash is not that of the report which was submitted for the project.',
  },
  'level_report.own_preparation': {
    status: 409,
    zh: '拟定人不能审定本人拟定的层级监督报告。',
    en: 'Whoever prepared a report of the own level does not approve it.',
  },
  'level_report.not_prepared': {
    status: 409,
    zh: '尚未拟定层级监督报告，或已审定。',
    en: 'No report of the own level waits to be approved.',
  },
  'level_report.changed': {
    status: 409,
    zh: '拟定的内容已变化，请重新拟定并预览。',
    en: 'What would leave has changed; prepare it again and look at the preview.',
  },
} as const satisfies Record<string, RefusalText>
