import { draftRefusals } from './draft-refusals.ts'
import { historyRefusals } from './history-refusals.ts'
import { reviewRefusals } from './review-refusals.ts'

export const proposals = { ...draftRefusals, ...reviewRefusals, ...historyRefusals } as const
