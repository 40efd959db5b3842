import { proposals as c, type ResultOf } from '@lianxie/contracts'
import { countProposals, publishedHistory, wuxingHistory } from '@lianxie/sample-data'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { givenCommittee, givenFiled, givenIntake, givenSubmitted } from './given.ts'
import { givenHandling, givenReplied } from './handling-given.ts'
import { breakdown, figure, inTermsOfCount, number, rounded } from './history-figures.ts'
import { importFile, office } from './history-given.ts'

const linesOf = (text: string) => text.trimEnd().split('\n')
type Statistics = ResultOf<typeof c.Statistics>

const given = async (region: string, file: string, session: { termNumber: number; sessionNumber: number }) => {
  const service = await startTestService(proposals)
  const done = await importFile(service, file, { query: { region, ...session } })
  return { service, done }
}
const ask = (service: TestService, params: object) => service.ask(c.Statistics, params, { as: office })

describe('吴兴 2022', () => {
  let service: TestService
  let progress: unknown
  const counted = countProposals(linesOf(wuxingHistory()))
  beforeAll(async () => {
    const { service: started, done } = await given('wuxing-cppcc', wuxingHistory(), { termNumber: 5, sessionNumber: 1 })
    service = started
    progress = done.progress
  })
  afterAll(() => service?.[Symbol.asyncDispose]())

  test('every fact is imported', () => {
    expect(progress).toEqual({ imported: counted.facts, known: 0, wrong: 0, left: 0 })
  })

  test('98 are filed and 98 replied, and every figure by original is the one that a separate count gives', async () => {
    const statistics = await ask(service, { year: 2022 })

    expect(figure(statistics, 'FILED')).toEqual({ n: 98, d: 113 })
    expect(figure(statistics, 'REPLIED')).toEqual({ n: 98, d: 98 })
    expect(inTermsOfCount(statistics)).toEqual(rounded(counted.byOriginal))
    expect([number(statistics, 'MERGED_ORIGINALS'), number(statistics, 'MERGED_CASES')]).toEqual([
      counted.mergedOriginals,
      counted.mergedCases,
    ])
  })

  test('by case too, where what was merged counts once', async () => {
    const statistics = await ask(service, { year: 2022, by: 'CASE' })

    expect(statistics.scope.by).toBe('CASE')
    expect(figure(statistics, 'FILED')).toEqual({ n: 86, d: 101 })
    expect(inTermsOfCount(statistics)).toEqual(rounded(counted.byCase))
  })

  test('a session and a period are ranges like a year, and another year holds nothing', async () => {
    const ofYear = await ask(service, { year: 2022 })
    const numbers = ({ figures }: Statistics) => figures.map(({ code, n, d }) => [code, n, d])

    for (const range of [
      { termNumber: 5, sessionNumber: 1 },
      { from: '2022-01-01', to: '2022-12-31' },
      { termNumber: 5 },
    ])
      expect(numbers(await ask(service, range))).toEqual(numbers(ofYear))
    expect(number(await ask(service, { year: 2021 }), 'RECEIVED')).toBe(0)
    const january = await ask(service, { from: '2022-01-01', to: '2022-01-31' })
    expect(number(january, 'RECEIVED')).toBe(
      linesOf(wuxingHistory()).filter((line) => /"at":"2022-01.*proposal-submitted/.test(line)).length,
    )
  })

  test('every number lists its proposals, neither more nor fewer', { timeout: 120_000 }, async () => {
    for (const by of ['ORIGINAL', 'CASE']) {
      const { figures, breakdowns, units } = await ask(service, { year: 2022, by })
      const numbers = [
        ...figures.filter(({ unit }) => unit === 'PROPOSAL'),
        ...breakdowns.filter(({ unit }) => unit === 'PROPOSAL').flatMap(({ items }) => items),
        ...units.map(({ assigned, docket }) => ({ n: assigned, docket })),
      ]

      const listed = await Promise.all(
        numbers.map(async ({ docket }) => (await service.ask(c.Docket, docket, { as: office })).total),
      )

      expect(numbers.length).toBeGreaterThan(80)
      expect(numbers.map(({ docket }, at) => [docket, listed[at]])).toEqual(numbers.map(({ n, docket }) => [docket, n]))
    }
  })

  test('an analyst reads the figures and not the list', async () => {
    const as = account('ANALYST')
    const { body } = await service.tryAsk(c.Statistics, { year: 2022 }, { as })

    expect(number(body, 'FILED')).toBe(98)
    expect((await service.tryAsk(c.Docket, {}, { as })).body.code).toBe('auth.forbidden')
  })

  test.each([{}, { sessionNumber: 1, year: 2022 }, { from: '2022-02-01', to: '2022-01-01' }])(
    'the range %o is none',
    async (params) => {
      const { status, body } = await service.tryAsk(c.Statistics, params, { as: office })

      expect([status, body.code]).toEqual([422, 'statistics.no_range'])
    },
  )
})

test('吴江 2022: 295 received, 245 filed = 190 + 55, classes 57/80/77/20/11, 15 key = 2 + 7 + 6, results 238/3/4', async () => {
  const given2022 = await given('wujiang-cppcc', publishedHistory('wujiang-cppcc'), {
    termNumber: 16,
    sessionNumber: 1,
  })
  await using service = given2022.service

  const statistics = await ask(service, { termNumber: 16, sessionNumber: 1 })

  expect(figure(statistics, 'FILED')).toEqual({ n: 245, d: 295 })
  expect([number(statistics, 'MEMBER'), number(statistics, 'COLLECTIVE')]).toEqual([190, 55])
  expect(Object.values(breakdown(statistics, 'CATEGORY')).toSorted((a, b) => a - b)).toEqual([11, 20, 57, 77, 80])
  expect(number(statistics, 'KEY')).toBe(15)
  expect(breakdown(statistics, 'LEADERSHIP')).toEqual({ PARTY_GOVERNMENT_MAIN: 2, DEPUTY_HEAD: 7, CHAIRS: 6 })
  expect((['RESULT_A', 'RESULT_B', 'RESULT_C'] as const).map((code) => figure(statistics, code))).toEqual([
    { n: 238, d: 245 },
    { n: 3, d: 245 },
    { n: 4, d: 245 },
  ])
  // Nothing is printed of ratings: there is no share of an unknown whole.
  expect([figure(statistics, 'CONTENT'), number(statistics, 'NO_FEEDBACK')]).toEqual([{ n: 0, d: 0 }, 245])
  expect(inTermsOfCount(statistics)).toEqual(
    rounded(countProposals(linesOf(publishedHistory('wujiang-cppcc'))).byOriginal),
  )
})

test('江阴 2022: 311 filed, 16 key, results 218/69/20, and the four of no class are shown as such', async () => {
  const given2022 = await given('jiangyin-cppcc', publishedHistory('jiangyin-cppcc'), {
    termNumber: 14,
    sessionNumber: 1,
  })
  await using service = given2022.service

  const statistics = await ask(service, { year: 2022, origin: 'IMPORTED' })

  expect([number(statistics, 'FILED'), number(statistics, 'KEY')]).toEqual([311, 16])
  const results = ['RESULT_A', 'RESULT_B', 'RESULT_C', 'RESULT_UNKNOWN'] as const
  expect(results.map((code) => figure(statistics, code))).toEqual([218, 69, 20, 4].map((n) => ({ n, d: 311 })))
  expect(breakdown(statistics, 'CATEGORY')).toEqual({ UNKNOWN: 311 })
  const { docket } = statistics.figures.find(({ code }) => code === 'RESULT_UNKNOWN')!
  expect((await service.ask(c.Docket, docket, { as: office })).total).toBe(4)
})

test('live and imported proposals are told apart and counted together', async () => {
  await using service = await startTestService(proposals)
  const committee = await givenCommittee(service)
  await givenIntake(service, committee)
  const { as } = committee
  const [first, second] = [
    await givenFiled(service, committee),
    await givenFiled(service, committee, { by: as.second }),
  ]
  await givenSubmitted(service, committee, { by: as.third })
  await service.send(c.MergeProposals, { intoId: first, fromIds: [second], reason: '同一事项' }, { as: as.office })
  const { year } = await service.running.runtime.db
    .selectFrom('proposal')
    .select('year')
    .where('id', '=', first)
    .executeTakeFirstOrThrow()
  const past = wuxingHistory().replaceAll('2022-', `${year - 1}-`)
  await importFile(service, past, { query: { region: 'wuxing-cppcc' } })

  const both = await ask(service, { from: `${year - 1}-01-01`, to: `${year}-12-31` })
  const byCase = await ask(service, { from: `${year - 1}-01-01`, by: 'CASE' })

  expect(both.figures.find(({ code }) => code === 'FILED')).toMatchObject({
    n: 100,
    d: 116,
    live: { n: 2, d: 3 },
    imported: { n: 98, d: 113 },
  })
  expect(byCase.figures.find(({ code }) => code === 'FILED')).toMatchObject({
    live: { n: 1, d: 2 },
    imported: { n: 86 },
  })
  expect(both.breakdowns.find(({ code }) => code === 'CATEGORY')!.items).toContainEqual(
    expect.objectContaining({ value: 'SOCIETY', n: 2, live: { n: 2 }, imported: { n: 0 } }),
  )
})

test('of live cases replies, meetings and ratings are counted, each form by itself and the silent ones as silent', async () => {
  await using service = await startTestService(proposals)
  const committee = await givenCommittee(service)
  const { as, unit } = committee
  await givenIntake(service, committee)
  const [first, second] = [
    await givenFiled(service, committee),
    await givenFiled(service, committee, { by: as.second }),
  ]
  await service.send(c.MergeProposals, { intoId: first, fromIds: [second], reason: '同一事项' }, { as: as.office })
  await givenReplied(service, committee, { proposalIds: [first], resultClass: 'A' })
  const open = await givenHandling(service, committee)
  const form = {
    visit: 'VISITED',
    attitude: 'UNDERSTANDS',
    soughtBy: 'VISIT',
    onPoint: 'YES',
    result: 'SATISFIED',
  } as const
  const rated = { proposalId: first, originalId: first, unitId: unit.housing, ...form }
  await service.send(c.RateReply, rated, { as: as.first })

  const statistics = await ask(service, { from: '2020-01-01' })

  expect(open).toHaveLength(1)
  const shares = [
    'REPLIED',
    'ON_TIME',
    'RESULT_A',
    'MET',
    'FEEDBACK',
    'NO_FEEDBACK',
    'CONTENT',
    'ATTITUDE_CONTENT',
  ] as const
  expect(shares.map((code) => [code, figure(statistics, code)])).toEqual([
    // Both originals were replied to; one of their proposers has rated.
    ['REPLIED', { n: 2, d: 3 }],
    ['ON_TIME', { n: 2, d: 2 }],
    ['RESULT_A', { n: 2, d: 3 }],
    ['MET', { n: 2, d: 2 }],
    ['FEEDBACK', { n: 1, d: 2 }],
    ['NO_FEEDBACK', { n: 1, d: 2 }],
    ['CONTENT', { n: 1, d: 1 }],
    ['ATTITUDE_CONTENT', { n: 1, d: 1 }],
  ])
  expect(statistics.days).toMatchObject({ n: 2, mean: 0, live: { n: 2 } })
  expect(statistics.units).toMatchObject([{ unitId: unit.housing, assigned: 3, replied: { n: 2, d: 3 } }])
})
