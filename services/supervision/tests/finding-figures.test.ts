import { supervision as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Mixture, givenMixture } from './finding-mixture.ts'
import { type Committee, finding, givenCommittee, givenReady, visit } from './given.ts'
import { itemsOf } from './history-figures.ts'
import { importFile, linesOf, supervised } from './history-given.ts'
import { prepared, submit } from './level-given.ts'
import { list } from './rectification-given.ts'
import { toldFigures } from './told-figures.ts'

let service: TestService
let given: Committee
let mixture: Mixture

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  mixture = await givenMixture(service, given)
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())

type Account = Committee['as']['chair']

const issueFigures = async (params: object, as: Account = given.as.office) => {
  const { figures, ...rest } = await service.ask(c.IssueStatistics, params, { as })
  return { ...rest, of: Object.fromEntries(figures.map(({ code, n }) => [code, n])), figures }
}
const supervisionFigures = async (params: object, as: Account = given.as.office) => {
  const statistics = await service.ask(c.SupervisionStatistics, params, { as })
  const part = (origin: 'live' | 'imported') =>
    Object.fromEntries([
      ...statistics.figures.map((one) => [one.code, one[origin].n]),
      ['ISSUES', statistics.issues![origin].n],
      ['LATE', statistics.late![origin].n],
    ]) as Record<c.SupervisionFigureCode | 'ISSUES' | 'LATE', number>
  return { ...statistics, live: part('live'), imported: part('imported') }
}

/** Stands in what is told of some. */
const WORD = '河'

// Counted by hand from the mixture: 0 is on no list yet, 1 was left out, 2 taken off; 3 and 7 are overdue, 4 is disputed, 6
// was put right too late and waits for the group, 5, 9 and 10 are closed, 7 was sent back, 8 relapsed at its look-back.
const LIVE = {
  FINDINGS: 11,
  LISTED: 9,
  DISPUTED: 3,
  WITHDRAWN: 1,
  ISSUES: 8,
  DUE: 8,
  RECTIFIED: 4,
  VERIFIED: 3,
  OPEN: 5,
  OVERDUE: 2,
  LATE: 1,
  TO_VERIFY: 1,
  REOPENED: 2,
  RELAPSED: 1,
  // 雨污混接: 3, 4 and 5 after 0; 占道经营: 7 to 10 after 6.
  REPEATED: 7,
}
// 5 and 9 after twelve days each, 10 after 25: listed at ten in the morning, and verified before ten.
const DAYS = { n: 3, median: 12 }
const pick = <K extends keyof typeof LIVE>(...codes: K[]) => Object.fromEntries(codes.map((code) => [code, LIVE[code]]))
const ISSUE_CODES = Object.keys(c.ISSUE_FIGURES) as c.IssueFigure[]

test('the events tell a stranger what was counted by hand', async () => {
  const told = await toldFigures(service, mixture.projectId)

  expect(told).toEqual({
    visits: 1,
    findings: LIVE.FINDINGS,
    listed: LIVE.LISTED,
    disputed: LIVE.DISPUTED,
    withdrawn: LIVE.WITHDRAWN,
    issues: LIVE.ISSUES,
    rectified: LIVE.RECTIFIED,
    verified: LIVE.VERIFIED,
    open: LIVE.OPEN,
    overdue: LIVE.OVERDUE,
    late: LIVE.LATE,
    toVerify: LIVE.TO_VERIFY,
    reopened: LIVE.REOPENED,
    relapsed: LIVE.RELAPSED,
    bySeverity: { MINOR: 4, SERIOUS: 4, GRAVE: 3 },
    repeatedSubjects: { 雨污混接: 3, 占道经营: 5 },
    medianDays: DAYS.median,
  })
})

