import { randomUUID } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import {
  type Committee,
  givenCommittee,
  givenGroup,
  givenReady,
  givenVisited,
  planned,
  refusalOf,
  visit,
} from './given.ts'

let service: TestService
let given: Committee
beforeAll(async () => {
  service = await startTestService(supervision)
  given = await givenCommittee(service)
}, 60_000)
afterAll(() => service?.[Symbol.asyncDispose]())

const plan = async (change: object = {}) => {
  const ready = await givenReady(service, given)
  const body = planned(service, given, ready, change)
  await service.send(c.PlanVisit, body, { as: given.as.first })
  return { ...ready, body, visitId: body.visitId }
}
const seen = async (as: Committee['as']['first'], visitId: string) =>
  (await service.tryAsk(c.VisitById, { visitId }, { as })).status

test('a planned visit is changed, recorded, and known when any of it is sent again', async () => {
  const { as } = given
  const { body, visitId, projectId, groupId } = await plan()
  const { projectId: _, groupId: _group, ...change } = { ...body, place: '城南河', purpose: '复看排口。' }
  await service.send(c.ChangePlannedVisit, { ...change, reason: '改地点' }, { as: as.office })
  const held = visit(service, given, { projectId, groupId }, { visitId, place: '城南河' })
  await service.send(c.RecordVisit, held, { as: as.first })

  const planAgain = await service.send(c.PlanVisit, body, { as: as.first })
  const recordAgain = await service.send(c.RecordVisit, held, { as: as.first })

  expect([planAgain.events, recordAgain.events]).toEqual([[], []])
  const shown = await service.ask(c.VisitById, { visitId }, { as: as.first })
  expect(shown).toMatchObject({ state: 'HELD', place: '城南河', purpose: '复看排口。', notes: held.notes })
  expect(shown.history.map(({ type }) => type)).toEqual([
    'supervision.visit-planned',
    'supervision.planned-visit-changed',
    'supervision.visit-recorded',
  ])
})

test('an announced visit is shown to its unit before, and to no other unit', async () => {
  const { visitId } = await plan()

  expect(await seen(given.as.water, visitId)).toBe(200)
  expect(await seen(given.as.traffic, visitId)).toBe(404)
  expect(await seen(given.as.fourth, visitId)).toBe(404)
})

test('an unannounced visit is not shown to the unit before it took place, and never when it was cancelled', async () => {
  const { as } = given
  const { visitId, projectId, groupId } = await plan({ kind: 'UNANNOUNCED_VISIT' })
  const cancelled = planned(service, given, { projectId, groupId }, { kind: 'UNANNOUNCED_VISIT' })
  await service.send(c.PlanVisit, cancelled, { as: as.office })
  await service.send(c.CancelVisit, { visitId: cancelled.visitId, reason: '消息走漏' }, { as: as.office })
  const before = await service.ask(c.Visits, { projectId }, { as: as.water })
  const outside = [await seen(as.water, visitId), await seen(as.supervision, visitId)]
  const group = [await seen(as.first, visitId), await seen(as.office, visitId)]

  const held = visit(service, given, { projectId, groupId }, { visitId, kind: 'UNANNOUNCED_VISIT' })
  await service.send(c.RecordVisit, held, { as: as.first })

  expect([before.total, before.counts]).toEqual([0, []])
  expect([outside, group]).toEqual([
    [404, 404],
    [200, 200],
  ])
  const after = await service.ask(c.Visits, { projectId }, { as: as.water })
  expect(after.items.map((row) => [row.visitId, row.files])).toEqual([[visitId, 0]])
  const shown = await service.ask(c.VisitById, { visitId }, { as: as.water })
  expect([shown.notes, shown.memberIds, shown.history]).toEqual([undefined, [], []])
})

test('the wrong entry of a corrected visit stays visible to auditors, and to nobody else', async () => {
  const { as, member } = given
  const { visitId, ...ready } = await givenVisited(service, given)
  const {
    projectId: _,
    groupId: _group,
    ...right
  } = visit(service, given, ready, {
    visitId,
    place: '城南河沿线',
    memberIds: [member.third],
    notes: '应为城南河。',
  })

  await service.send(c.CorrectVisit, { ...right, reason: '地点登记有误' }, { as: as.office })

  const auditor = await service.ask(c.VisitById, { visitId }, { as: as.auditor })
  expect(auditor).toMatchObject({ place: '城南河沿线', memberIds: [member.third], notes: '应为城南河。' })
  expect(auditor.earlier).toMatchObject([
    { version: 1, place: '城北河沿线', memberIds: [member.first, member.second], notes: '沿河步行查看三处排口。' },
  ])
  const office = await service.ask(c.VisitById, { visitId }, { as: as.office })
  expect([office.earlier, office.history.at(-1)?.reason]).toEqual([[], '地点登记有误'])
})

