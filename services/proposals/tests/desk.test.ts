import { proposals as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake, givenSubmitted } from './given.ts'
import { draft, givenAssigned, givenHandling, givenReplied, leadAndThree } from './handling-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const kindsOf = async (as: Committee['as']['first'], proposalId: string) => {
  const { items } = await service.ask(c.ToDo, { limit: 200 }, { as })
  return items.filter((one) => one.proposalId === proposalId).map(({ kind }) => kind)
}

test('everybody is told what a proposal asks of them, and no longer when it is done', async () => {
  const { as } = given
  const submitted = await givenSubmitted(service, given)
  expect(await kindsOf(as.office, submitted)).toEqual(['CLAIM'])
  await service.send(c.ClaimReview, { proposalId: submitted }, { as: as.office })
  expect(await kindsOf(as.office, submitted)).toEqual(['PRE_REVIEW'])
  expect(await kindsOf(as.colleague, submitted)).toEqual([])

  const filed = await givenFiled(service, given)
  expect(await kindsOf(as.supervision, filed)).toEqual(['ASSIGN'])
  const [assigned] = await givenAssigned(service, given, { assignment: leadAndThree(given) })
  expect(await kindsOf(as.supervision, assigned!)).toEqual([])
  expect(await kindsOf(as.housing, assigned!)).toEqual(['ACCEPT'])

  const [handled] = await givenHandling(service, given, { assignment: leadAndThree(given) })
  expect(await kindsOf(as.housing, handled!)).toEqual(['CONTACT', 'REPLY'])
  expect(await kindsOf(as.water, handled!)).toEqual(['OPINION'])
  expect(await kindsOf(as.first, handled!)).toEqual([])
})

test('tasks are grouped by their day, and counted for the menu', async () => {
  const { as } = given
  const before = service.clock.now()
  const [proposalId] = await givenHandling(service, given)
  const { dueAt } = (await service.ask(c.ToDo, { kind: 'REPLY', limit: 200 }, { as: as.housing })).items.find(
    (one) => one.proposalId === proposalId,
  )!
  const groupAt = async (days: number) => {
    service.clock.set(new Date(Date.parse(dueAt!) + days * 86_400_000))
    const { items, counts } = await service.ask(c.ToDo, { kind: 'REPLY', limit: 200 }, { as: as.housing })
    const task = items.find((one) => one.proposalId === proposalId)!
    expect(counts.find(({ kind, group }) => kind === 'REPLY' && group === task.group)!.count).toBeGreaterThan(0)
    return [task.group, task.light]
  }

  expect([await groupAt(-40), await groupAt(-0.5), await groupAt(0.5)]).toEqual([
    ['LATER', 'green'],
    ['TODAY', 'orange'],
    ['OVERDUE', 'red'],
  ])
  service.clock.set(before)
})

test('a unit has its cases in its inbox and in a spreadsheet, and no others', async () => {
  const { as, unit } = given
  const [proposalId] = await givenAssigned(service, given, { assignment: leadAndThree(given) })
  const inbox = await service.ask(c.UnitInbox, { role: 'CO', limit: 200 }, { as: as.parks })

  expect(inbox.items.find((one) => one.proposal.proposalId === proposalId)).toMatchObject({
    unitId: unit.parks,
    role: 'CO',
    state: 'ASSIGNED',
    proposal: { units: expect.arrayContaining([{ unitId: unit.housing, name: '区住房和城乡建设局', role: 'LEAD' }]) },
  })
  expect(inbox.items.every((one) => one.unitId === unit.parks)).toBe(true)
  const response = await service.fetch('/proposals/inbox.xlsx', {
    method: 'POST',
    body: JSON.stringify({ filters: { role: 'CO' } }),
    headers: { 'content-type': 'application/json' },
    as: as.parks,
  })
  const [header, ...rows] = await readSheet(Buffer.from(await response.arrayBuffer()))
  expect(rows).toHaveLength(inbox.total)
  expect(rows[0]![header!.indexOf('承办方式')]).toBe('会办')
})

test('who reads how a case is handled sees their part of it', async () => {
  const { as, unit } = given
  const [proposalId] = await givenHandling(service, given, { assignment: leadAndThree(given) })
  const opinion = '建议与我局年度计划衔接。'
  await service.send(c.GiveCoUnitOpinion, { proposalId: proposalId!, unitId: unit.water, opinion }, { as: as.water })
  await service.send(c.SendMessage, { proposalId: proposalId!, message: '请问何时来访？' }, { as: as.first })
  const read = (who: Committee['as']['first']) => service.ask(c.CaseHandling, { proposalId: proposalId! }, { as: who })
  const opinionFor = async (who: Committee['as']['first']) =>
    (await read(who)).units.find((one) => one.unitId === unit.water)?.opinion?.text

  expect(await opinionFor(as.office)).toBe(opinion)
  expect(await opinionFor(as.housing)).toBe(opinion)
  expect(await opinionFor(as.water)).toBe(opinion)
  expect(await opinionFor(as.traffic)).toBeUndefined()
  expect(await opinionFor(as.first)).toBeUndefined()
  expect((await read(as.housing)).messages.map(({ text }) => text)).toEqual(['请问何时来访？'])
  // Another member knows the units of a filed case and nothing of what they say.
  const others = await read(as.third)
  expect(others.units.map(({ role }) => role)).toEqual(['LEAD', 'CO', 'CO', 'CO'])
  expect([others.messages, others.meetings, others.replies, others.units[0]!.reply]).toEqual([[], [], [], undefined])
  const replyOf = (await read(as.first)).units[0]!.reply!
  expect(replyOf.deadline.steps.length).toBeGreaterThan(0)
  expect(replyOf.light).toBe('green')
})

test('the words of a draft come with the version that replacing them is sent with', async () => {
  const { as, unit } = given
  const [proposalId] = await givenHandling(service, given)
  const about = { proposalId: proposalId! }
  await draft(service, given, proposalId!, unit.housing)

  const handling = await service.ask(c.CaseHandling, about, { as: as.housing })

  expect(handling.replies).toHaveLength(1)
  expect(handling.version).toBe((await service.ask(c.CaseFile, about, { as: as.housing })).version)
})

test('a reply that was sent is read and printed by its proposers, and its draft is not', async () => {
  const { as, unit, member } = given
  const [drafted] = await givenHandling(service, given)
  await draft(service, given, drafted!, unit.housing)
  expect((await service.ask(c.CaseHandling, { proposalId: drafted! }, { as: as.first })).replies).toEqual([])

  const [replied] = await givenReplied(service, given)
  const { replies } = await service.ask(c.CaseHandling, { proposalId: replied! }, { as: as.first })
  expect(replies).toMatchObject([{ unitId: unit.housing, round: 1, sentOn: expect.any(String) }])
  const response = await service.fetch(`/proposals/cases/${replied}/replies/${unit.housing}/1/form`, {
    method: 'POST',
    body: JSON.stringify({ format: 'docx', names: { [member.first]: { name: '沈某某' } } }),
    headers: { 'content-type': 'application/json' },
    as: as.first,
  })
  expect(response.status).toBe(200)
  const document = strFromU8(unzipSync(new Uint8Array(await response.arrayBuffer()))['word/document.xml']!)
  expect(document).toContain('沈某某委员')
  expect(document).toContain(`${replies[0]!.resultClass}类`)
})
