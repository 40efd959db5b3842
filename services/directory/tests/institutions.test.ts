import { directory as d } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chair, made, memberAffairs, office, reason, registerMember, start, world } from './world.ts'

let service: TestService
let given: Awaited<ReturnType<typeof world>>

beforeAll(async () => {
  service = await start()
  given = await world(service)
})
afterAll(() => service[Symbol.asyncDispose]())

const as = { as: office }
const unitFacts = { unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT' } as const

test('the own committee comes first among the known ones, and everybody may read them', async () => {
  const facts = { level: 'DISTRICT', district: '某区' } as const
  await service.send(
    d.RecordCommittee,
    { committeeId: 'aaa-cppcc', name: '甲政协', fullName: '政协甲区委员会', ...facts },
    as,
  )
  await service.send(
    d.RecordCommittee,
    { committeeId: service.committee, name: '本会', fullName: '政协某区委员会', ...facts },
    as,
  )
  await service.send(
    d.RecordCommittee,
    { committeeId: 'aaa-cppcc', name: '甲区政协', fullName: '政协甲区委员会', ...facts },
    as,
  )

  const { items } = await service.ask(d.Committees, {})

  expect(items.map(({ name, own }) => [name, own])).toEqual([
    ['本会', true],
    ['甲区政协', false],
  ])
})

test('a unit is found by a piece of a duty, of its name or of a former name, in traditional characters too', async () => {
  const unitId = await made(
    service.send(
      d.RegisterUnit,
      { name: '某区环境保护局', ...unitFacts, duties: ['入河排污口监管'], registeredOn: '2022-01-01' },
      as,
    ),
    'unitId',
  )
  await service.send(
    d.ChangeUnit,
    {
      unitId,
      name: '某区生态环境局',
      ...unitFacts,
      duties: ['入河排污口监管', '水环境质量监测'],
      effectiveOn: '2022-06-01',
      reason,
    },
    as,
  )

  for (const search of ['排污口', '生态', '環境保護', '环境保护局']) {
    const { items } = await service.ask(d.Units, { search }, as)
    expect(items.map((unit) => unit.unitId)).toEqual([unitId])
  }
  const unit = await service.ask(d.Unit, { unitId }, as)
  expect([unit.name, unit.formerNames, unit.version]).toEqual([
    '某区生态环境局',
    [{ name: '某区环境保护局', until: '2022-06-01' }],
    2,
  ])
})

test('merged units pass their duties on and can be addressed no more', async () => {
  const register = (name: string, duty: string) =>
    made(service.send(d.RegisterUnit, { name, ...unitFacts, duties: [duty], registeredOn: '2022-01-01' }, as), 'unitId')
  const agriculture = await register('某区农业局', '种植业管理')
  const fishery = await register('某区渔业局', '水产养殖管理')

  await service.send(d.MergeUnits, { intoId: agriculture, fromIds: [fishery], mergedOn: '2022-07-01', reason }, as)

  const into = await service.ask(d.Unit, { unitId: agriculture }, as)
  expect([into.duties, into.mergedIds]).toEqual([['种植业管理', '水产养殖管理'], [fishery]])
  const gone = await service.ask(d.Unit, { unitId: fishery }, as)
  expect(gone).toMatchObject({ state: 'merged', mergedIntoId: agriculture, endedOn: '2022-07-01' })
  const again = await service.try(d.CloseUnit, { unitId: fishery, closedOn: '2022-08-01', reason }, as)
  expect([again.status, again.body.code]).toEqual([409, 'unit.ended'])
})

test('a unit cannot be placed under one that stands under it', async () => {
  const upper = await made(
    service.send(d.RegisterUnit, { name: '某区住建局', ...unitFacts, registeredOn: '2022-01-01' }, as),
    'unitId',
  )
  const lower = await made(
    service.send(
      d.RegisterUnit,
      { name: '某区房管中心', ...unitFacts, superiorId: upper, registeredOn: '2022-01-01' },
      as,
    ),
    'unitId',
  )
  const change = { name: '某区住建局', ...unitFacts, effectiveOn: '2022-02-01', reason }

  const { body } = await service.try(d.ChangeUnit, { unitId: upper, ...change, superiorId: lower }, as)

  expect(body.code).toBe('unit.circle')
  const closing = await service.try(d.CloseUnit, { unitId: upper, closedOn: '2022-03-01', reason }, as)
  expect([closing.body.code, closing.body.detail]).toEqual(['unit.in_use', { units: 1, contacts: 0 }])
})

test('a body with members cannot be dissolved, and an empty one frees its name', async () => {
  const bodyId = await made(
    service.send(d.FormBody, { bodyKind: 'MEMBER_GROUP', name: '第一小组', formedOn: '2022-01-01' }, as),
    'bodyId',
  )
  const memberId = await registerMember(service, given.minge, { name: '钱塘' })
  const { events } = await service.send(
    d.AppointMember,
    { memberId, bodyId, post: 'GROUP_LEADER', beganOn: '2022-02-01' },
    { as: memberAffairs },
  )
  const refused = await service.try(d.DissolveBody, { bodyId, dissolvedOn: '2022-09-01', reason }, as)
  expect(refused.body).toMatchObject({ code: 'body.in_use', detail: { members: 1 } })

  const { postId } = events[0]!.data as { postId: string }
  await service.send(d.RelieveMember, { memberId, postId, endedOn: '2022-08-01', reason }, { as: memberAffairs })
  await service.send(d.DissolveBody, { bodyId, dissolvedOn: '2022-09-01', reason }, as)

  const taken = await service.try(
    d.FormBody,
    { bodyKind: 'MEMBER_GROUP', name: '提案委员会', formedOn: '2022-10-01' },
    as,
  )
  expect(taken.body.code).toBe('body.name_taken')
  await service.send(d.FormBody, { bodyKind: 'MEMBER_GROUP', name: '第一小组', formedOn: '2022-10-01' }, as)
})

test('lists are filtered, sorted and paged, and count what matches', async () => {
  for (const name of ['甲组', '乙组', '丙组']) {
    await service.send(d.FormBody, { bodyKind: 'SUPERVISION_TEAM', name, formedOn: '2022-01-01' }, as)
  }
  const filter = { bodyKind: 'SUPERVISION_TEAM', sort: 'name', direction: 'desc', limit: 2 } as const

  const first = await service.ask(d.Bodies, filter, { as: chair })
  const second = await service.ask(d.Bodies, { ...filter, cursor: first.next }, { as: chair })

  expect([first.items.length, first.total, second.items.length, second.next]).toEqual([2, 3, 1, undefined])
  const names = [...first.items, ...second.items].map(({ name }) => name)
  expect(names).toEqual(['甲组', '乙组', '丙组'].toSorted().toReversed())
})

test('a sector for which somebody sits cannot be retired', async () => {
  const memberId = await registerMember(service, given.education, { name: '孙教' })
  const refused = await service.try(d.RetireSector, { sectorId: given.education, retiredOn: '2022-12-01', reason }, as)
  expect([refused.body.code, refused.body.detail]).toEqual(['sector.in_use', { members: 1 }])

  await service.send(
    d.ChangeSector,
    { memberId, sectorId: given.minge, changedOn: '2022-11-01', reason },
    { as: memberAffairs },
  )
  await service.send(d.RetireSector, { sectorId: given.education, retiredOn: '2022-12-01', reason }, as)
})

test('two offices that register one unit at the same time register it once', async () => {
  const body = { name: '某区城管局', ...unitFacts, registeredOn: '2022-01-01' }
  const replies = await Promise.all(Array.from({ length: 6 }, () => service.try(d.RegisterUnit, body, as)))

  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(replies.map(({ status, body }) => (status === 200 ? 'done' : body.code)))).toEqual(
    new Set(['done', ...replies.filter(({ status }) => status !== 200).map(({ body }) => body.code)]),
  )
  for (const { status } of replies) expect([200, 409]).toContain(status)
  expect((await service.ask(d.Units, { search: '城管局' }, as)).total).toBe(1)
})
