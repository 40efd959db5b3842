import { describeAccess, type ServicePart } from '@lianxie/service-kit/testing'
import { consultations } from '../src/app.ts'
import { planHandlers } from '../src/plan-commands.ts'
import { planAnswers } from '../src/queries/plan-answers.ts'
import { sessionAnswers } from '../src/queries/session-answers.ts'
import { sessionHandlers } from '../src/session-commands.ts'
import { planAccess, sessionAccess } from './access.table.ts'
import { givenDirectory } from './plan-given.ts'
import { planSamples } from './plan-samples.ts'
import { sessionSamples } from './session-samples.ts'

type Given = Awaited<ReturnType<typeof givenDirectory>>

const parts: ServicePart<Given>[] = [
  { part: 'the plan', handlers: planHandlers, answers: planAnswers, samples: planSamples, access: planAccess },
  {
    part: 'sessions and outcomes',
    handlers: sessionHandlers,
    answers: sessionAnswers,
    samples: sessionSamples,
    access: sessionAccess,
  },
]

describeAccess(consultations, parts, givenDirectory)