test('project, list, board and both statistics say of a mixture what was counted by hand', async () => {
  const { as } = given
  const { projectId } = mixture
  const issues = await issueFigures({ year: 2022 })
  const all = await supervisionFigures({ year: 2022 })

  expect(issues.of).toEqual(pick(...ISSUE_CODES))
  expect(issues.days).toMatchObject(DAYS)
  expect(issues.figures.find(({ code }) => code === 'VERIFIED')).toMatchObject({ n: 3, d: 8, of: 'ISSUES' })
  expect(issues.figures.find(({ code }) => code === 'OVERDUE')).toMatchObject({ n: 2, d: 8 })
  expect(issues.sentence.zh).toBe('应整改问题8个，已销号3个，销号率37.5%；逾期2个。')
  expect(issues.repeated.map(({ subject, n }) => [subject, n])).toEqual([
    ['占道经营', 5],
    ['雨污混接', 3],
  ])
  const findings = ['FINDINGS', 'LISTED', 'DUE', 'RECTIFIED', 'VERIFIED', 'REOPENED', 'OVERDUE', 'REPEATED'] as const
  expect(all.live).toMatchObject(pick(...findings, 'ISSUES', 'LATE'))
  expect(all.days.live).toMatchObject(DAYS)
  expect(all.figures.find(({ code }) => code === 'VERIFIED')!.live).toEqual({ n: 3, d: 8 })
  expect(await service.ask(c.ProjectById, { projectId }, { as: as.office })).toMatchObject({
    findings: LIVE.FINDINGS,
    open: LIVE.OPEN,
    overdue: LIVE.OVERDUE,
  })
  const lists = await service.ask(c.IssueLists, { projectId }, { as: as.office })
  expect(lists.items).toEqual([
    expect.objectContaining({ issues: LIVE.ISSUES, verified: LIVE.VERIFIED, overdue: LIVE.OVERDUE }),
  ])
})

test('every number of either statistics lists its rows, neither more nor fewer', async () => {
  const { as } = given
  const issues = await issueFigures({ year: 2022 })
  const parts = [...issues.figures, ...issues.byUnit, ...issues.bySeverity, ...issues.byYear, ...issues.repeated]
  const boards = parts.filter(({ filters }) => filters !== undefined)
  const listed = []
  for (const { filters } of boards)
    listed.push((await service.ask(c.Issues, filters as never, { as: as.office })).total)
  expect(listed).toEqual(boards.map(({ n }) => n))

  const { figures, breakdowns } = await supervisionFigures({ year: 2022 })
  const rows = [...figures, ...breakdowns.flatMap(({ items }) => items)].filter((one) => 'figure' in one.rows)
  const found = []
  for (const one of rows)
    found.push((await service.ask(c.SupervisionStatisticsRows, one.rows as never, { as: as.office })).total)
  expect(found).toEqual(rows.map(({ n }) => n))
})

test('imported years are counted by the same rules, and told apart', async () => {
  const { imported, days, breakdowns, issues } = await supervisionFigures({ year: 2022 })

  expect(imported).toMatchObject({
    FINDINGS: 4,
    LISTED: 1,
    // Whatever a file of past years tells of was to be put right.
    ISSUES: 4,
    DUE: 3,
    RECTIFIED: 1,
    VERIFIED: 1,
    // One was never put right, one was sent back; the one with a list was late.
    OVERDUE: 2,
    LATE: 1,
    REOPENED: 1,
    REPEATED: 3,
  })
  expect(issues).toEqual({
    n: 12,
    d: 15,
    live: { n: 8, d: 11 },
    imported: { n: 4, d: 4 },
  })
  // Found on March 8, verified on May 10.
  expect(days.imported).toEqual({ n: 1, mean: 63, median: 63 })
  const water = itemsOf({ breakdowns } as never, 'UNIT').find(({ value }) => value === given.unit.water)!
  expect(water).toMatchObject({
    n: 15,
    verified: { n: 4, d: 12 },
    overdue: { n: 4, d: 11 },
    late: { n: 2, d: 11 },
    days: { n: 4, median: 18.5 },
  })
})

