import { directory as d } from '@lianxie/contracts'
import type { PolicyPack } from '@lianxie/policy'

/** A version as events carry it: plain JSON. */
export const policyData = (pack: PolicyPack): d.PolicyPackData =>
  d.PolicyPackData.parse(JSON.parse(JSON.stringify(pack)))
