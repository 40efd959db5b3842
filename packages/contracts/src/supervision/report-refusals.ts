import type { RefusalText } from '../refusal-text.ts'

export const reportRefusals = {
  'report.findings_undecided': {
    status: 409,
    zh: '尚有问题既未列入清单，也未决定不列入。',
    en: 'Some findings are neither listed nor dropped.',
  },
  'report.day_too_early': {
    status: 422,
    zh: '日期早于监督报告形成日期。',
    en: 'The day lies before the report.',
  },
  'report.delivered_already': {
    status: 409,
    zh: '监督报告已报送该机关。',
    en: 'The report went there already.',
  },
} as const satisfies Record<string, RefusalText>
