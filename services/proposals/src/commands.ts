import { appraisalHandlers } from './appraisal-commands.ts'
import { draftHandlers } from './draft-commands.ts'
import { feedbackHandlers } from './feedback-commands.ts'
import { keyHandlers } from './key-commands.ts'
import { publicationHandlers } from './publication-commands.ts'
import { reviewHandlers } from './review-commands.ts'

/** Everything that this service can be asked to do. */
export const handlers = [
  ...draftHandlers,
  ...reviewHandlers,
  ...feedbackHandlers,
  ...keyHandlers,
  ...appraisalHandlers,
  ...publicationHandlers,
]
