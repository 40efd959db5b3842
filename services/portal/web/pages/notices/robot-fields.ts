import type { FormField } from '../../elements/form-field.ts'

/** What a robot needs: whose it is, its address, and its signing secret where it has one. */
export const robotFields = (w: {
  vendor: string
  vendors: { WECOM: string; DINGTALK: string }
  url: string
  urlHint: string
  secret: string
  secretHint: string
}): FormField[] => [
  {
    kind: 'choice',
    few: true,
    name: 'vendor',
    label: w.vendor,
    value: 'WECOM',
    options: [
      ['WECOM', w.vendors.WECOM],
      ['DINGTALK', w.vendors.DINGTALK],
    ],
  },
  { kind: 'line', name: 'url', label: w.url, limit: 500, hint: w.urlHint },
  { kind: 'line', name: 'secret', label: w.secret, limit: 200, hint: w.secretHint, optional: true },
]
