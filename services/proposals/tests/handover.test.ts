import { randomUUID } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenFiled, givenIntake, givenSubmitted } from './given.ts'
import { separate } from './handling-given.ts'

let service: TestService
let given: Committee
let filed: string[]

const CASES = 300

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(new Date('2022-02-28T01:00:00.000Z'))
  given = await givenCommittee(service)
  await givenIntake(service, given)
  filed = []
  const inTurn = async () => {
    while (filed.length < CASES) {
      const place = filed.push('') - 1
      filed[place] = await givenFiled(service, given, { subject: `关于第${place}件事的建议` })
    }
  }
  await Promise.all(Array.from({ length: 12 }, inTurn))
}, 180_000)
afterAll(() => service?.[Symbol.asyncDispose]())

const meeting = () => ({ heldOn: day(service), place: '区政府一楼会议室', documentNumber: '吴政办发〔2022〕6号' })
const assigned = async () => {
  const rows = await service.running.runtime.db
    .selectFrom('proposal')
    .select('id')
    .where('state', '=', 'ASSIGNED')
    .execute()
  return rows.length
}

test('a meeting that cannot assign one line assigns none, and every wrong line is told', async () => {
  const { as } = given
  const submitted = await givenSubmitted(service, given)
  const unknown = randomUUID()
  const cases = [
    { proposalId: filed[0]! },
    { proposalId: unknown },
    { proposalId: filed[1]!, assignment: { mode: 'SOLE' as const, unitId: randomUUID() } },
    { proposalId: submitted },
    { proposalId: filed[0]! },
  ]
  const { status, body } = await service.try(c.HoldHandover, { ...meeting(), cases }, { as: as.office })

  expect([status, body.code]).toEqual([422, 'handover.refused'])
  const { lines } = body.detail as { lines: { line: number; proposalId: string; code: string }[] }
  expect(lines.map(({ line, proposalId, code }) => [line, proposalId, code])).toEqual([
    [2, unknown, 'common.not_found'],
    [3, filed[1], 'proposal.unknown_unit'],
    [4, submitted, 'proposal.wrong_state'],
    [5, filed[0], 'common.exists'],
  ])
  expect(await assigned()).toBe(0)
})

test('three hundred cases are assigned at one meeting, to the units that were suggested where no others are named', async () => {
  const { as, unit } = given
  const [first, ...rest] = filed
  const cases = [{ proposalId: first!, assignment: separate(given) }, ...rest.map((proposalId) => ({ proposalId }))]

  const began = performance.now()
  const { events } = await service.send(c.HoldHandover, { ...meeting(), cases }, { as: as.supervision })
  const took = performance.now() - began

  expect(events).toHaveLength(CASES + 1)
  expect(events[0]!.data).toMatchObject({ documentNumber: '吴政办发〔2022〕6号', proposalIds: filed })
  expect(JSON.stringify(events)).not.toContain('会议室')
  expect(await assigned()).toBe(CASES)
  expect(events[2]!.data).toMatchObject({
    mode: 'LEAD_CO',
    units: [
      { unitId: unit.housing, role: 'LEAD' },
      { unitId: unit.traffic, role: 'CO' },
    ],
  })
  // The office waits for this one; a minute would be a fault.
  expect(took).toBeLessThan(20_000)
  if (process.env['SHOW_FIGURES']) console.log(`${CASES} cases assigned in ${Math.round(took)} ms`)

  const again = await service.try(c.HoldHandover, { ...meeting(), cases: cases.slice(0, 2) }, { as: as.supervision })
  expect(again.body.code).toBe('handover.refused')
})

test('a replay assigns them alike', { timeout: 60_000 }, async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(CASES * 7)
})
