import { type CommandDefinition, supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, day, givenCommittee, idIn, refusalOf, stateOf } from './given.ts'
import { check, list, measures, proof } from './rectification-given.ts'
import { adoption, delivery, instruction, report } from './report-given.ts'
import { toldFigures } from './told-figures.ts'
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
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())

test('the numbers that the report and its event carry are those that the events tell a stranger', async () => {
  const { as } = given
  const told = await toldFigures(service, projectId)
  await service.send(c.SubmitReport, await report(service, given, projectId), { as: as.office })

  const { numbers } = (await service.events(c.ReportSubmitted))[0]!
  const { bySeverity, repeated, ...counts } = numbers
  const { visits, findings, listed, withdrawn, issues, verified, open, overdue, medianDays } = told
  expect(counts).toEqual({ visits, findings, listed, withdrawn, issues, verified, open, overdue, medianDays })
  expect(counts).toEqual({
    visits: 3,
    findings: 12,
    listed: 12,
    withdrawn: 1,
    issues: 11,
    verified: 4,
    open: 7,
    overdue: 5,
    // Listed on March 8: three were verified on the 20th after 12 days, the one that was sent back after 25.
    medianDays: 12,
  })
  expect(Object.fromEntries(bySeverity.map(({ severity, n }) => [severity, n]))).toEqual(told.bySeverity)
  expect(told.bySeverity).toEqual({ MINOR: 4, SERIOUS: 4, GRAVE: 4 })
  // Six were found; one of them was taken off the list.
  expect(repeated).toEqual([{ subject: '雨污混接', n: 5 }])
  expect(told.repeatedSubjects).toEqual({ 雨污混接: 5 })
  const shown = await service.ask(c.ReportById, { projectId }, { as: as.chair })
  expect(shown).toMatchObject({ numbers, state: 'REPORTED', summary: '监督小组走访河道，问题多已整改。' })
})

test('statistics, boards and lists say the same numbers, and what is behind a number is listed', async () => {
  const { as, unit } = given
  const told = await toldFigures(service, projectId)
  const statistics = await service.ask(c.IssueStatistics, { projectId, year: 2022 }, { as: as.office })
  const of = (code: string) => statistics.figures.find((one) => one.code === code)!

  expect(of('VERIFIED')).toMatchObject({ n: told.verified, d: told.issues, of: 'ISSUES' })
  expect(Object.fromEntries(statistics.figures.map(({ code, n }) => [code, n]))).toEqual({
    FINDINGS: told.findings,
    LISTED: told.listed,
    DISPUTED: told.disputed,
    WITHDRAWN: told.withdrawn,
    ISSUES: told.issues,
    VERIFIED: told.verified,
    OPEN: told.open,
    OVERDUE: told.overdue,
    TO_VERIFY: told.toVerify,
    REOPENED: told.reopened,
    RELAPSED: told.relapsed,
  })
  expect([told.disputed, told.toVerify, told.reopened, told.relapsed]).toEqual([2, 1, 2, 1])
  expect(statistics.repeated).toEqual([expect.objectContaining({ subject: '雨污混接', n: 5, projects: 1, units: 1 })])
  expect(statistics.sentence.zh).toBe('应整改问题11个，已销号4个，销号率36.4%；逾期5个。')
  expect(statistics.byUnit.map(({ unitId, n, verified }) => [unitId, n, verified])).toEqual([
    [unit.water, 8, 2],
    [unit.traffic, 3, 2],
  ])
  const drilled = [
    ...statistics.figures,
    ...statistics.byUnit,
    ...statistics.bySeverity,
    ...statistics.byYear,
    ...statistics.repeated,
  ]
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
  service.clock.set(new Date('2022-12-30T02:00:00.000Z'))
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
