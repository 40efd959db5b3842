import { type CommandDefinition, supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, day, finding, givenCommittee, givenReady, idIn, refusalOf, stateOf, visit } from './given.ts'
import { check, list, measures, proof, rectify } from './rectification-given.ts'
import { adoption, delivery, instruction, report } from './report-given.ts'

let service: TestService
let given: Committee
let projectId: string
let listId: string
const ids: string[] = []

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  await runProject()
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())

const at = (date: string) => service.clock.set(new Date(`${date}T02:00:00.000Z`))

/** 3 visits, 12 findings, two lists, disputes both ways, a reopening, a look-back with a relapse, and the report. */
async function runProject(): Promise<void> {
  const { as, unit } = given
  const ready = await givenReady(service, given)
  projectId = ready.projectId
  for (let n = 0; n < 3; n += 1) {
    const { visitId, ...rest } = visit(service, given, ready)
    await service.send(c.RecordVisit, { visitId, ...rest }, { as: as.first })
    for (let k = 0; k < 4; k += 1) {
      const unitId = k === 3 ? unit.traffic : unit.water
      const severity = (['MINOR', 'SERIOUS', 'GRAVE'] as const)[n]
      const subject = k < 2 ? '雨污混接' : `其他${n}${k}`
      const { findingId, ...words } = finding(given, visitId, { unitId, severity, subject })
      await service.send(c.RaiseFinding, { findingId, ...words }, { as: as.first })
      ids.push(findingId)
    }
  }
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  at('2022-03-08')
  const sent = await service.send(c.ApproveIssueList, list(service, projectId, ids.slice(0, 8)), { as: as.chair })
  listId = (sent.events[0]!.data as { listId: string }).listId
  await service.send(c.ApproveIssueList, list(service, projectId, ids.slice(8)), { as: as.generalOffice })

  // Issues 0 and 1 are disputed: one stands, one is taken off.
  for (const findingId of ids.slice(0, 2)) {
    await service.send(c.DisputeIssue, { findingId, reason: '不属本单位职责。' }, { as: as.water })
  }
  at('2022-03-11')
  const recheck = { checkedOn: day(service), way: 'ON_SITE' as const, reason: '现场确认。' }
  await service.send(c.RecheckIssue, { findingId: ids[0]!, outcome: 'UPHELD', ...recheck }, { as: as.second })
  await service.send(c.RecheckIssue, { findingId: ids[1]!, outcome: 'DROPPED', ...recheck }, { as: as.second })
  await rectify(service, given, ids[0]!, { accept: false })
  for (const findingId of [ids[2]!, ids[4]!, ids[5]!]) await rectify(service, given, findingId)
  for (const findingId of [ids[3]!, ids[7]!]) await rectify(service, given, findingId, { by: as.traffic })
  at('2022-03-20')
  const verify = (findingId: string) => service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.first })
  for (const index of [0, 2, 3, 7]) await verify(ids[index]!)
  // Issue 4 is sent back, rectified anew and verified.
  await service.send(c.ReopenIssue, { findingId: ids[4]!, ...check(service) }, { as: as.first })
  await rectify(service, given, ids[4]!, { accept: false })
  at('2022-04-02')
  await verify(ids[4]!)
  // Silence has accepted the others; what was verified in March is looked at in June: one holds, one relapsed.
  at('2022-06-21')
  await service.until(async () => (await service.events(c.IssueAccepted)).length === 10)
  const looked = { way: 'UNANNOUNCED' as const, notes: '回头看现场情况。' }
  const lookBack = (index: number, outcome: c.LookBackOutcome) =>
    service.send(
      c.RecordLookBack,
      { findingId: ids[index]!, outcome, checkedOn: day(service), ...looked },
      { as: as.third },
    )
  await lookBack(0, 'HOLDS')
  await lookBack(2, 'RELAPSED')
}

