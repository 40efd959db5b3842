import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenIntake, stateOf, refusalOf } from './given.ts'
import { givenReplied, replyToCase, separate } from './handling-given.ts'
import { feedbackOf } from './feedback-given.ts'

let service: TestService
let given: Committee
const start = new Date('2022-03-07T02:00:00.000Z')

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(start)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const { rate, passDeadline, ratingsOf, close } = feedbackOf(() => ({ service, given }))

describe('再办理与办结', () => {
  test('there are as many rounds as the rules allow, then the chairs’ meeting decides', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given, { resultClass: 'A' })) as [string]
    const order = () =>
      refusalOf(service.try(c.OrderRehandling, { proposalId, missing: '未提出具体措施。' }, { as: as.office }))
    const decide = (outcome: 'CLOSE' | 'FOLLOW_UP' = 'CLOSE') =>
      refusalOf(
        service.try(
          c.DecideFinally,
          { proposalId, outcome, meeting: '第五次主席会议', decidedOn: day(service), reason: '条件所限。' },
          { as: as.generalOffice },
        ),
      )

    expect(await order()).toBe('feedback.running')
    for (const round of [1, 2]) {
      expect(await rate(proposalId, as.first, { result: 'DISSATISFIED' })).toBe('done')
      await passDeadline(proposalId)
      expect(await close(proposalId)).toBe('close.reason_missing')
      expect(await decide()).toBe('rehandling.rounds_left')
      expect(await order()).toBe('done')
      expect(await stateOf(service, proposalId)).toBe('REHANDLING')
      expect(await order()).toBe('proposal.wrong_state')
      await replyToCase(service, given, proposalId, { resultClass: 'A' })
      expect((await ratingsOf(proposalId)).filter((row) => row.round === round + 1)).toMatchObject([{ state: 'OPEN' }])
    }
    await rate(proposalId, as.first, { result: 'DISSATISFIED' })
    await passDeadline(proposalId)

    expect(await order()).toBe('rehandling.limit')
    expect(await close(proposalId, '已尽力')).toBe('rehandling.needs_decision')
    expect(await decide()).toBe('done')
    expect(await stateOf(service, proposalId)).toBe('CLOSED')
    expect((await ratingsOf(proposalId)).map(({ result }) => result)).toEqual(Array(3).fill('DISSATISFIED'))
    const ordered = (await service.events(c.RehandlingOrdered)).filter((event) => event.proposalId === proposalId)
    expect(ordered.map(({ round }) => round)).toEqual([2, 3])
    expect(JSON.stringify(ordered)).not.toContain('具体措施')
  })

  test('a round that asks one unit does not forget who was dissatisfied with the other', async () => {
    const { as, unit } = given
    const [proposalId] = (await givenReplied(service, given, { assignment: separate(given), resultClass: 'A' })) as [
      string,
    ]
    for (const unitId of [unit.housing, unit.traffic]) {
      expect(await rate(proposalId, as.first, { unitId, result: 'DISSATISFIED' })).toBe('done')
    }
    await passDeadline(proposalId)

    const missing = '只请住建局补充措施。'
    await service.send(c.OrderRehandling, { proposalId, unitIds: [unit.housing], missing }, { as: as.office })
    await replyToCase(service, given, proposalId, { resultClass: 'A' })
    expect(await rate(proposalId, as.first, { result: 'SATISFIED' })).toBe('done')
    expect(await rate(proposalId, as.first, { unitId: unit.traffic })).toBe('feedback.no_form')
    await passDeadline(proposalId)

    expect(await close(proposalId)).toBe('close.reason_missing')
    expect(await close(proposalId, '交通部门所涉事项列入明年计划。')).toBe('done')
  })

  test('a case with promises is followed up by itself when nobody is dissatisfied', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given)) as [string]
    await rate(proposalId, as.first)
    await passDeadline(proposalId)

    expect(await stateOf(service, proposalId)).toBe('FOLLOW_UP')
    expect(await close(proposalId)).toBe('promise.open')
  })

  test('a solved case is not followed up, another one is when the office says so', async () => {
    const { as } = given
    const [solved, later] = [
      (await givenReplied(service, given, { resultClass: 'A' }))[0]!,
      (await givenReplied(service, given, { resultClass: 'C' }))[0]!,
    ]
    await passDeadline(later)
    await passDeadline(solved)
    const follow = (proposalId: string) =>
      refusalOf(service.try(c.BeginFollowUp, { proposalId, reason: '条件有变化' }, { as: as.office }))

    expect(await follow(solved)).toBe('close.not_followed_up')
    expect(await follow(later)).toBe('done')
    expect(await stateOf(service, later)).toBe('FOLLOW_UP')
  })
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(50)
})
