import { badInput, startTestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { planHandlers } from '../src/plan-commands.ts'
import { planAnswers } from '../src/queries/plan-answers.ts'
import { sessionAnswers } from '../src/queries/session-answers.ts'
import { sessionHandlers } from '../src/session-commands.ts'
import { givenDirectory } from './plan-given.ts'
import { planSamples } from './plan-samples.ts'
import { sessionSamples } from './session-samples.ts'

test.each([
  { part: 'the plan', handlers: planHandlers, answers: planAnswers, samples: planSamples },
  { part: 'sessions and outcomes', handlers: sessionHandlers, answers: sessionAnswers, samples: sessionSamples },
])(
  'every wrong request about $part is refused with a code and words, and changes nothing',
  { timeout: 180_000 },
  async ({ handlers, answers, samples }) => {
    await using service = await startTestService(consultations)
    const wellFormed = await samples(service, await givenDirectory(service))

    const report = await badInput(service, { ...consultations, handlers, answers }, wellFormed)

    expect(report.findings).toEqual([])
    expect(Object.values(report.sent).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500)
  },
)
