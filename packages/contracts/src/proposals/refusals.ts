import { appraisalRefusals } from './appraisal-refusals.ts'
import { draftRefusals } from './draft-refusals.ts'
import { feedbackRefusals } from './feedback-refusals.ts'
import { followUpRefusals } from './follow-up-refusals.ts'
import { handlingRefusals } from './handling-refusals.ts'
import { historyRefusals } from './history-refusals.ts'
import { keyRefusals } from './key-refusals.ts'
import { publicationRefusals } from './publication-refusals.ts'
import { reviewRefusals } from './review-refusals.ts'

export const proposals = {
  ...draftRefusals,
  ...reviewRefusals,
  ...handlingRefusals,
  ...feedbackRefusals,
  ...followUpRefusals,
  ...keyRefusals,
  ...appraisalRefusals,
  ...publicationRefusals,
  ...historyRefusals,
} as const
