import { directory as d } from '@lianxie/contracts'
import type { PolicyChange, PolicyPack } from '@lianxie/policy'

/** A version as events and views carry it: plain JSON. */
export const policyData = (pack: PolicyPack): d.PolicyPackData =>
  d.PolicyPackData.parse(JSON.parse(JSON.stringify(pack)))

/** A change of one rule as views carry it. */
export const policyChange = (change: PolicyChange) => d.PolicyChangeView.parse(JSON.parse(JSON.stringify(change)))
