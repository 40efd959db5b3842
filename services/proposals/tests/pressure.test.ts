import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenIntake, refusalOf } from './given.ts'
import { givenReplied } from './handling-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('what was told of pressure is settled once, and who told it reads how', async () => {
  const { as } = given
  const [proposalId] = (await givenReplied(service, given)) as [string]
  await service.send(c.ReportPressure, { proposalId, text: '有人要求我填写满意。' }, { as: as.first })
  const read = async (by: Committee['as']['first'], settled?: 'true' | 'false') =>
    (await service.ask(c.PressureReports, { proposalId, ...(settled && { settled }) }, { as: by })).items
  const [told] = await read(as.first)
  const { reportId } = told!
  const settle = (change: object = {}) =>
    refusalOf(
      service.try(
        c.SettlePressureReport,
        { reportId, outcome: 'CONFIRMED', opinion: '属实，已约谈承办单位。', ...change },
        { as: as.office },
      ),
    )

  expect(await read(as.second)).toEqual([])
  expect(told).not.toHaveProperty('outcome')
  expect(await settle({ reportId: proposalId })).toBe('common.not_found')
  expect(await settle({ opinion: '' })).toBe('request.invalid')
  expect(await settle()).toBe('done')
  expect(await settle({ outcome: 'NOT_CONFIRMED' })).toBe('pressure.settled')

  expect(await read(as.first)).toMatchObject([{ reportId, outcome: 'CONFIRMED', opinion: '属实，已约谈承办单位。' }])
  expect(await read(as.auditor, 'true')).toHaveLength(1)
  expect(await read(as.auditor, 'false')).toEqual([])
  expect(JSON.stringify(await service.ask(c.CaseFile, { proposalId }, { as: as.housing }))).not.toContain('pressure')
  const { differences, replayed } = await replayEquality(service, proposals)
  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(10)
})
