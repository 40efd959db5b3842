import { appraisalHandlers } from './appraisal-commands.ts'
import { assignmentHandlers } from './assignment-commands.ts'
import { consultationHandlers } from './consultation-commands.ts'
import { draftHandlers } from './draft-commands.ts'
import { feedbackHandlers } from './feedback-commands.ts'
import { handlingHandlers } from './handling-commands.ts'
import { historyHandlers } from './history-commands.ts'
import { keyHandlers } from './key-commands.ts'
import { publicationHandlers } from './publication-commands.ts'
import { replyHandlers } from './reply-commands.ts'
import { reviewHandlers } from './review-commands.ts'

/** Everything that this service can be asked to do. */
export const handlers = [
  ...draftHandlers,
  ...reviewHandlers,
  ...consultationHandlers,
  ...assignmentHandlers,
  ...handlingHandlers,
  ...replyHandlers,
  ...feedbackHandlers,
  ...keyHandlers,
  ...appraisalHandlers,
  ...publicationHandlers,
  ...historyHandlers,
]
