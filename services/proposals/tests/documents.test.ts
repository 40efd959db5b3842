import { directory, proposals as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { givenReplied } from './handling-given.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake, givenSubmitted } from './given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const post = (path: string, body: unknown, as?: Committee['as']['first']) =>
  service.fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    ...(as && { as }),
  })

test('the docket comes as a spreadsheet: the rows that fit, with the names that the caller gives', async () => {
  const { as, member } = given
  await givenFiled(service, given, { subject: '关于河道保洁的建议' })
  await givenSubmitted(service, given, { subject: '=1+1关于河道的建议', by: as.second })
  await givenSubmitted(service, given, { subject: '关于停车的建议' })
  const names = { [member.first]: { name: '沈某某', sector: '教育界' } }

  const response = await post(
    '/proposals/docket.xlsx',
    { filters: { text: '河道', sort: 'subject' }, names },
    as.office,
  )
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ])
  const [header, ...rows] = await readSheet(Buffer.from(await response.arrayBuffer()))
  const cell = (row: readonly unknown[], name: string) => row[header!.indexOf(name)]

  expect(rows.map((row) => [cell(row, '案由'), cell(row, '提案人'), cell(row, '界别'), cell(row, '进度')])).toEqual(
    expect.arrayContaining([
      ['关于河道保洁的建议', '沈某某', '教育界', '待交办'],
      ['=1+1关于河道的建议', null, null, '待审查'],
    ]),
  )
  expect(rows).toHaveLength(2)
  const audit = await service.running.runtime.db.selectFrom('audit').select(['action', 'role']).execute()
  expect(audit).toContainEqual({ action: 'proposals.docket-exported', role: 'STAFF_PROPOSAL' })
})

test('every other list comes as a spreadsheet too, with the rows that its reader sees', async () => {
  const { as } = given
  const [repliedId] = (await givenReplied(service, given)) as [string]
  await service.send(c.OpenLookBack, { year: 2022 }, { as: as.office })
  const [opened] = (await service.ask(c.LookBacks, {}, { as: as.office })).items
  const sheetOf = async (path: string, filters: object, by: Committee['as']['first']) => {
    const response = await post(`/proposals/${path}.xlsx`, { filters }, by)
    return response.status === 200 ? await readSheet(Buffer.from(await response.arrayBuffer())) : response.status
  }

  const promises = (await sheetOf('promises', { proposalId: repliedId }, as.housing)) as unknown[][]
  expect(promises.map((row) => [row[2], row[3], row[5]])).toEqual([
    ['承办单位', '承诺事项', '状态'],
    ['区住房和城乡建设局', '建成两座立体车库。', '落实中'],
  ])
  expect(await sheetOf('promises', { proposalId: repliedId }, as.water)).toHaveLength(1)
  expect(((await sheetOf('mine', {}, as.first)) as unknown[][]).length).toBeGreaterThan(1)
  expect(await sheetOf('mine', {}, as.office as never)).toBe(403)
  expect(await sheetOf('published', {}, as.first)).toHaveLength(1)
  expect(
    ((await sheetOf('look-back', { lookBackId: opened!.lookBackId }, as.office as never)) as unknown[][])[0],
  ).toContain('未兑现承诺')
  expect(await sheetOf('look-back', {}, as.office as never)).toBe(400)
  expect(await sheetOf('appraisals', { year: 2022 }, as.office as never)).toHaveLength(1)
})

test('a proposal comes as a Word document and as a page to print, for who may read it', async () => {
  const { as, member } = given
  await service.emit(
    directory.CommitteeRecorded({
      committeeId: service.committee,
      name: '吴兴区政协',
      fullName: '政协湖州市吴兴区委员会',
      level: 'DISTRICT',
      district: '吴兴区',
    }),
  )
  await service.until(() => service.running.runtime.db.selectFrom('known_committee').select('id').executeTakeFirst())
  const proposalId = await givenSubmitted(service, given, { subject: '关于<b>停车</b>的建议' })
  const body = { names: { [member.first]: { name: '沈某某' } } }

  const html = await post(`/proposals/cases/${proposalId}/form`, { format: 'html', ...body }, as.first)
  const page = await html.text()
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page).toMatch(/政协湖州市吴兴区第[一二三四五六七八九十]+届委员会第[一二三四五六七八九十]+次会议/u)
  expect(page).toContain('沈某某')
  expect(page).toContain('关于&lt;b&gt;停车')
  expect(page).not.toContain('<b>停车')

  const word = await post(`/proposals/cases/${proposalId}/form`, { format: 'docx', ...body }, as.office)
  const files = unzipSync(new Uint8Array(await word.arrayBuffer()))
  expect(strFromU8(files['word/document.xml']!)).toContain('利用边角地建设立体停车库')

  const stranger = await post(`/proposals/cases/${proposalId}/form`, { format: 'docx', ...body }, as.second)
  expect([stranger.status, ((await stranger.json()) as { code: string }).code]).toEqual([404, 'common.not_found'])
})

test.each([
  ['/proposals/docket.xlsx', { filters: { sort: 'nothing' } }, 400, 'request.invalid'],
  ['/proposals/docket.xlsx', { filters: { stage: 'NOPE' } }, 422, 'proposal.stage_unknown'],
  ['/proposals/docket.xlsx', { filters: {}, names: { no: {} } }, 400, 'request.invalid'],
  ['/proposals/cases/00000000-0000-4000-8000-000000000009/form', { format: 'pdf' }, 400, 'request.invalid'],
  ['/proposals/cases/00000000-0000-4000-8000-000000000009/form', { format: 'docx' }, 404, 'common.not_found'],
  ['/proposals/cases/nothing/form', { format: 'docx' }, 400, 'request.invalid'],
])('%s with %j is refused', async (path, body, status, code) => {
  const response = await post(path, body, given.as.office)
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code])
  expect((await post(path, body)).status).toBe(401)
  expect((await post(path, body, given.as.analyst)).status).toBe(403)
})

test('a list of everything is made of pages without a row twice', async () => {
  const all = await service.ask(c.Docket, { limit: 200 }, { as: given.as.office })
  const response = await post('/proposals/docket.xlsx', {}, given.as.office)
  const [, ...rows] = await readSheet(Buffer.from(await response.arrayBuffer()))

  expect(rows).toHaveLength(all.total)
})
