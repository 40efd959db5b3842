import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenIntake, stateOf } from './given.ts'
import { givenReplied, leadAndThree } from './handling-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

describe('the way', () => {
  test('a case goes from its filing through its units to the proposers, who are asked what they think', async () => {
    const [proposalId] = await givenReplied(service, given, { assignment: leadAndThree(given) })

    expect(await stateOf(service, proposalId!)).toBe('FEEDBACK_PENDING')
    const [sent] = await service.events(c.ReplySent)
    expect(sent).toMatchObject({
      proposalId,
      unitId: given.unit.housing,
      caseClass: 'B',
      late: false,
      state: 'REPLIED',
    })
    expect(JSON.stringify(sent)).not.toContain('专项规划')
  })
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(10)
})
