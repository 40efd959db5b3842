import { directory as d } from '@lianxie/contracts'
import type { PolicyChange, PolicyPack } from '@lianxie/policy'

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** A version and a change of one rule, as plain JSON. */
export const packView = (pack: PolicyPack) => d.PolicyPackData.parse(json(pack))
export const changeView = (change: PolicyChange) => d.PolicyChangeView.parse(json(change))
