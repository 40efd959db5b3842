import { consultations as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { adopt, type Directory, givenDirectory, givenDraft } from './plan-given.ts'

let service: TestService
let given: Directory
beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenDirectory(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const CSV = 'text/csv'
const heading = '形式,议题,月份,承办,政府参与单位'
const good = `${heading}\n专题协商,水体联保共治,3月,人资环委,区水务局\n主席会议协商,优化营商环境,4,经济科技委员会,\n`

async function upload(body: string | Uint8Array<ArrayBuffer>, type: string, as = given.cast.consultation) {
  const headers = { 'content-type': type }
  const response = await service.fetch('/consultations/imports/plan-items', { method: 'POST', body, headers, as })
  return { status: response.status, body: (await response.json()) as any }
}

test('a table becomes items of the draft, all at once', async () => {
  const { planId } = await givenDraft(service, given, [], 2031)
  const { body: preview } = await upload(good, CSV)
  expect(preview).toMatchObject({ rows: 2, valid: 2, failed: 0 })

  const { events } = await service.send(
    c.ConfirmPlanImport,
    { planId, importId: preview.importId },
    { as: given.cast.consultation },
  )

  expect(events).toHaveLength(2)
  const { items } = await service.ask(c.PlanItems, { planId }, { as: given.cast.office })
  expect(items).toMatchObject([
    {
      topic: '水体联保共治',
      months: [3],
      leadBody: { name: '人口资源环境委员会' },
      counterpartUnits: [{ name: '吴江区水务局' }],
    },
    { topic: '优化营商环境', form: 'CHAIRPERSONS', state: 'SHORTLISTED' },
  ])
  const again = await service.try(
    c.ConfirmPlanImport,
    { planId, importId: preview.importId },
    { as: given.cast.consultation },
  )
  expect(again.body.code).toBe('import.confirmed')
})

test('the preview names each bad row, and one bad row keeps out the whole table', async () => {
  const { planId } = await givenDraft(service, given, [], 2032)
  const { body: preview } = await upload(
    `${good}座谈,停车,13月,环保委,\n专题协商,,5,,\n专题协商,水体联保共治,3月,,\n`,
    CSV,
  )
  expect(preview).toMatchObject({ rows: 5, failed: 3 })

  const rows = await service.ask(
    c.PlanImportPreview,
    { importId: preview.importId, only: 'errors' },
    { as: given.cast.consultation },
  )
  expect(rows.items.map(({ row, errors }) => [row, errors.map(({ column, zh }) => `${column} ${zh}`)])).toEqual([
    [
      4,
      [
        expect.stringContaining('form “座谈”不在可选范围'),
        expect.stringContaining('months 看不懂的月份'),
        'leadBody 名录中没有“环保委”',
      ],
    ],
    [5, ['topic 必填']],
    [6, ['topic 与第 2 行重复']],
  ])
  const confirmed = await service.try(
    c.ConfirmPlanImport,
    { planId, importId: preview.importId },
    { as: given.cast.consultation },
  )
  expect([confirmed.status, confirmed.body.code]).toEqual([409, 'import.has_errors'])
  expect((await service.ask(c.PlanItems, { planId }, { as: given.cast.office })).total).toBe(0)
})

test('a table comes as JSON or in GBK as well', async () => {
  const json = JSON.stringify([
    { form: 'THEMATIC', topic: '养老服务体系建设', months: '6', leadBody: given.body.league },
  ])
  expect((await upload(json, 'application/json')).body).toMatchObject({ rows: 1, failed: 0 })
  // 形式,议题 / 学习,委员读书 in GBK.
  const gbk = new Uint8Array([
    0xd0, 0xce, 0xca, 0xbd, 0x2c, 0xd2, 0xe9, 0xcc, 0xe2, 0x0a, 0xd1, 0xa7, 0xcf, 0xb0, 0x2c, 0xce, 0xaf, 0xd4, 0xb1,
    0xb6, 0xc1, 0xca, 0xe9, 0x0a,
  ])
  expect((await upload(gbk, CSV)).body).toMatchObject({ rows: 1, failed: 0 })
})

test('an import into a plan that is adopted is refused, and the preview stays for another try', async () => {
  const { planId } = await givenDraft(service, given, [{ form: 'THEMATIC', topic: '水体联保共治' }], 2033)
  await adopt(service, given, planId)
  const { body: preview } = await upload(good, CSV)

  const refused = await service.try(
    c.ConfirmPlanImport,
    { planId, importId: preview.importId },
    { as: given.cast.consultation },
  )

  expect(refused.body.code).toBe('plan.wrong_state')
  const { planId: open } = await givenDraft(service, given, [], 2034)
  await service.send(c.ConfirmPlanImport, { planId: open, importId: preview.importId }, { as: given.cast.consultation })
})

test('others neither upload nor see or confirm an upload', async () => {
  const { planId } = await givenDraft(service, given, [], 2035)
  expect((await upload(good, CSV, given.cast.member)).body.code).toBe('auth.forbidden')
  const { body: preview } = await upload(good, CSV)

  const seen = await service.tryAsk(c.PlanImportPreview, { importId: preview.importId }, { as: given.cast.office })
  const confirmed = await service.try(
    c.ConfirmPlanImport,
    { planId, importId: preview.importId },
    { as: given.cast.office },
  )

  expect([seen.status, confirmed.status]).toEqual([404, 404])
})