/** The numbers of a report, counted by a statement of their own. */
async function countedApart() {
  const { rows } = await sql<Record<string, number>>`
    with own as (select f.*, exists (select from issue_list l where l.id = f.list_id) as listed
      from finding f where f.project_id = ${projectId})
    select
      (select count(*) from visit v where v.project_id = ${projectId} and v.state = 'HELD')::int as visits,
      (select count(*) from own)::int as findings,
      (select count(*) from own where listed)::int as listed,
      (select count(*) from own where listed and recheck = 'DROPPED')::int as withdrawn,
      (select count(*) from own where listed and recheck is distinct from 'DROPPED')::int as issues,
      (select count(*) from own where listed and verified_at is not null)::int as verified,
      (select count(*) from own where listed and recheck is distinct from 'DROPPED' and verified_at is null)::int as open,
      (select count(*) from own where listed and recheck is distinct from 'DROPPED' and verified_at is null
        and rectified_at is null and due_at <= ${service.clock.now()})::int as overdue,
      (select count(*) from own where severity = 'GRAVE')::int as grave,
      (select count(*) from own where subject = '雨污混接')::int as repeated`.execute(service.running.runtime.db)
  return rows[0]!
}

test('the numbers that the report and its event carry are those of the rows', async () => {
  const { as } = given
  const apart = await countedApart()
  await service.send(c.SubmitReport, await report(service, given, projectId), { as: as.office })

  const { numbers } = (await service.events(c.ReportSubmitted))[0]!
  const { bySeverity, repeated, medianDays, ...counts } = numbers
  const { grave, repeated: subjects, ...expected } = apart
  expect(counts).toEqual(expected)
  expect(counts).toEqual({
    visits: 3,
    findings: 12,
    listed: 12,
    withdrawn: 1,
    issues: 11,
    verified: 4,
    open: 7,
    overdue: 5,
  })
  expect(bySeverity.find(({ severity }) => severity === 'GRAVE')!.n).toBe(grave)
  expect(repeated).toEqual([{ subject: '雨污混接', n: subjects }])
  // Listed on March 8: three were verified on the 20th after 12 days, the one that was sent back after 25.
  expect(medianDays).toBe(12)
  const shown = await service.ask(c.ReportById, { projectId }, { as: as.chair })
  expect(shown).toMatchObject({ numbers, state: 'REPORTED', summary: '监督小组走访河道，问题多已整改。' })
})

test('statistics, boards and lists say the same numbers, and what is behind a number is listed', async () => {
  const { as, unit } = given
  const apart = await countedApart()
  const statistics = await service.ask(c.IssueStatistics, { projectId, year: 2022 }, { as: as.office })
  const of = (code: string) => statistics.figures.find((one) => one.code === code)!

  expect(of('VERIFIED')).toMatchObject({ n: apart['verified'], d: apart['issues'], of: 'ISSUES' })
  expect(of('DISPUTED')).toMatchObject({ n: 2, d: 12 })
  expect(of('REOPENED')).toMatchObject({ n: 2 })
  expect(of('RELAPSED')).toMatchObject({ n: 1 })
  expect(statistics.sentence.zh).toBe('应整改问题11个，已销号4个，销号率36.4%；逾期5个。')
  expect(statistics.byUnit.map(({ unitId, n, verified }) => [unitId, n, verified])).toEqual([
    [unit.water, 8, 2],
    [unit.traffic, 3, 2],
  ])
  const drilled = [...statistics.figures, ...statistics.byUnit, ...statistics.bySeverity, ...statistics.byYear]
  for (const { n, filters } of drilled) {
    if (filters === undefined) continue
    const board = await service.ask(c.Issues, { ...filters, limit: 200 } as never, { as: as.office })
    expect(board.items).toHaveLength(n)
  }
  const [first] = (await service.ask(c.IssueLists, { projectId }, { as: as.office })).items.toReversed()
  expect(first).toMatchObject({ listId, number: 1, issues: 7, verified: 4, meeting: '第五次主席会议' })
  const lookBacks = await service.ask(c.LookBacksDue, { projectId }, { as: as.first })
  expect(lookBacks.items.map(({ findingId, isDue }) => [findingId, isDue])).toEqual([
    ...[ids[3]!, ids[7]!].toSorted().map((id) => [id, true]),
    [ids[4], false],
  ])
})

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

