import { randomUUID } from 'node:crypto'
import { consultations, supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import {
  approval,
  type Committee,
  day,
  finding,
  givenCommittee,
  givenPlanned,
  givenReady,
  givenVisited,
  idIn,
  project,
  refusalOf,
  stateOf,
  tell,
  visit,
} from './given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const propose = (change: object) =>
  refusalOf(service.try(c.ProposeProject, project(service, given, change), { as: given.as.office }))

test('a project is proposed with units and bodies that the directory has, and agreed to in the right order', async () => {
  const { as } = given
  expect(await propose({ endsOn: day(service, -1) })).toBe('supervision.day_order')
  expect(await propose({ unitIds: [randomUUID()] })).toBe('supervision.unknown_unit')
  expect(await propose({ leadBodyId: randomUUID() })).toBe('supervision.unknown_body')
  const projectId = idIn(await service.send(c.ProposeProject, project(service, given), { as: as.office }))
  const approve = (change: object) =>
    refusalOf(service.try(c.ApproveProject, { ...approval(service, projectId), ...change }, { as: as.chair }))

  expect(await approve({ consentedOn: day(service, -3) })).toBe('supervision.consent_first')
  expect(await approve({ consentedOn: day(service, 1) })).toBe('supervision.day_in_future')
  expect(await approve({})).toBe('done')
  expect(await approve({})).toBe('supervision.wrong_state')
})

test('a project answers an item of the adopted plan, and no item that was cancelled', async () => {
  const item = { itemId: randomUUID(), planId: randomUUID(), year: 2022 }
  const adopted = { ...item, form: 'SUPERVISION' as const, topic: '河道整治专项民主监督' }
  const known = (active: boolean) =>
    service.until(async () => {
      const { db } = service.running.runtime
      const row = await db
        .selectFrom('known_plan_item')
        .select('active')
        .where('id', '=', item.itemId)
        .executeTakeFirst()
      return row?.active === active
    })
  expect(await propose({ planItemId: item.itemId })).toBe('supervision.unknown_plan_item')
  await tell(service, [consultations.ItemAdopted(adopted)])
  await known(true)
  expect(await propose({ planItemId: item.itemId })).toBe('done')
  await tell(service, [consultations.ItemWithdrawn({ ...item, state: 'CANCELLED', reason: '调整' })])
  await known(false)
  expect(await propose({ planItemId: item.itemId })).toBe('supervision.unknown_plan_item')
})

test('the first visit begins the visits, and findings are gathered when none is left open', async () => {
  const { as } = given
  const { projectId, visitId } = await givenVisited(service, given, { findings: 2 })
  expect(await stateOf(service, projectId)).toBe('VISITING')

  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  const gathered = (await service.events(c.FindingsGathered)).find((event) => event.projectId === projectId)
  expect(gathered).toMatchObject({ visits: 1, findings: 2 })
  await service.send(c.ResumeVisits, { projectId, reason: '还有一处' }, { as: as.office })
  expect(await stateOf(service, projectId)).toBe('VISITING')
  expect(await refusalOf(service.try(c.RaiseFinding, finding(given, visitId), { as: as.fourth }))).toBe(
    'common.not_found',
  )
})

test('what a phone sends twice is stored once, and another text under the same id is refused', async () => {
  const { as } = given
  const ready = await givenReady(service, given)
  const first = visit(service, given, ready)
  for (const key of ['a', 'b']) {
    expect(await refusalOf(service.try(c.RecordVisit, first, { as: as.first, key: `${key}-${first.visitId}` }))).toBe(
      'done',
    )
  }
  expect(await refusalOf(service.try(c.RecordVisit, { ...first, place: '别处' }, { as: as.first }))).toBe(
    'visit.id_taken',
  )
  const seen = finding(given, first.visitId)
  for (const key of ['a', 'b']) {
    expect(await refusalOf(service.try(c.RaiseFinding, seen, { as: as.second, key: `${key}-${seen.findingId}` }))).toBe(
      'done',
    )
  }
  expect(await refusalOf(service.try(c.RaiseFinding, { ...seen, fact: '另一件事。' }, { as: as.second }))).toBe(
    'finding.id_taken',
  )
  const told = (await service.events(c.FindingRaised)).filter(({ findingId }) => findingId === seen.findingId)
  expect(told).toHaveLength(1)
  expect(JSON.stringify(told)).not.toContain('排口')
})

test('a member sees the projects of their groups, a unit none before a list is sent to it', async () => {
  const { as } = given
  const { projectId } = await givenVisited(service, given)
  const sees = async (account: Committee['as']['first']) =>
    (await service.tryAsk(c.ProjectById, { projectId }, { as: account })).status === 200

  expect([await sees(as.first), await sees(as.fourth), await sees(as.water), await sees(as.chair)]).toEqual([
    true,
    false,
    false,
    true,
  ])
  const own = await service.ask(c.ProjectById, { projectId }, { as: as.second })
  expect(own).toMatchObject({ plan: '每月走访一次，年底形成监督报告。', visits: 1, findings: 1, open: 0 })
  expect(own).not.toHaveProperty('consentDocument')
})

test('a project is cancelled before its list is sent, and does not move afterwards', async () => {
  const { as } = given
  const projectId = await givenPlanned(service, given)
  await service.send(c.CancelProject, { projectId, reason: '并入其他项目' }, { as: as.office })
  for (const command of [c.CancelProject, c.CloseProject, c.ResumeVisits]) {
    expect(await refusalOf(service.try(command, { projectId, reason: '再试' }, { as: as.office }))).toBe(
      'supervision.wrong_state',
    )
  }
  const list = await service.ask(c.Projects, { state: 'CANCELLED' }, { as: as.office })
  expect(list.items.map((row) => row.projectId)).toContain(projectId)
  expect(list.sentence.zh).toMatch(/^共有\d+个监督项目，其中/)
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, supervision)
  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(20)
})
