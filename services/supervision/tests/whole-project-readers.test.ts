import { supervision as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, day, givenCommittee, refusalOf } from './given.ts'
import { adoption, delivery, instruction, report } from './report-given.ts'
import { givenWholeProject } from './whole-project.ts'

let service: TestService
let given: Committee
let projectId: string
let listId: string
let ids: string[]

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  ;({ projectId, listId, findingIds: ids } = await givenWholeProject(service, given))
  await service.send(c.SubmitReport, await report(service, given, projectId), { as: given.as.office })
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())

test('a unit sees its own issues alone, with lights, in its inbox, on the board, and on paper', async () => {
  const { as } = given
  const inbox = await service.ask(c.IssueInbox, { limit: 200 }, { as: as.traffic })
  expect(new Set(inbox.items.map(({ findingId }) => findingId))).toEqual(new Set([ids[3], ids[7], ids[11]]))
  expect(inbox.items.find(({ findingId }) => findingId === ids[11])).toMatchObject({
    light: 'red',
    overdue: true,
    next: 'PLAN_MEASURES',
  })
  expect(inbox.sentence.zh).toBe('共有3个问题，其中已签收1个、已销号2个；逾期1个。')
  const waiting = await service.ask(c.IssueInbox, { waiting: 'true' }, { as: as.traffic })
  expect(waiting.items.map(({ findingId }) => findingId)).toEqual([ids[11]])
  for (const [account, status] of [
    [as.traffic, 404],
    [as.housing, 404],
    [as.fourth, 404],
    [as.water, 200],
    [as.first, 200],
    [as.supervision, 200],
  ] as const) {
    expect((await service.tryAsk(c.IssueById, { findingId: ids[0] }, { as: account })).status).toBe(status)
  }
  const own = await service.ask(c.IssueById, { findingId: ids[2]! }, { as: as.water })
  expect(own.rounds.map(({ cause, verdict, lookBack }) => [cause, verdict?.outcome, lookBack?.outcome])).toEqual([
    ['LISTED', 'VERIFIED', 'RELAPSED'],
    ['RELAPSED', undefined, undefined],
  ])
  expect(JSON.stringify(own.rounds)).not.toContain(given.member.first)
  const seen = await service.ask(c.IssueById, { findingId: ids[2]! }, { as: as.auditor })
  expect(JSON.stringify(seen)).not.toMatch(/排口|管网|副局长/)
})

test('the board comes as a spreadsheet, a list and the report as documents, each for who may read it', async () => {
  const { as } = given
  const post = (path: string, body: object, account: Committee['as']['first']) =>
    service.fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
      as: account,
    })
  const sheet = async (account: Committee['as']['first']) =>
    readSheet(
      Buffer.from(await (await post('/supervision/issues.xlsx', { filters: { projectId } }, account)).arrayBuffer()),
    )
  const [header, ...rows] = await sheet(as.office)
  expect(rows).toHaveLength(12)
  expect(rows.filter((row) => row[header!.indexOf('状态')] === '已销号')).toHaveLength(4)
  expect(await sheet(as.traffic)).toHaveLength(4)

  const word = await post(`/supervision/issue-lists/${listId}/form`, { format: 'docx' }, as.chair)
  const text = strFromU8(unzipSync(new Uint8Array(await word.arrayBuffer()))['word/document.xml']!)
  expect(text).toContain('城北河三号排口晴天有污水流出')
  const ownList = await (await post(`/supervision/issue-lists/${listId}/form`, { format: 'html' }, as.traffic)).text()
  expect([ownList.includes('区交通运输局'), ownList.includes('区水务局')]).toEqual([true, false])
  expect((await post(`/supervision/issue-lists/${listId}/form`, { format: 'html' }, as.housing)).status).toBe(404)
  const printed = await (await post(`/supervision/reports/${projectId}/form`, { format: 'html' }, as.first)).text()
  expect(printed).toContain('36.4%')
  expect((await post(`/supervision/reports/${projectId}/form`, { format: 'html' }, as.water)).status).toBe(404)
  expect((await post(`/supervision/reports/${projectId}/form`, { format: 'pdf' }, as.office)).status).toBe(400)
})

test('a file of an issue is for those who see the issue, and the report’s for those who see the report', async () => {
  const { as } = given
  const detail = await service.ask(c.IssueById, { findingId: ids[3]! }, { as: as.office })
  const [file] = detail.rounds[0]!.files
  const { file: reported } = await service.ask(c.ReportById, { projectId }, { as: as.office })
  const status = async (sha256: string, account: Committee['as']['first']) =>
    (await service.fetch(`/supervision/files/${sha256}`, { as: account })).status

  expect([await status(file!.sha256, as.traffic), await status(file!.sha256, as.housing)]).toEqual([200, 404])
  expect([await status(reported!.sha256, as.first), await status(reported!.sha256, as.water)]).toEqual([200, 404])
})

test('an instruction is read by the chairs, the general and supervision offices and the unit that acts on it, and no event tells it', async () => {
  const { as, unit } = given
  await service.send(c.DeliverReport, delivery(service, projectId), { as: as.office })
  await service.send(c.DeliverReport, delivery(service, projectId, { to: 'GOVERNMENT' }), { as: as.office })
  const send = (body: object) => refusalOf(service.try(c.DeliverReport, body, { as: as.office }))
  expect(await send(delivery(service, projectId))).toBe('report.delivered_already')
  expect(await send(delivery(service, projectId, { sentOn: day(service, -1) }))).toBe('report.day_too_early')
  await service.send(c.RecordInstruction, instruction(service, given, projectId), { as: as.generalOffice })
  const others = { unitIds: [unit.traffic], text: '另请交通部门配合。' }
  await service.send(c.RecordInstruction, instruction(service, given, projectId, others), { as: as.chair })
  await service.send(c.RecordAdoption, adoption(service, projectId), { as: as.office })
  const texts = async (account: Committee['as']['first']) => {
    const { status, body } = await service.tryAsk(c.ReportById, { projectId }, { as: account })
    return status === 200 ? body.instructionList.map(({ text }: { text: string }) => text.slice(0, 3)) : status
  }

  expect((await texts(as.chair)).toSorted()).toEqual(['另请交', '请水务'].toSorted())
  expect((await texts(as.generalOffice)).length).toBe(2)
  expect((await texts(as.supervision)).length).toBe(2)
  expect(await texts(as.water)).toEqual(['请水务'])
  expect(await texts(as.traffic)).toEqual(['另请交'])
  for (const account of [as.office, as.first, as.auditor]) expect(await texts(account)).toEqual([])
  expect(await texts(as.housing)).toBe(404)
  const own = await service.ask(c.ReportById, { projectId }, { as: as.water })
  expect(own).not.toHaveProperty('summary')
  expect(own.instructionList[0]!.unitIds).toEqual([unit.water])
  const list = await service.ask(c.Reports, { to: 'GOVERNMENT', adopted: 'true' }, { as: as.chair })
  expect(list.items).toEqual([expect.objectContaining({ projectId, instructions: 2, adoptions: 1 })])
  const told = await service.running.runtime.db.selectFrom('event').select('payload').execute()
  expect(told.map(({ payload }) => payload.toString('utf8')).join('\n')).not.toMatch(/逐项|区长|配合|多已整改/)
})
