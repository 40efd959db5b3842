import type { RefusalCode } from '@lianxie/contracts'

/** Why a change of local rules is turned down; the sentences for people stand with the codes in the contracts. */
export type PolicyRefusalCode = Extract<
  RefusalCode,
  | 'policy.invalid_value'
  | 'policy.draft_open'
  | 'policy.unchanged'
  | 'policy.effective_too_early'
  | 'policy.not_a_draft'
  | 'policy.same_person'
>

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
