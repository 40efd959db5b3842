import { directory as d, type ImportSummary } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { idNumber, memberAffairs, office, proposalStaff, start, world } from './world.ts'

let service: TestService

beforeAll(async () => {
  service = await start()
  await world(service)
})
afterAll(() => service[Symbol.asyncDispose]())

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function upload(kind: string, type: string, body: string | Uint8Array, as: TestAccount = memberAffairs) {
  const response = await service.fetch(`/directory/imports/${kind}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as NonNullable<RequestInit['body']>,
    as,
  })
  return { status: response.status, body: (await response.json()) as ImportSummary & { code: string; detail: unknown } }
}

const term = { termNumber: 16, beganOn: '2022-01-10' }
const total = async () => (await service.ask(d.Members, { state: 'all' }, { as: memberAffairs })).total
const rowsIn = async (table: 'member' | 'import_preview') => {
  const counted = await service.running.runtime.db
    .selectFrom(table as never)
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(counted.n)
}

test('a roster of a spreadsheet is previewed row by row and imported after confirmation', async () => {
  const before = await total()
  const sheet = [
    ['某区政协第十六届委员名册'],
    ['姓名（必填）', '性别', '界别', '手机', '身份证号', '专委会及职务', '备注'],
    ['顾一', '男', '民革', '13900000001', idNumber(101), '提案委员会：副主任、经济科技委员会', '连任'],
    ['顾二', '女', '教育界', 13900000002, idNumber(102), null, null],
    ['顾三', '不详', '农林界', '12345', '320509198001019999', '信息委员会', null],
  ]
  const file = await writeExcelFile(sheet.map((row) => row.map((value) => ({ value }))) as never).toBuffer()

  const { status, body: preview } = await upload('members', XLSX, new Uint8Array(file))
  expect([status, preview.rows, preview.valid, preview.failed, preview.ignoredColumns]).toEqual([
    200,
    3,
    2,
    1,
    ['备注'],
  ])

  const wrong = await service.ask(
    d.ImportPreview,
    { importId: preview.importId, only: 'errors' },
    { as: memberAffairs },
  )
  expect(wrong.items).toHaveLength(1)
  expect(wrong.items[0]!.row).toBe(5)
  expect(new Set(wrong.items[0]!.errors.map(({ column }) => column))).toEqual(new Set(['idNumber', 'phone', 'sex']))
  for (const { zh, en } of wrong.items[0]!.errors) expect([zh, en].every((words) => words.length > 0)).toBe(true)

  const confirm = { importId: preview.importId, ...term }
  const held = await service.try(d.ConfirmMemberImport, confirm, { as: memberAffairs })
  expect([held.status, held.body.code, held.body.detail]).toEqual([409, 'import.has_errors', { failed: 1, rows: [5] }])
  expect(await total()).toBe(before)

  await service.send(d.ConfirmMemberImport, { ...confirm, skipFailed: true }, { as: memberAffairs })

  expect(await total()).toBe(before + 2)
  const { items } = await service.ask(d.Members, { search: '顾一' }, { as: memberAffairs })
  expect(items[0]!.posts.map(({ bodyName, post }) => `${bodyName} ${post}`).toSorted()).toEqual([
    '提案委员会 DEPUTY_DIRECTOR',
    '经济科技委员会 BODY_MEMBER',
  ])
  const contact = await service.ask(d.Contact, { personId: items[0]!.memberId }, { as: memberAffairs })
  expect(contact).toMatchObject({ phone: '13900000001', idNumber: idNumber(101), sex: 'MALE' })
})

test('the rules of the domain are told per row before anything is imported', async () => {
  const csv = [
    '姓名,界别,手机,所在专委会',
    '倪一,民革,13911110001,提案委员会',
    '倪二,没有的界别,13911110002,',
    '倪一,民革,13911110001,',
    '倪四,民革,,不存在的委员会:主任',
  ].join('\n')

  const { body: preview } = await upload('members', 'text/csv', csv)

  const { items } = await service.ask(
    d.ImportPreview,
    { importId: preview.importId, only: 'errors' },
    { as: memberAffairs },
  )
  expect(items.map(({ row, errors }) => [row, errors.map(({ column, zh }) => `${column} ${zh}`)])).toEqual([
    [3, ['sector 没有这个界别']],
    [4, ['phone 与第2行是同一人']],
    [5, ['bodies 没有“不存在的委员会”这个机构']],
  ])
})

test('a known member of an earlier term begins another, and one who sits is refused', async () => {
  const roster = `姓名,界别,身份证号\n连任者,民革,${idNumber(201)}\n`
  const first = await upload('members', 'text/csv', roster)
  await service.send(d.ConfirmMemberImport, { importId: first.body.importId, ...term }, { as: memberAffairs })
  const sitting = await upload('members', 'text/csv', roster)
  expect([sitting.body.valid, sitting.body.failed]).toEqual([0, 1])
  const { items } = await service.ask(d.Members, { search: '连任者' }, { as: memberAffairs })
  const { memberId } = items[0]!
  await service.send(
    d.EndTerm,
    { memberId, ending: 'TERM_EXPIRED', endedOn: '2026-12-31', reason: '届满' },
    { as: memberAffairs },
  )

  const second = await upload(
    'members',
    'text/csv',
    `姓名,界别,身份证号,工作单位\n连任者,民革,${idNumber(201)},新单位\n`,
  )
  const early = await service.try(
    d.ConfirmMemberImport,
    { importId: second.body.importId, ...term },
    { as: memberAffairs },
  )
  await service.send(
    d.ConfirmMemberImport,
    { importId: second.body.importId, termNumber: 17, beganOn: '2027-01-01' },
    { as: memberAffairs },
  )

  expect(early.body.code).toBe('member.term_number')
  const { terms } = await service.ask(d.Member, { memberId }, { as: memberAffairs })
  expect(terms.map(({ termNumber }) => termNumber)).toEqual([16, 17])
  const { items: corrected } = await service.ask(d.Corrections, { personId: memberId }, { as: memberAffairs })
  expect(corrected).toEqual([expect.objectContaining({ field: 'employer', newValue: '新单位', reason: '导入名册' })])
})

test('a preview is confirmed once, by whoever uploaded it, within seven days, and the same key repeats the answer', async () => {
  const { body: preview } = await upload('members', 'text/csv', '姓名,界别\n独一,民革\n')
  const body = { importId: preview.importId, ...term }

  const other = await service.try(d.ConfirmMemberImport, body, { as: office })
  const seen = await service.tryAsk(d.ImportPreview, { importId: preview.importId }, { as: office })
  const done = await service.send(d.ConfirmMemberImport, body, { as: memberAffairs, key: 'once' })
  const repeated = await service.send(d.ConfirmMemberImport, body, { as: memberAffairs, key: 'once' })
  const again = await service.try(d.ConfirmMemberImport, body, { as: memberAffairs })

  expect([other.status, seen.status]).toEqual([404, 404])
  expect(repeated).toEqual(done)
  expect([again.status, again.body.code]).toEqual([409, 'import.confirmed'])
  const kept = await service.ask(d.ImportPreview, { importId: preview.importId }, { as: memberAffairs })
  expect(
    kept.items.map(({ cells }) => cells),
    'the cells of imported rows are deleted',
  ).toEqual([{}])
})

test('of several confirmations at the same time one imports', async () => {
  const { body: preview } = await upload('members', 'text/csv', '姓名,界别\n并发一,民革\n')
  const body = { importId: preview.importId, ...term }

  const replies = await Promise.all(
    Array.from({ length: 5 }, () => service.try(d.ConfirmMemberImport, body, { as: memberAffairs })),
  )

  expect(replies.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
  const others = replies.filter(({ status }) => status !== 200).map(({ body }) => body.code)
  expect(new Set(others)).toEqual(new Set(['import.confirmed']))
  expect((await service.ask(d.Members, { search: '并发一' }, { as: memberAffairs })).total).toBe(1)
})

test('a preview that is older than seven days is gone', async () => {
  const { body: preview } = await upload('members', 'text/csv', '姓名,界别\n过期,民革\n')
  const before = service.clock.now()
  service.clock.advance(8 * 86_400_000)
  try {
    const late = await service.try(
      d.ConfirmMemberImport,
      { importId: preview.importId, ...term },
      { as: memberAffairs },
    )
    expect(late.body.code).toMatch(/^import\.expired$|^common\.not_found$/)
    await upload('members', 'text/csv', '姓名,界别\n另一,民革\n')
    const gone = await service.tryAsk(d.ImportPreview, { importId: preview.importId }, { as: memberAffairs })
    expect(gone.status).toBe(404)
  } finally {
    service.clock.set(before)
  }
})

test('what changed after the preview holds back the whole import', async () => {
  const { body: preview } = await upload('units', 'text/csv', '单位名称,职责\n某区甲局,一、二\n某区乙局,三\n', office)
  await service.send(
    d.RegisterUnit,
    { name: '某区乙局', unitKind: 'OTHER', side: 'OTHER', registeredOn: '2022-01-01' },
    { as: office },
  )

  const { status, body } = await service.try(
    d.ConfirmUnitImport,
    { importId: preview.importId, registeredOn: '2022-01-01', skipFailed: true },
    { as: office },
  )

  expect([status, body.code, body.detail]).toEqual([409, 'import.outdated', { rows: [3] }])
  expect((await service.ask(d.Units, { search: '甲局' }, { as: office })).total).toBe(0)
})

test('units are imported from JSON with their duties and superiors', async () => {
  const items = [
    { name: '某区卫健委', duties: ['医疗服务', '公共卫生'], 归口: '政府系统' },
    { 单位名称: '某区疾控中心', superior: '某区卫健委', 类别: '其他' },
  ]
  const { body: preview } = await upload('units', 'application/json', JSON.stringify(items), proposalStaff)
  await service.send(
    d.ConfirmUnitImport,
    { importId: preview.importId, registeredOn: '2022-01-01' },
    { as: proposalStaff },
  )

  const { items: found } = await service.ask(d.Units, { search: '疾控' }, { as: proposalStaff })
  const superior = await service.ask(d.Unit, { unitId: found[0]!.superiorId! }, { as: proposalStaff })
  expect([superior.name, superior.duties, superior.side]).toEqual([
    '某区卫健委',
    ['医疗服务', '公共卫生'],
    'GOVERNMENT',
  ])
})

test('an empty table can be had, and filled in it is read', async () => {
  const response = await service.fetch('/directory/imports/members/template', { as: memberAffairs })
  const template = Buffer.from(await response.arrayBuffer())
  const heading = template.toString('utf8')

  const { body: preview } = await upload('members', 'text/csv', `${heading}模板人,民革,,,,,,,13900000777,,,,\r\n`)

  expect([...template.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect([preview.rows, preview.valid, preview.ignoredColumns]).toEqual([1, 1, []])
  const closed = await service.fetch('/directory/imports/members/template', { as: account('MEMBER') })
  expect(closed.status).toBe(403)
})

test('what is no table is refused with a reason and leaves nothing behind', async () => {
  const before = await rowsIn('import_preview')
  const tries = await Promise.all([
    upload('members', 'application/pdf', '%PDF'),
    upload('members', XLSX, 'no spreadsheet'),
    upload('members', 'text/csv', '手机\n139'),
    upload('members', 'application/json', '{}'),
    upload('members', 'text/csv', ''),
    upload('members', 'text/csv', 'x'.repeat(9 * 1024 * 1024)),
    upload('members', 'text/csv', '姓名,界别\n甲,民革', account('MEMBER')),
    upload('nothing', 'text/csv', '姓名\n甲'),
  ])
  expect(tries.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    '415 request.media_type',
    '422 import.unreadable',
    '422 import.header_missing',
    '422 import.unreadable',
    '422 import.empty',
    '413 request.too_large',
    '403 auth.forbidden',
    '404 request.no_route',
  ])
  expect(await rowsIn('import_preview')).toBe(before)
})

test('five thousand rows are previewed and imported in one piece', { timeout: 60_000 }, async () => {
  // The total of a list ends at what anybody reads.
  const before = await rowsIn('member')
  const rows = Array.from({ length: 5000 }, (_, i) => `大名${i},民革,1${String(3_000_000_000 + i)}`)
  const { body: preview } = await upload('members', 'text/csv', `姓名,界别,手机\n${rows.join('\n')}`)
  expect([preview.valid, preview.failed]).toEqual([5000, 0])

  await service.send(d.ConfirmMemberImport, { importId: preview.importId, ...term }, { as: memberAffairs })

  expect(await rowsIn('member')).toBe(before + 5000)
})
