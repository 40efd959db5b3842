import { type Answer, type Handler, isInternal } from '@lianxie/service-kit'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { projectHandlers } from '../src/project-commands.ts'
import { projectAnswers } from '../src/queries/project-answers.ts'
import { rectificationAnswers } from '../src/queries/rectification-answers.ts'
import { reportAnswers } from '../src/queries/report-answers.ts'
import { rectificationHandlers } from '../src/rectification-commands.ts'
import { reportHandlers } from '../src/report-commands.ts'
import type { Access } from './access.table.ts'
import type { Committee } from './given.ts'
import { projectAccess } from './project-access.ts'
import { projectSamples } from './project-samples.ts'
import { rectificationAccess } from './rectification-access.ts'
import { rectificationSamples } from './rectification-samples.ts'
import { reportAccess } from './report-access.ts'
import { reportSamples } from './report-samples.ts'

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
    part: 'rectification',
    handlers: asked(rectificationHandlers),
    answers: rectificationAnswers,
    samples: rectificationSamples,
    access: rectificationAccess,
  },
  {
    part: 'reports',
    handlers: asked(reportHandlers),
    answers: reportAnswers,
    samples: reportSamples,
    access: reportAccess,
  },
]
