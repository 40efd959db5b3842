import { supervision as c } from '@lianxie/contracts'
import { countSupervision, supervisionHistory, supervisionHistoryPacked } from '@lianxie/sample-data'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { day, givenCommittee, givenVisited } from './given.ts'
import { figure, inTermsOfCount, itemsOf, rounded } from './history-figures.ts'
import { importFile, linesOf, office, supervised } from './history-given.ts'

const ask = (service: TestService, params: object) => service.ask(c.SupervisionStatistics, params, { as: office })

describe.each(['jiangyin-cppcc', 'wuxing-cppcc'] as const)('2022 of %s', (region) => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService(supervision)
    await importFile(service, supervisionHistoryPacked(region), { region, type: 'application/gzip' })
  })
  afterAll(() => service?.[Symbol.asyncDispose]())

  test('every figure is the one that a separate count of the facts gives', async () => {
    const counted = countSupervision(supervisionHistory(region).split('\n'), day(service))

    expect(inTermsOfCount(await ask(service, { year: 2022 }))).toEqual(rounded(counted))
    expect(inTermsOfCount(await ask(service, { from: '2022-01-01', to: '2022-12-31', origin: 'IMPORTED' }))).toEqual(
      rounded(counted),
    )
  })

  test('the published figures are there', async () => {
    const statistics = await ask(service, { year: 2022 })
    const forms = Object.fromEntries(itemsOf(statistics, 'FORM').map(({ value, n }) => [value, n]))
    const published = {
      'jiangyin-cppcc': { TEAMS: 17 + 4, SITES: 506, LISTS: 3, LISTED: 80, PARTICIPATIONS: 100 },
      'wuxing-cppcc': { PARTICIPATIONS: 120 },
    }[region]

    expect(
      Object.fromEntries(Object.keys(published).map((code) => [code, figure(statistics, code as 'TEAMS').n])),
    ).toEqual(published)
    expect(forms).toEqual(
      region === 'jiangyin-cppcc' ? { TOPICAL: 30, INSPECTION: 1, APPRAISAL: 2, OTHER: 1 } : { TOPICAL: 3 },
    )
  })

  test('every number lists its rows, neither more nor fewer', async () => {
    const { figures, breakdowns } = await ask(service, { year: 2022 })
    const numbers = [...figures, ...breakdowns.flatMap(({ items }) => items)].filter(({ rows }) => 'figure' in rows)

    const listed: (readonly [object, number])[] = []
    for (const { rows } of numbers) {
      const { total } = await service.ask(c.SupervisionStatisticsRows, rows as never, { as: office })
      listed.push([rows, total])
    }

    expect(numbers.length).toBeGreaterThan(20)
    expect(listed).toEqual(numbers.map(({ n, rows }) => [rows, n]))
  })
})

test('live and imported supervision are told apart and counted together; what live groups found counts as live', async () => {
  await using service = await startTestService(supervision)
  const given = await givenCommittee(service)
  await givenVisited(service, given, { findings: 2 })
  await importFile(service, linesOf(supervised('a')))

  const statistics = await ask(service, { from: '2000-01-01' })
  const of = (code: c.SupervisionFigureCode) => statistics.figures.find((one) => one.code === code)!

  expect(of('PROJECTS')).toMatchObject({ n: 2, live: { n: 1 }, imported: { n: 1 } })
  expect(of('TEAMS')).toMatchObject({ n: 2, live: { n: 1 }, imported: { n: 1 } })
  expect(of('PARTICIPATIONS')).toMatchObject({ n: 3, live: { n: 2 }, imported: { n: 1 } })
  expect(of('SITES')).toMatchObject({ n: 1, d: 2, live: { n: 1, d: 1 }, imported: { n: 0, d: 1 } })
  expect(of('FINDINGS')).toMatchObject({ n: 3, live: { n: 2 }, imported: { n: 1 } })
  // The second live one is of the subject of the first, at the same unit.
  expect(of('REPEATED')).toMatchObject({ n: 1, live: { n: 1 }, imported: { n: 0 } })
  expect(of('OVERDUE')).toMatchObject({ n: 1, d: 1, imported: { n: 1, d: 1 } })
  const water = itemsOf(statistics, 'UNIT').find(({ value }) => value === given.unit.water)
  expect(water).toMatchObject({ name: '区水务局', n: 3, live: { n: 2 }, imported: { n: 1 } })
})

test('an analyst reads the figures and not the rows, and a range has to be said', async () => {
  await using service = await startTestService(supervision)
  const as = account('ANALYST')

  expect((await service.tryAsk(c.SupervisionStatistics, { year: 2022 }, { as })).status).toBe(200)
  const rows = await service.tryAsk(c.SupervisionStatisticsRows, { year: 2022, figure: 'VISITS' }, { as })
  expect(rows.body.code).toBe('auth.forbidden')
  for (const params of [{}, { from: '2022-02-01', to: '2022-01-01' }])
    expect((await service.tryAsk(c.SupervisionStatistics, params, { as })).body.code).toBe('statistics.no_range')
})
