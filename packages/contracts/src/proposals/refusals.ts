import { draftRefusals } from './draft-refusals.ts'
import { reviewRefusals } from './review-refusals.ts'

export const proposals = { ...draftRefusals, ...reviewRefusals } as const
