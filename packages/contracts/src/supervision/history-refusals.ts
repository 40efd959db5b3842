import type { RefusalText } from '../refusal-text.ts'

/** Of a line of an imported file, as far as supervision goes. */
export const historyRefusals = {
  'history.step_told': {
    status: 409,
    zh: '此前已有这一项记录。',
    en: 'There is such a record already.',
  },
  'history.unknown_project': {
    status: 404,
    zh: '没有该监督活动的开展记录，请先导入。',
    en: 'Nothing says that this supervision began; import that first.',
  },
  'history.unknown_finding': {
    status: 404,
    zh: '没有该问题的登记记录，请先导入。',
    en: 'Nothing says that this was found; import that first.',
  },
  'history.live_supervision': {
    status: 409,
    zh: '这是系统内办理的监督事项，历史导入不得改动。',
    en: 'This supervision is handled here; an import of history never touches it.',
  },
  'history.not_rectified': {
    status: 409,
    zh: '该问题没有尚待核查的整改记录。',
    en: 'Nothing says that it was put right and waits to be looked at.',
  },
} as const satisfies Record<string, RefusalText>
