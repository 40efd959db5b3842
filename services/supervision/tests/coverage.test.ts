import { randomUUID } from 'node:crypto'
import { directory, supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, givenCommittee, tell } from './given.ts'

/**
 * 江阴 2022: 成立4个专项民主监督小组, 成立17个民主监督员小组. The figures are facts; which department each of the 17 is
 * posted to is made up, and marked so.
 */
const RESIDENT = 17
const TOPICAL = 4
/** Departments of the test beside the three that every test has: more than groups, two of them without any. */
const DEPARTMENTS = 19

let service: TestService
let given: Committee
let departments: string[]

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-12-31T02:00:00.000Z'))
  given = await givenCommittee(service)
  departments = Array.from({ length: DEPARTMENTS }, () => randomUUID())
  await tell(
    service,
    departments.map((unitId, at) =>
      directory.UnitRegistered({
        unitId,
        name: `市政府部门${String(at + 1).padStart(2, '0')}`,
        unitKind: at < 15 ? 'HANDLING_UNIT' : 'OTHER',
        side: at < 15 ? 'GOVERNMENT' : 'OTHER',
        duties: [],
        registeredOn: '2022-01-01',
      }),
    ),
  )
  const { db } = service.running.runtime
  await service.until(async () => (await db.selectFrom('known_unit').select('id').execute()).length === DEPARTMENTS + 3)
  const { as, member } = given
  const form = (group: object) =>
    service.send(
      c.FormGroup,
      {
        leaderId: member.first,
        memberIds: [member.second],
        fromOn: '2022-03-01',
        untilOn: '2026-12-31',
        ...group,
      } as never,
      { as: as.office },
    )
  for (let at = 0; at < RESIDENT; at += 1) {
    const more = at === 0 ? [departments[RESIDENT]!] : []
    await form({
      kind: 'RESIDENT',
      name: `民主监督员小组第${at + 1}组`,
      unitId: departments[at]!,
      alsoUnitIds: more,
      synthetic: true,
    })
  }
  for (let at = 0; at < TOPICAL; at += 1) await form({ kind: 'TOPICAL', name: `专项民主监督小组第${at + 1}组` })
}, 120_000)
afterAll(() => service?.[Symbol.asyncDispose]())

const ask = (params: object = {}) => service.ask(c.Coverage, { limit: 200, ...params }, { as: given.as.chair })

test('the report says which departments have a resident group and which have none, and its counts equal its rows', async () => {
  const { items, counts, sentence, bySide } = await ask()

  expect(counts).toEqual({ units: 22, covered: 18, uncovered: 4, residentGroups: 17, topicalGroups: 4 })
  expect(items.filter(({ groups }) => groups.length > 0)).toHaveLength(counts.covered)
  expect(new Set(items.flatMap(({ groups }) => groups.map(({ groupId }) => groupId))).size).toBe(RESIDENT)
  expect(items.flatMap(({ groups }) => groups).every(({ isSynthetic }) => isSynthetic)).toBe(true)
  expect(bySide).toEqual([
    { side: 'GOVERNMENT', units: 18, covered: 15 },
    { side: 'OTHER', units: 4, covered: 3 },
  ])
  expect(sentence.zh).toBe(
    '2022年12月31日在任派驻小组17个、专项小组4个；共有22个单位，其中18个已派驻监督小组、4个尚未派驻，覆盖率81.8%。',
  )
  const groups = await service.ask(c.Groups, { limit: 1, activeOn: '2022-12-31' }, { as: given.as.chair })
  expect(groups.sentence.zh).toBe('共有21个监督小组，其中派驻小组17个、专项小组4个。')
})

test('the report is of a day, filtered by side and kind, and comes in pages', async () => {
  expect((await ask({ on: '2022-02-28' })).counts).toMatchObject({ covered: 0, residentGroups: 0, topicalGroups: 0 })
  const without = await ask({ covered: 'false' })
  expect(without.items.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['区水务局', '区交通运输局', '区住房和城乡建设局', '市政府部门19']),
  )
  expect([without.total, without.counts.units]).toEqual([4, 22])
  expect((await ask({ side: ['OTHER', 'PARTY'] })).counts).toMatchObject({ units: 4, covered: 3 })
  expect((await ask({ unitKind: 'OTHER', text: '部门19' })).items).toHaveLength(1)
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask({ limit: 5, ...(cursor !== undefined && { cursor }) })
    names.push(...page.items.map(({ name }) => name))
    cursor = page.next
  } while (cursor !== undefined)
  expect(names).toEqual((await ask()).items.map(({ name }) => name))
  expect(new Set(names).size).toBe(22)
})

test('a department is covered from the day on which a group is posted to it, and no more when the group has ended', async () => {
  const { as, unit } = given
  service.clock.set(new Date('2023-03-01T02:00:00.000Z'))
  const { items } = await service.ask(c.Groups, { text: '第2组', kind: 'RESIDENT' }, { as: as.chair })
  const { groupId } = items[0]!
  const covered = async (on: string) => (await ask({ on, covered: 'true' })).items.map(({ unitId }) => unitId)
  await service.send(
    c.PostGroup,
    { groupId, unitIds: [unit.water], postedOn: '2023-02-01', reason: '改派' },
    { as: as.office },
  )

  expect(await covered('2023-01-31')).toContain(departments[1])
  expect(await covered('2023-01-31')).not.toContain(unit.water)
  expect(await covered('2023-02-01')).toContain(unit.water)
  expect(await covered('2023-02-01')).not.toContain(departments[1])
  await service.send(c.EndGroup, { groupId, endedOn: '2023-02-20', reason: '撤销' }, { as: as.office })
  expect(await covered('2023-02-20')).toContain(unit.water)
  expect(await covered('2023-02-21')).not.toContain(unit.water)
  await tell(service, [directory.UnitClosed({ unitId: departments[18]!, closedOn: '2023-02-28', reason: '撤并' })])
  await service.until(async () => (await ask()).counts.units === 21)
  service.clock.set(new Date('2022-12-31T02:00:00.000Z'))
})

test('the report comes as a spreadsheet with the same rows, and synthetic postings are marked in it', async () => {
  const post = (as: Committee['as']['chair']) =>
    service.fetch('/supervision/coverage.xlsx', {
      method: 'POST',
      body: JSON.stringify({ filters: { on: '2022-12-31', side: 'OTHER' } }),
      headers: { 'content-type': 'application/json' },
      as,
    })

  const response = await post(given.as.chair)

  expect(response.status).toBe(200)
  const rows = await readSheet(Buffer.from(await response.arrayBuffer()))
  const expected = (await ask({ on: '2022-12-31', side: 'OTHER' })).items.map(({ name, groups }) => [
    name,
    groups.length > 0 ? '是' : '否',
    groups.length > 0 ? '示例数据' : null,
  ])
  expect(rows.slice(1, 1 + expected.length).map((row) => [row[0], row[3], row[7]])).toEqual(expected)
  expect((await post(given.as.water)).status).toBe(403)
})

test('replaying the events gives the same groups, postings and certificates', async () => {
  const { differences } = await replayEquality(service, supervision)

  expect(differences).toEqual([])
})
