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