test('a project with open issues or look-backs is closed for a reason, and then neither it nor its issues move', async () => {
  const { as } = given
  const close = (body: object) => refusalOf(service.try(c.CloseProject, { projectId, ...body }, { as: as.office }))
  expect(await close({})).toBe('supervision.issues_open')
  expect(await close({ reason: '余项转入日常督办' })).toBe('done')
  const before = await tables()

  const more = {
    reason: '再试',
    files: [],
    ...check(service),
    outcome: 'UPHELD',
    requestId: ids[0],
    until: day(service, 90),
  }
  const about = (shape: object) => Object.fromEntries(Object.entries(more).filter(([name]) => name in shape))
  const proofs = { water: await proof(service, as.water), traffic: await proof(service, as.traffic) }
  for (const findingId of ids) {
    for (const [command, accounts, body] of [
      [c.AcceptIssue, [as.water, as.traffic], {}],
      [c.DisputeIssue, [as.water, as.traffic], about(c.DisputeIssue.schema.shape)],
      [c.PlanMeasures, [as.water, as.traffic], measures(service)],
      [c.ReportRectified, [as.water, as.traffic], proofs.water],
      [c.RequestMoreTime, [as.water, as.traffic], about(c.RequestMoreTime.schema.shape)],
      [c.GrantMoreTime, [as.office], about(c.GrantMoreTime.schema.shape)],
      [c.RefuseMoreTime, [as.office], about(c.RefuseMoreTime.schema.shape)],
      [c.RecheckIssue, [as.first], about(c.RecheckIssue.schema.shape)],
      [c.VerifyIssue, [as.first], check(service)],
      [c.ReopenIssue, [as.first], check(service)],
      [c.RecordLookBack, [as.first], { ...check(service), outcome: 'HOLDS' }],
    ] as [CommandDefinition, Committee['as']['first'][], object][]) {
      const codes = []
      for (const account of accounts)
        codes.push(await refusalOf(service.try(command, { findingId, ...body }, { as: account })))
      expect([command.type, codes.filter((code) => code !== 'common.not_found')]).toEqual([
        command.type,
        ['supervision.wrong_state'],
      ])
    }
  }
  for (const [command, body] of [
    [c.SubmitReport, await report(service, given, projectId)],
    [c.DeliverReport, delivery(service, projectId)],
    [c.RecordInstruction, instruction(service, given, projectId)],
    [c.RecordAdoption, adoption(service, projectId)],
    [c.ApproveIssueList, list(service, projectId, [ids[0]!])],
    [c.CloseProject, { projectId, reason: '再试' }],
    [c.CancelProject, { projectId, reason: '再试' }],
    [c.ResumeVisits, { projectId, reason: '再试' }],
    [c.GatherFindings, { projectId }],
  ] as [CommandDefinition, object][]) {
    const as1 =
      command.type === c.ApproveIssueList.type
        ? as.chair
        : command.type === c.RecordInstruction.type
          ? as.chair
          : as.office
    expect([command.type, await refusalOf(service.try(command, body, { as: as1 }))]).toEqual([
      command.type,
      'supervision.wrong_state',
    ])
  }
  // Terms and look-backs that end after the close say nothing any more.
  at('2022-12-30')
  await service.until(async () => {
    const due = await service.running.runtime.db
      .selectFrom('scheduled_job')
      .select('id')
      .where('job', '=', 'supervision.remind-of-issue')
      .where('due_at', '<=', service.clock.now())
      .execute()
    return due.length === 0
  })
  expect(await tables()).toEqual(before)
  expect(await stateOf(service, projectId)).toBe('CLOSED')
  expect((await service.ask(c.LookBacksDue, { projectId }, { as: as.first })).items).toEqual([])
})

/** Everything that a project and its issues consist of. */
async function tables() {
  const { db } = service.running.runtime
  return {
    project: await db.selectFrom('project').selectAll().where('id', '=', projectId).execute(),
    findings: await db.selectFrom('finding').selectAll().orderBy('id').execute(),
    rounds: await db.selectFrom('issue_round').selectAll().orderBy('finding_id').orderBy('round').execute(),
    instructions: await db.selectFrom('report_instruction').selectAll().orderBy('id').execute(),
  }
}

test('the whole project replays into the same tables', async () => {
  const { differences, replayed } = await replayEquality(service, supervision)
  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(80)
  expect(idIn({ events: [{ aggregate: `project/${projectId}` }] })).toBe(projectId)
})
