import { consultations as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { idIn } from './plan-given.ts'
import { type Committee, file, givenCommittee, givenItem, givenSession, itemState } from './session-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

/** A group of a scheduled item: the chair leads, a secretary, one member. */
async function givenGroup() {
  const { as, id } = given
  const itemId = await givenItem(service, given)
  await givenSession(service, given, itemId)
  const group = {
    itemId,
    title: '水体共治调研组',
    leaderId: id.chair,
    secretaryId: id.secretary,
    memberIds: [id.member],
  }
  return { itemId, researchId: idIn(await service.send(c.FormResearchGroup, group, { as: as.consultation })) }
}

const refusalOf = async (reply: Promise<{ status: number; body: { code: string } }>) => (await reply).body.code

test('a group visits, reports and ends its research', async () => {
  const { as, id, unit } = given
  const { itemId, researchId } = await givenGroup()
  expect(await itemState(service, itemId)).toBe('RESEARCHING')

  await service.send(c.DeclareConflict, { researchId, memberId: id.member, note: 'SECRET-interest' }, { as: as.member })
  const startsAt = new Date(service.clock.now().getTime() + 86_400_000).toISOString()
  const visit = { researchId, place: '太浦河泵站', purpose: '察看水质监测', startsAt, unitIds: [unit.water] }
  const planned = await service.send(c.PlanVisit, visit, { as: as.secretary })
  const { visitId } = planned.events[0]!.data as { visitId: string }
  const held = { researchId, visitId, heldAt: startsAt, memberIds: [id.member], notes: 'SECRET-notes' }
  expect(await refusalOf(service.try(c.ReportVisit, held, { as: as.leader }))).toBe('visit.in_future')
  service.clock.advance(2 * 86_400_000)
  const stranger = { ...held, memberIds: [id.third] }
  expect(await refusalOf(service.try(c.ReportVisit, stranger, { as: as.leader }))).toBe('research.not_in_group')
  await service.send(c.ReportVisit, held, { as: as.leader })
  expect(await refusalOf(service.try(c.ReportVisit, held, { as: as.leader }))).toBe('visit.wrong_state')

  expect(await refusalOf(service.try(c.CompleteResearch, { researchId }, { as: as.leader }))).toBe('research.no_report')
  const report = { researchId, title: '调研报告', summary: '三点建议', file: file('调研报告') }
  await service.send(c.SubmitResearchReport, report, { as: as.leader })
  await service.send(c.SubmitResearchReport, { ...report, title: '调研报告（修改稿）' }, { as: as.secretary })
  await service.send(c.PlanVisit, visit, { as: as.secretary })
  expect(await refusalOf(service.try(c.CompleteResearch, { researchId }, { as: as.leader }))).toBe(
    'research.visits_open',
  )
  const { visitList } = await service.ask(c.ResearchGroupById, { researchId }, { as: as.leader })
  const open = visitList.find(({ state }) => state === 'PLANNED')!
  await service.send(c.CancelVisit, { researchId, visitId: open.visitId, reason: '不再需要' }, { as: as.leader })
  await service.send(c.CompleteResearch, { researchId }, { as: as.leader })

  const shown = await service.ask(c.ResearchGroupById, { researchId }, { as: as.leader })
  expect(shown).toMatchObject({ state: 'COMPLETED', visits: 1, reportVersion: 2 })
  expect(shown.visitList.find((one) => one.visitId === visitId)).toMatchObject({
    notes: 'SECRET-notes',
    memberIds: [id.member],
  })
  expect(shown.reports.map(({ title }) => title)).toEqual(['调研报告', '调研报告（修改稿）'])
  const { db } = service.running.runtime
  const events = await db
    .selectFrom('event')
    .select('payload')
    .where('aggregate', '=', `research/${researchId}`)
    .execute()
  expect(events.map(({ payload }) => payload.toString('utf8')).join()).not.toMatch(/SECRET/)
})

test('all of the group see that a member has an interest; what it is, only the office, the chairs and the member', async () => {
  const { as, id } = given
  const { researchId } = await givenGroup()
  const declared = { researchId, memberId: id.member, note: '所在企业有排口' }
  expect(await refusalOf(service.try(c.DeclareConflict, declared, { as: as.leader }))).toBe('common.not_found')
  await service.send(c.DeclareConflict, declared, { as: as.member })
  expect(await refusalOf(service.try(c.DeclareConflict, declared, { as: as.consultation }))).toBe(
    'research.conflict_noted',
  )
  const noteFor = async (who: (typeof as)[keyof typeof as]) => {
    const { members } = await service.ask(c.ResearchGroupById, { researchId }, { as: who })
    const found = members.find(({ memberId }) => memberId === id.member)!
    expect(found.conflictDeclaredAt).toBeDefined()
    return found.conflictNote
  }

  for (const who of [as.chair, as.consultation, as.member]) expect(await noteFor(who)).toBe('所在企业有排口')
  expect(await noteFor(as.leader)).toBeUndefined()
})

test('a group is its members’ own: to other members it does not exist, and only leader and secretary act for it', async () => {
  const { as } = given
  const { researchId } = await givenGroup()
  const report = { researchId, title: '报告', summary: '三点', file: file() }

  expect((await service.tryAsk(c.ResearchGroupById, { researchId }, { as: as.third })).status).toBe(404)
  expect(await refusalOf(service.try(c.SubmitResearchReport, report, { as: as.third }))).toBe('common.not_found')
  expect(await refusalOf(service.try(c.SubmitResearchReport, report, { as: as.member }))).toBe('auth.forbidden')
  const mine = await service.ask(c.ResearchGroups, { limit: 100 }, { as: as.member })
  expect(mine.items.map((one) => one.researchId)).toContain(researchId)
  expect((await service.ask(c.ResearchGroups, {}, { as: as.third })).total).toBe(0)
})

test('who leaves a group is out, and who stays keeps what was declared', async () => {
  const { as, id } = given
  const { researchId } = await givenGroup()
  await service.send(c.DeclareConflict, { researchId, memberId: id.chair, note: '亲属任职' }, { as: as.leader })
  const anew = { leaderId: id.secretary, secretaryId: id.chair, memberIds: [id.third], reason: '工作变动' }
  const twice = { ...anew, memberIds: [id.third, id.third] }
  expect(await refusalOf(service.try(c.ChangeResearchGroup, { researchId, ...twice }, { as: as.consultation }))).toBe(
    'research.listed_twice',
  )
  await service.send(c.ChangeResearchGroup, { researchId, ...anew }, { as: as.consultation })

  const { members, leaderId } = await service.ask(c.ResearchGroupById, { researchId }, { as: as.chair })
  expect(leaderId).toBe(id.secretary)
  expect(Object.fromEntries(members.map(({ memberId, duty }) => [memberId, duty]))).toEqual({
    [id.secretary]: 'LEADER',
    [id.chair]: 'SECRETARY',
    [id.third]: 'MEMBER',
  })
  expect(members.find(({ memberId }) => memberId === id.chair)).toMatchObject({ conflictNote: '亲属任职' })
})

test('an item without a session is not researched, and a group that will not report is dissolved', async () => {
  const { as, id } = given
  const itemId = await givenItem(service, given)
  const group = { itemId, title: '调研组', leaderId: id.chair, secretaryId: id.secretary }
  expect(await refusalOf(service.try(c.FormResearchGroup, group, { as: as.consultation }))).toBe('item.wrong_state')
  const { researchId } = await givenGroup()
  await service.send(c.DissolveResearchGroup, { researchId, reason: '并入另一调研组' }, { as: as.consultation })
  const report = { researchId, title: '报告', summary: '三点', file: file() }
  expect(await refusalOf(service.try(c.SubmitResearchReport, report, { as: as.leader }))).toBe('research.wrong_state')
})