test.each([
  ['问题', c.Findings],
  ['清单', c.Issues],
  ['项目', c.Projects],
] as const)('the counts beside a search of %s are those of what was found', async (_, query) => {
  const asked = (text: string) => service.ask(query, { text } as never, { as: given.as.office })
  const all = await service.ask(query, {} as never, { as: given.as.office })

  const found = await asked(WORD)
  const none = await asked('查无此词')

  const sum = (counts: readonly { count: number }[]) => counts.reduce((n, { count }) => n + count, 0)
  expect(sum(found.counts)).toBe(found.total)
  expect(found.total).toBeLessThanOrEqual(all.total)
  expect([none.total, none.counts, none.sentence.zh.startsWith('没有')]).toEqual([0, [], true])
})

test('whether an imported issue was put right too late is said of the round that counts', async () => {
  await using other = await startTestService(supervision)
  other.clock.set(new Date('2022-12-30T02:00:00.000Z'))
  const { as } = await givenCommittee(other)
  const sentBack = (id: string, first: string) => [
    ...supervised(id),
    { on: first, fact: 'finding-rectified', id: `${id}:f1` },
    { on: '2022-04-25', fact: 'finding-verified', id: `${id}:f1`, passed: false },
  ]
  // A file knows no term of the second round: what it does not say is not known.
  const rounds = [
    ...sentBack('a', '2022-04-20'),
    { on: '2022-05-20', fact: 'finding-rectified', id: 'a:f1' },
    ...sentBack('b', '2022-04-20'),
    { on: '2022-05-20', fact: 'finding-rectified', id: 'b:f1', late: false },
    ...sentBack('c', '2022-04-01'),
    { on: '2022-05-20', fact: 'finding-rectified', id: 'c:f1', late: true },
  ]

  await importFile(other, linesOf(rounds))

  const { late, figures } = await other.ask(c.SupervisionStatistics, { year: 2022 }, { as: as.office })
  expect(late).toMatchObject({ n: 1, d: 3, imported: { n: 1, d: 3 } })
  const told = figures.map(({ code, imported }) => [code, imported.n])
  expect(Object.fromEntries(told)).toMatchObject({ FINDINGS: 3, RECTIFIED: 3, REOPENED: 3 })
})

test('the supervision office is told of listed findings alone', async () => {
  const { supervision: office } = given.as
  const issues = await issueFigures({ year: 2022 }, office)
  const { live, imported, breakdowns } = await supervisionFigures({ year: 2022 }, office)

  expect(issues.of).toEqual({ ...pick(...ISSUE_CODES), FINDINGS: 9 })
  expect(issues.byUnit.map(({ n }) => n)).toEqual([8])
  // 3 is the first of its subject now, as nobody told the office of 0; of the imported ones one was printed on a list.
  expect(live).toMatchObject({ FINDINGS: 9, LISTED: 9, ISSUES: 8, OVERDUE: 2, REPEATED: 6 })
  expect(imported).toMatchObject({ FINDINGS: 1, LISTED: 1, ISSUES: 1, DUE: 1, VERIFIED: 1, OVERDUE: 0, REPEATED: 0 })
  expect(itemsOf({ breakdowns } as never, 'SEVERITY').reduce((sum, { n }) => sum + n, 0)).toBe(10)
  const project = await service.ask(c.ProjectById, { projectId: mixture.projectId }, { as: office })
  expect(project).toMatchObject({ findings: 9, open: 5, overdue: 2 })
})

