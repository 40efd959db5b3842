import { badInput, startTestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { givenCommittee } from './given.ts'
import { parts } from './parts.ts'

test.each(parts)(
  'every wrong request about $part is refused with a code and words, and changes nothing',
  { timeout: 180_000 },
  async ({ handlers, answers, samples }) => {
    await using service = await startTestService(supervision)
    const wellFormed = await samples(service, await givenCommittee(service))

    const report = await badInput(service, { ...supervision, handlers, answers }, wellFormed)

    expect(report.findings).toEqual([])
    expect(Object.values(report.sent).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50)
  },
)