test('a visit that was planned wrongly, by a stranger or for a project that is over, is refused', async () => {
  const { as } = given
  const { projectId, groupId, visitId } = await plan()
  const body = (change: object = {}) => planned(service, given, { projectId, groupId }, change)
  const past = service.clock.now().toISOString()
  const refused = async (sent: object, by: Committee['as']['first'] = as.office) =>
    refusalOf(service.try(c.PlanVisit, sent, { as: by }))

  expect(await refused(body({ startsAt: past }))).toBe('visit.in_past')
  expect(await refused(body(), as.fourth)).toBe('common.not_found')
  expect(await refused(body({ visitId, place: '别处' }))).toBe('visit.id_taken')
  const stranger = service.try(c.CancelVisit, { visitId, reason: '无' }, { as: as.fourth })
  expect(await refusalOf(stranger)).toBe('common.not_found')
  await service.send(c.CancelProject, { projectId, reason: '撤销' }, { as: as.office })
  expect(await refused(body())).toBe('supervision.wrong_state')
  const late = service.try(c.CancelVisit, { visitId, reason: '项目已取消' }, { as: as.office })
  expect(await refusalOf(late)).toBe('supervision.wrong_state')
})

test('what one group planned is not recorded by another, though both are in the project and one member in both', async () => {
  const { as, member } = given
  const { projectId, groupId, visitId, body } = await plan()
  const other = await givenGroup(service, given)
  await service.send(c.AssignGroups, { projectId, groupIds: [groupId, other] }, { as: as.office })
  const held = (by: string) => visit(service, given, { projectId, groupId: by }, { visitId, memberIds: [member.first] })

  const taken = await refusalOf(service.try(c.RecordVisit, held(other), { as: as.first }))
  const takenByOffice = await refusalOf(service.try(c.RecordVisit, held(other), { as: as.office }))
  const before = await service.ask(c.VisitById, { visitId }, { as: as.first })
  const own = await refusalOf(service.try(c.RecordVisit, held(groupId), { as: as.first }))

  expect([taken, takenByOffice, own]).toEqual(['visit.id_taken', 'visit.id_taken', 'done'])
  expect(before).toMatchObject({ state: 'PLANNED', groupId, place: body.place, startsAt: body.startsAt })
  const after = await service.ask(c.VisitById, { visitId }, { as: as.first })
  expect(after).toMatchObject({ state: 'HELD', groupId, memberIds: [member.first] })
})

test('to a member of none of its groups a project is not there: neither its state nor that it was imported is told', async () => {
  const { as, member } = given
  const theirs = await givenReady(service, given)
  const fourths = await givenGroup(service, given, { leaderId: member.fourth, memberIds: [] })
  const { runtime } = service.running
  const asked = async (projectId: string) => {
    const ready = { projectId, groupId: fourths }
    const held = visit(service, given, ready, { memberIds: [member.fourth] })
    return Promise.all([
      refusalOf(service.try(c.PlanVisit, planned(service, given, ready), { as: as.fourth })),
      refusalOf(service.try(c.RecordVisit, held, { as: as.fourth })),
      refusalOf(service.try(c.PlanVisit, planned(service, given, ready), { as: as.office })),
    ])
  }

  const unknown = await asked(randomUUID())
  const live = await asked(theirs.projectId)
  await runtime.db.updateTable('project').set({ origin: 'IMPORTED' }).where('id', '=', theirs.projectId).execute()
  const imported = await asked(theirs.projectId)
  await runtime.db.updateTable('project').set({ origin: 'LIVE' }).where('id', '=', theirs.projectId).execute()

  expect(unknown).toEqual(['common.not_found', 'common.not_found', 'common.not_found'])
  expect(live).toEqual(['common.not_found', 'common.not_found', 'visit.group_not_assigned'])
  expect(imported).toEqual(['common.not_found', 'common.not_found', 'supervision.imported'])
})
