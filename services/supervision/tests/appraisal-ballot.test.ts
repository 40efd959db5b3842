import { supervision as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { givenHeard, givenMobilised, givenSurvey, ITEMS, onPaper, plan } from './appraisal-given.ts'
import { begin, cast, close, givenMembers, takeTokens, OPTIONS } from './given-ballot.ts'
import { type Committee, day, givenCommittee, idIn, refusalOf } from './given.ts'

let service: TestService
let given: Committee
let memberIds: string[]

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-09-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  memberIds = await givenMembers(service, 9)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const open = (subjectId: string, more: object = {}) =>
  service.try(c.OpenBallot, { title: '部门民主评议', subjectId, memberIds, ...more }, { as: given.as.generalOffice })

test('an appraisal is voted on in secret, unit by unit and item by item, and its count goes over with the close', async () => {
  const { as, unit } = given
  const appraisalId = await givenHeard(service, given)
  const opened = await open(appraisalId)
  const ballotId = idIn(opened.body)
  const { questions } = await service.ask(c.BallotById, { ballotId }, { as: as.chair })
  expect(questions).toHaveLength(plan(given).unitIds.length * ITEMS.length)
  expect(questions[0]).toMatchObject({ text: expect.stringMatching(/^区水务局：/) })

  const instead = [
    service.try(c.CancelAppraisal, { appraisalId, reason: '暂缓' }, { as: as.office }),
    service.try(c.RecordTotals, onPaper(service, given, appraisalId), { as: as.office }),
    open(appraisalId),
  ]
  expect(await Promise.all(instead.map(refusalOf))).toEqual(Array(3).fill('ballot.open_already'))

  const voters = await takeTokens(service, ballotId, memberIds)
  await begin(service, ballotId)
  for (const [n, { token }] of voters.entries()) {
    // All are content with the first unit; of the second two are not, and one leaves it blank.
    const second = n < 2 ? '2' : n === 2 ? '-' : '1'
    const choices = '0'.repeat(ITEMS.length) + second.repeat(ITEMS.length)
    expect(await cast(service, ballotId, { ...token, choices })).toBe('done')
  }
  await close(service, ballotId)
  await service.until(async () => {
    const { state } = await service.ask(c.AppraisalById, { appraisalId }, { as: as.office })
    return state === 'VOTED'
  })

  const early = await service.ask(c.BallotById, { ballotId }, { as: as.first })
  expect(early).not.toHaveProperty('results')
  await service.send(c.DeclareAppraisalResult, { appraisalId }, { as: as.chair })
  const declared = (await service.events(c.AppraisalResultDeclared)).find((event) => event.appraisalId === appraisalId)!
  expect(declared.units.map(({ unitId, score }) => [unitId, score])).toEqual([
    [unit.water, 100],
    // (80 × 6 + 40 × 2) / 8
    [unit.traffic, 70],
  ])
  const told = await service.ask(c.BallotById, { ballotId }, { as: as.first })
  expect(told.results).toHaveLength(questions.length)
})

test('no ballot is opened on an appraisal before its units were heard, or with questions of its own', async () => {
  const { as } = given
  const early = await givenMobilised(service, given)
  expect(await refusalOf(open(early))).toBe('unit_appraisal.wrong_state')
  const { questionnaireId } = await givenSurvey(service, given, early)
  await service.send(c.EndQuestionnaire, { questionnaireId, reason: '样本已足够' }, { as: as.office })
  await service.send(c.OpenHearing, { appraisalId: early, meeting: '常委会', heldOn: day(service) }, { as: as.office })
  expect(await refusalOf(open(early))).toBe('unit_appraisal.unit_not_heard')

  const heard = await givenHeard(service, given)
  const questions = [{ text: '总体评价', options: OPTIONS }]
  expect(await refusalOf(open(heard, { questions }))).toBe('ballot.questions_not_asked')
  const without = service.try(c.OpenBallot, { title: '表决', memberIds }, { as: as.generalOffice })
  expect(await refusalOf(without)).toBe('ballot.questions_missing')
})
