import type { RefusalText } from '@lianxie/contracts'

/** Why a change of local rules is turned down. */
export const POLICY_REFUSALS = {
  'policy.invalid_value': {
    status: 422,
    zh: '规则值不符合要求。',
    en: 'A value does not fit its rule.',
  },
  'policy.draft_open': {
    status: 409,
    zh: '已有一份待批准的规则草案。',
    en: 'Another draft of the rules is still waiting for a decision.',
  },
  'policy.unchanged': {
    status: 422,
    zh: '草案与现行规则没有差别。',
    en: 'The draft does not differ from the approved rules.',
  },
  'policy.effective_too_early': {
    status: 422,
    zh: '施行日期不得早于批准之日，也不得早于最近一次批准版本的施行日期。',
    en: 'Rules take effect neither before the day of approval nor before the latest approved version does.',
  },
  'policy.not_a_draft': {
    status: 409,
    zh: '只有草案可以批准或退回。',
    en: 'Only a draft can be approved or rejected.',
  },
  'policy.same_person': {
    status: 403,
    zh: '拟订人不得批准自己的草案。',
    en: 'Whoever drafted the rules cannot approve them.',
  },
} as const satisfies Record<string, RefusalText>
export type PolicyRefusalCode = keyof typeof POLICY_REFUSALS

/** The rules turn a change of policy down. Nothing has changed. */
export class PolicyRefusal extends Error {
  override readonly name = 'PolicyRefusal'
  readonly code: PolicyRefusalCode
  readonly detail: { field?: string; [name: string]: unknown }

  constructor(code: PolicyRefusalCode, detail: { field?: string; [name: string]: unknown } = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}
