import { draftRefusals } from './draft-refusals.ts'
import { handlingRefusals } from './handling-refusals.ts'
import { reviewRefusals } from './review-refusals.ts'

export const proposals = { ...draftRefusals, ...reviewRefusals, ...handlingRefusals } as const