test('a year of rectification is that of the list, or of the finding where it is on none; one of statistics that of the finding', async () => {
  await using other = await startTestService(supervision)
  other.clock.set(new Date('2021-12-30T02:00:00.000Z'))
  const committee = await givenCommittee(other)
  const { as } = committee
  const ready = await givenReady(other, committee)
  const { visitId, ...rest } = visit(other, committee, ready)
  await other.send(c.RecordVisit, { visitId, ...rest }, { as: as.first })
  const [listed, unlisted] = [finding(committee, visitId), finding(committee, visitId)]
  for (const { findingId, ...words } of [listed, unlisted])
    await other.send(c.RaiseFinding, { findingId, ...words }, { as: as.first })
  await other.send(c.GatherFindings, { projectId: ready.projectId }, { as: as.office })
  // The last evening of the year in Beijing is the first in which the list may bear the next one.
  other.clock.set(new Date('2021-12-31T16:00:00.000Z'))
  await other.send(c.ApproveIssueList, list(other, ready.projectId, [listed.findingId]), { as: as.chair })

  const of = async (year: number) => {
    const { figures, byYear, basis } = await other.ask(c.IssueStatistics, { year }, { as: as.office })
    const n = (code: c.IssueFigure) => figures.find((one) => one.code === code)!.n
    return { findings: n('FINDINGS'), listed: n('LISTED'), years: byYear.map(({ year: y }) => y), basis: basis!.zh }
  }
  expect(await of(2021)).toMatchObject({ findings: 1, listed: 0, years: [] })
  expect(await of(2022)).toMatchObject({ findings: 1, listed: 1, years: [2022] })
  expect((await of(2022)).basis).toContain('按列入清单的年度统计，未列入清单的按发现的年度统计')
  const board = async (year: number) => (await other.ask(c.Issues, { year }, { as: as.office })).total
  expect([await board(2021), await board(2022)]).toEqual([0, 1])
  const found = async (year: number) => {
    const { figures, basis } = await other.ask(c.SupervisionStatistics, { year }, { as: as.office })
    return [figures.find(({ code }) => code === 'FINDINGS')!.n, basis!.zh.includes('按发现日期统计')]
  }
  expect([await found(2021), await found(2022)]).toEqual([
    [2, true],
    [0, true],
  ])
})

test('the report, the level above and the close are told the same of the project that has decided on all its findings', async () => {
  const { as } = given
  const { projectId, findingIds } = mixture
  await service.send(c.DropFinding, { findingId: findingIds[0]!, reason: '不属本次监督范围。' }, { as: as.office })
  const reportSha256 = await submit(service, given, projectId)
  await service.send(c.PrepareLevelReport, prepared({ projectId, reportSha256 }), { as: as.office })
  expect(await service.ask(c.LevelReport, { projectId }, { as: as.office })).toMatchObject({
    current: true,
    content: { visits: 1, findings: LIVE.FINDINGS, listed: LIVE.LISTED, verified: LIVE.VERIFIED },
  })
  await service.send(c.CloseProject, { projectId, reason: '余项转入日常督办' }, { as: as.office })

  const [submitted] = await service.events(c.ReportSubmitted)
  expect(submitted!.numbers).toEqual({
    visits: 1,
    findings: LIVE.FINDINGS,
    listed: LIVE.LISTED,
    withdrawn: LIVE.WITHDRAWN,
    issues: LIVE.ISSUES,
    verified: LIVE.VERIFIED,
    open: LIVE.OPEN,
    overdue: LIVE.OVERDUE,
    medianDays: DAYS.median,
    bySeverity: [
      { severity: 'GRAVE', n: 3 },
      { severity: 'MINOR', n: 4 },
      { severity: 'SERIOUS', n: 4 },
    ],
    repeated: [
      { subject: '占道经营', n: 5 },
      { subject: '雨污混接', n: 3 },
    ],
  })
  expect(await service.events(c.ProjectClosed)).toEqual([
    expect.objectContaining({
      findings: LIVE.FINDINGS,
      listed: LIVE.LISTED,
      verified: LIVE.VERIFIED,
      medianDays: DAYS.median,
    }),
  ])
  // What was dropped in the end stays found, and stands no more: 3 is the first of its subject now.
  expect((await supervisionFigures({ year: 2022 })).live).toMatchObject({ FINDINGS: 11, ISSUES: 8, REPEATED: 6 })
})
