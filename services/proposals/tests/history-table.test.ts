import { proposals as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { breakdown, figure, number } from './history-figures.ts'
import { importOf, office, runImport, tryUpload, upload } from './history-given.ts'

const CSV = { type: 'text/csv', query: { termNumber: 16, sessionNumber: 2 } }
const HEADING = [
  '提案号',
  '案由',
  '提案人',
  '提案形式',
  '集体类别',
  '类别',
  '提出日期',
  '立案日期',
  '并入提案号',
  '重点提案督办领导',
  '承办单位',
  '会办单位',
  '交办日期',
  '办理期限',
  '面商方式',
  '答复日期',
  '答复类型',
  '满意度',
  '备注',
]
const rows = [
  [
    '第112号',
    '关于停车的建议',
    '甲一',
    '个人',
    '',
    '城建',
    '2019-01-10',
    '2019-01-20',
    '',
    '区长',
    '区公安局',
    '区交通局、区城管局',
    '2019-02-20',
    '2019-05-20',
    '上门走访',
    '2019-05-21',
    'A类',
    '满意',
    '第一件',
  ],
  [
    '113',
    '关于停车难的建议',
    '甲二、甲三',
    '联名',
    '',
    '城建',
    '2019-01-11',
    '2019-01-18',
    '112',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
  ],
  [
    '114',
    '关于河道的提案',
    '民盟区委会',
    '集体',
    '党派',
    '生态',
    '2019-01-12',
    '2019-01-20',
    '',
    '',
    '区水务局',
    '',
    '',
    '',
    '',
    '',
    'B',
    '不满意',
    '',
  ],
  ['115', '关于养老的建议', '甲一', '', '', '', '2019/1/12', '', '', '', '', '', '', '', '', '', '', '', ''],
  ['116', '', '甲四', '个人', '', '', '2019-01-12', '', '', '', '', '', '', '', '', '', '', '', ''],
  ['117', '关于教育的建议', '甲四', '个人', '', '', '2019-13-40', '', '', '', '', '', '', '', '', '', 'E', '', ''],
  ['118', '关于文化的建议', '甲四', '个人', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''],
]
const table = (lines: readonly string[][]) =>
  ['某区政协2019年提案一览表', HEADING.join(','), ...lines.map((cells) => cells.join(','))].join('\r\n')

let service: TestService
beforeAll(async () => {
  service = await startTestService(proposals)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('a table of past years is previewed by row, and imported as cases with their whole way', async () => {
  const preview = await upload(service, table(rows), CSV)
  const { items } = await importOf(service, preview.importId, { only: 'WRONG' })
  await runImport(service, preview.importId, true)

  expect(preview).toMatchObject({ format: 'TABLE', lines: 7, creates: 4, ignoredColumns: ['备注'] })
  expect(items.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
    [7, ['subject']],
    [8, ['submittedOn', 'result']],
    [9, ['year']],
  ])
  const statistics = await service.ask(c.Statistics, { termNumber: 16, sessionNumber: 2 }, { as: office })
  expect(figure(statistics, 'FILED')).toEqual({ n: 4, d: 4 })
  expect([
    number(statistics, 'MEMBER'),
    number(statistics, 'COLLECTIVE'),
    number(statistics, 'MERGED_ORIGINALS'),
  ]).toEqual([3, 1, 1])
  expect(breakdown(statistics, 'LEADERSHIP')).toEqual({ PARTY_GOVERNMENT_MAIN: 1 })
  expect(breakdown(statistics, 'COLLECTIVE_KIND')).toEqual({ PARTY: 1 })
  // 112 one day late, and 113 with it; of 114 neither day nor term is known.
  expect([figure(statistics, 'REPLIED'), figure(statistics, 'ON_TIME')]).toEqual([
    { n: 3, d: 4 },
    { n: 0, d: 2 },
  ])
  expect(statistics.days).toMatchObject({ n: 2, mean: 90, unknown: 1 })
  // One form was given for 112; that its reply went to the proposers of 113 too is no second one.
  expect([figure(statistics, 'CONTENT'), number(statistics, 'NO_FEEDBACK')]).toEqual([{ n: 1, d: 2 }, 1])
  const byCase = await service.ask(c.Statistics, { termNumber: 16, by: 'CASE' }, { as: office })
  expect([figure(byCase, 'FILED'), figure(byCase, 'CONTENT')]).toEqual([
    { n: 3, d: 3 },
    { n: 1, d: 2 },
  ])
})

test('the table can be read as a case: units in their roles, the reply, and a rating that nobody gave here', async () => {
  const { items } = await service.ask(c.Docket, { serial: 112 }, { as: office })
  const { proposalId } = items[0]!

  const found = await service.ask(c.CaseHandling, { proposalId }, { as: office })
  const { history } = await service.ask(c.CaseFile, { proposalId }, { as: office })

  expect(items).toMatchObject([{ state: 'CLOSED', originals: 1, printedCategory: '城建', printedNumber: 112 }])
  expect(found).toBeDefined()
  expect(history.at(-1)).toMatchObject({ type: 'proposals.history-reply-rated', zh: '历史提案：评价（导入）' })
})

test('the same table again is known, and a mended row is new', async () => {
  const mended = [
    ...rows.slice(0, 4),
    ['116', '关于就业的建议', '甲四', '个人', '', '', '2019-01-12', ...Array.from({ length: 12 }, () => '')],
  ]
  const again = await upload(service, table(mended), CSV)

  expect(again).toMatchObject({ creates: 1, completes: 0, byStatus: { READY: 2, WRONG: 0 } })
})

test('an empty table to fill in has every column, and what it is not is refused', async () => {
  const response = await service.fetch('/proposals/history-imports/template', { as: office })
  const text = await response.text()

  expect(text).toContain('提案号（必填）,案由（必填）,提案人（必填）')
  expect((await tryUpload(service, '案由\r\n停车', CSV)).body.code).toBe('import.header_missing')
  const filled = `${text.trim()}\r\n201,关于绿化的建议,甲九\r\n`
  expect(
    (await upload(service, filled, { ...CSV, query: { termNumber: 16, sessionNumber: 3 } })).byStatus,
  ).toMatchObject({ WRONG: 1 })
})
