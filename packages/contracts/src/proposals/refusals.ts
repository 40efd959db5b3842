import { draftRefusals } from './draft-refusals.ts'
import { handlingRefusals } from './handling-refusals.ts'
import { historyRefusals } from './history-refusals.ts'
import { reviewRefusals } from './review-refusals.ts'

export const proposals = { ...draftRefusals, ...reviewRefusals, ...handlingRefusals, ...historyRefusals } as const
