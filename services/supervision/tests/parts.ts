import { type Answer, type Handler, isInternal } from '@lianxie/service-kit'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { historyHandlers } from '../src/history-commands.ts'
import { projectHandlers } from '../src/project-commands.ts'
import { historyAnswers } from '../src/queries/history-answers.ts'
import { projectAnswers } from '../src/queries/project-answers.ts'
import type { Access } from './access.table.ts'
import type { Committee } from './given.ts'
import { historyAccess } from './history-access.ts'
import { historySamples } from './history-samples.ts'
import { projectAccess } from './project-access.ts'
import { projectSamples } from './project-samples.ts'

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
    part: 'projects',
    handlers: asked(projectHandlers),
    answers: projectAnswers,
    samples: projectSamples,
    access: projectAccess,
  },
  {
    part: 'history',
    handlers: asked(historyHandlers),
    answers: historyAnswers,
    samples: historySamples,
    access: historyAccess,
  },
]
