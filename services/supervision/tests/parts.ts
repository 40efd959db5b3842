import { type Answer, type Handler, isInternal } from '@lianxie/service-kit'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { fieldHandlers } from '../src/field-commands.ts'
import { projectHandlers } from '../src/project-commands.ts'
import { fieldAnswers } from '../src/queries/field-answers.ts'
import { projectAnswers } from '../src/queries/project-answers.ts'
import type { Access } from './access.table.ts'
import { fieldAccess } from './field-access.ts'
import { fieldSamples } from './field-samples.ts'
import type { Committee } from './given.ts'
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
    part: 'visits and findings',
    handlers: asked(fieldHandlers),
    answers: fieldAnswers,
    samples: fieldSamples,
    access: fieldAccess,
  },
]
