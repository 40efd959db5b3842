import type { Answer, Handler } from '@lianxie/service-kit'
import { isInternal } from '@lianxie/service-kit'
import { consultationHandlers } from '../src/consultation-commands.ts'
import { draftHandlers } from '../src/draft-commands.ts'
import { historyHandlers } from '../src/history-commands.ts'
import { afterwardsAnswers, answers, historyAnswers } from '../src/queries/answers.ts'
import { reviewHandlers } from '../src/review-commands.ts'
import type { Access } from './access.table.ts'
import { filingAccess } from './filing-access.ts'
import { filingSamples, type Samples } from './filing-samples.ts'
import type { Committee } from './given.ts'
import { historyAccess } from './history-access.ts'
import { historySamples } from './history-samples.ts'
import { readingAccess } from './reading-access.ts'
import { readingSamples } from './reading-samples.ts'
import type { TestService } from '@lianxie/service-kit/testing'

interface Part {
  part: string
  handlers: readonly Handler<any, any, any>[]
  answers: readonly Answer<any, any>[]
  samples(service: TestService, given: Committee): Promise<Samples>
  access: Access
}

const asked = (handlers: readonly Handler<any, any, any>[]) => handlers.filter((handler) => !isInternal(handler))

/** The parts of the service, each with its samples and its rows of the access table. */
export const parts: Part[] = [
  {
    part: 'the way to filing',
    handlers: asked([...draftHandlers, ...reviewHandlers, ...consultationHandlers]),
    answers,
    samples: filingSamples,
    access: filingAccess,
  },
  {
    part: 'what comes after the reply',
    handlers: [],
    answers: afterwardsAnswers,
    samples: readingSamples,
    access: readingAccess,
  },
  {
    part: 'past years and figures',
    handlers: asked(historyHandlers),
    answers: historyAnswers,
    samples: historySamples,
    access: historyAccess,
  },
]
