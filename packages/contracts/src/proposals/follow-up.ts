import { z } from 'zod'

/** 承诺事项的状态: promised, reported as done by the unit, found kept by the office, or released by it. */
export const PromiseState = z.enum(['OPEN', 'DONE', 'KEPT', 'RELEASED']).meta({ id: 'ProposalPromiseState' })
export type PromiseState = z.infer<typeof PromiseState>

/** 承诺核实: kept; to be done still, by a new day; or no longer owed. */
export const PromiseVerdict = z.enum(['KEPT', 'SENT_BACK', 'RELEASED']).meta({ id: 'ProposalPromiseVerdict' })
export type PromiseVerdict = z.infer<typeof PromiseVerdict>

/** 回头看的结论. */
export const LookBackFinding = z
  .enum(['FULFILLED', 'IN_PROGRESS', 'NOT_FULFILLED'])
  .meta({ id: 'ProposalLookBackFinding' })
export type LookBackFinding = z.infer<typeof LookBackFinding>
