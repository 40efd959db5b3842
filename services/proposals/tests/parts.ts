import type { Handler } from '@lianxie/service-kit'
import { isInternal } from '@lianxie/service-kit'
import { appraisalHandlers } from '../src/appraisal-commands.ts'
import { consultationHandlers } from '../src/consultation-commands.ts'
import { assignmentHandlers } from '../src/assignment-commands.ts'
import { draftHandlers } from '../src/draft-commands.ts'
import { handlingHandlers } from '../src/handling-commands.ts'
import { replyHandlers } from '../src/reply-commands.ts'
import { feedbackHandlers } from '../src/feedback-commands.ts'
import { keyHandlers } from '../src/key-commands.ts'
import { publicationHandlers } from '../src/publication-commands.ts'
import { historyHandlers } from '../src/history-commands.ts'
import { afterwardsAnswers, answers, historyAnswers } from '../src/queries/answers.ts'
import { reviewHandlers } from '../src/review-commands.ts'
import { afterwardsAccess } from './afterwards-access.ts'
import { afterwardsSamples } from './afterwards-samples.ts'
import { filingAccess } from './filing-access.ts'
import { filingSamples } from './filing-samples.ts'
import type { Committee } from './given.ts'
import { handlingAccess } from './handling-access.ts'
import { handlingSamples } from './handling-samples.ts'
import { historyAccess } from './history-access.ts'
import { historySamples } from './history-samples.ts'
import { readingAccess } from './reading-access.ts'
import type { ServicePart } from '@lianxie/service-kit/testing'

const asked = (handlers: readonly Handler<any, any, any>[]) => handlers.filter((handler) => !isInternal(handler))

/** The parts of the service, each with its samples and its rows of the access table. */
export const parts: ServicePart<Committee>[] = [
  {
    part: 'the way to filing',
    handlers: asked([...draftHandlers, ...reviewHandlers, ...consultationHandlers]),
    answers,
    samples: filingSamples,
    access: filingAccess,
  },
  {
    part: 'from the assignment to the reply',
    handlers: asked([...assignmentHandlers, ...handlingHandlers, ...replyHandlers]),
    answers: [],
    samples: handlingSamples,
    access: handlingAccess,
  },
  {
    part: 'what comes after the reply',
    handlers: asked([...feedbackHandlers, ...keyHandlers, ...appraisalHandlers, ...publicationHandlers]),
    answers: afterwardsAnswers,
    samples: afterwardsSamples,
    access: { ...afterwardsAccess, ...readingAccess },
  },
  {
    part: 'past years and figures',
    handlers: asked(historyHandlers),
    answers: historyAnswers,
    samples: historySamples,
    access: historyAccess,
  },
]
