import { randomUUID } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import {
  type Committee,
  day,
  givenCommittee,
  givenGroup,
  givenPlanned,
  givenReady,
  givenVisited,
  refusalOf,
  visit,
} from './given.ts'
import { givenCertificate, givenResident } from './group-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const read = (groupId: string) => service.ask(c.GroupById, { groupId }, { as: given.as.office })
const change = (groupId: string, more: object = {}) => ({
  groupId,
  name: '水环境监督小组',
  leaderId: given.member.first,
  memberIds: [given.member.second, given.member.third],
  changedOn: day(service),
  reason: '工作调整',
  ...more,
})

test('a group is formed as its kind asks, with units and members that the directory has', async () => {
  const { as, unit, member } = given
  const form = (more: object) =>
    refusalOf(
      service.try(
        c.FormGroup,
        {
          kind: 'RESIDENT',
          name: '派驻小组',
          unitId: unit.water,
          leaderId: member.first,
          fromOn: day(service),
          untilOn: day(service, 10),
          ...more,
        },
        { as: as.office },
      ),
    )

  expect(await form({ unitId: undefined })).toBe('group.unit_missing')
  expect(await form({ kind: 'TOPICAL' })).toBe('group.unit_not_asked')
  expect(await form({ kind: 'TOPICAL', unitId: undefined, alsoUnitIds: [unit.traffic] })).toBe('group.unit_not_asked')
  expect(await form({ alsoUnitIds: [unit.water] })).toBe('group.unit_twice')
  expect(await form({ alsoUnitIds: [randomUUID()] })).toBe('supervision.unknown_unit')
  expect(await form({ leaderId: randomUUID() })).toBe('supervision.unknown_member')
  expect(await form({ memberIds: [member.first] })).toBe('group.leader_twice')
  expect(await form({ untilOn: day(service, -1) })).toBe('supervision.day_order')
  expect(await form({ alsoUnitIds: [unit.traffic] })).toBe('done')
})

test('who leaves a group stays in its history, sees it no more, and takes part in no visit of later days', async () => {
  const { as, member } = given
  const ready = await givenReady(service, given)
  const { groupId, projectId } = ready
  const sees = async () => (await service.tryAsk(c.ProjectById, { projectId }, { as: as.third })).status
  expect(await sees()).toBe(200)

  const leaving = change(groupId, { leaderId: member.second, memberIds: [member.first, member.fourth] })
  await service.send(c.ChangeGroup, leaving, { as: as.office })

  const { memberList, leaderId, members, history } = await read(groupId)
  expect([leaderId, members]).toEqual([member.second, 3])
  expect(memberList.find(({ memberId }) => memberId === member.third)).toEqual({
    memberId: member.third,
    isLeader: false,
    fromOn: day(service, -30),
    untilOn: day(service, -1),
  })
  expect(memberList.find(({ memberId }) => memberId === member.fourth)).toMatchObject({ fromOn: day(service) })
  expect(history.at(-1)).toMatchObject({ type: 'supervision.group-changed', reason: '工作调整' })
  expect(await sees()).toBe(404)
  const record = (memberIds: string[], heldAt: string) =>
    refusalOf(service.try(c.RecordVisit, visit(service, given, ready, { memberIds, heldAt }), { as: as.office }))
  expect(await record([member.third], service.clock.now().toISOString())).toBe('visit.not_in_group')
  expect(await record([member.third], '2022-03-01T02:00:00.000Z')).toBe('done')
  expect(await record([member.fourth], service.clock.now().toISOString())).toBe('done')
  expect(JSON.stringify(await service.events(c.GroupChanged))).not.toContain('工作调整')
})

test('who comes back to a group is in it for two times, and changes follow each other in days', async () => {
  const { as, member } = given
  const groupId = await givenGroup(service, given)
  const without = (days: number) => change(groupId, { memberIds: [member.second], changedOn: day(service, days) })
  const tries = (body: object) => refusalOf(service.try(c.ChangeGroup, body, { as: as.office }))

  expect(await tries(without(1))).toBe('supervision.day_in_future')
  expect(await tries(without(-31))).toBe('group.day_out_of_term')
  expect(await tries(without(-10))).toBe('done')
  expect(await tries(change(groupId, { changedOn: day(service, -11) }))).toBe('group.day_out_of_term')
  expect(await tries(change(groupId))).toBe('done')

  const { memberList } = await read(groupId)
  expect(memberList.filter(({ memberId }) => memberId === member.third)).toEqual([
    { memberId: member.third, isLeader: false, fromOn: day(service, -30), untilOn: day(service, -11) },
    { memberId: member.third, isLeader: false, fromOn: day(service) },
  ])
})

test('a resident group is posted to other departments from a day on, and a topical one to none', async () => {
  const { as, unit } = given
  const groupId = await givenResident(service, given)
  const post = (id: string, unitIds: string[], days = 0) =>
    refusalOf(
      service.try(
        c.PostGroup,
        { groupId: id, unitIds, postedOn: day(service, days), reason: '由聘改派' },
        { as: as.office },
      ),
    )

  expect(await post(groupId, [unit.water])).toBe('group.posting_unchanged')
  expect(await post(groupId, [randomUUID()])).toBe('supervision.unknown_unit')
  expect(await post(groupId, [unit.traffic], -30)).toBe('group.day_out_of_term')
  expect(await post(await givenGroup(service, given), [unit.traffic])).toBe('group.not_resident')
  expect(await post(groupId, [unit.traffic, unit.water])).toBe('done')

  const { units, postings } = await read(groupId)
  expect(units.map(({ unitId }) => unitId)).toEqual([unit.traffic, unit.water])
  expect(postings).toHaveLength(3)
  expect(postings[0]).toEqual({
    unitId: unit.water,
    name: '区水务局',
    fromOn: day(service, -30),
    untilOn: day(service, -1),
  })
  const seen = await service.ask(c.Groups, { unitId: unit.traffic }, { as: as.traffic })
  expect(seen.items.map((row) => row.groupId)).toContain(groupId)
})

test('a group on which alone a project rests cannot be ended, and an ended one takes no new project', async () => {
  const { as } = given
  const { groupId } = await givenVisited(service, given)
  const end = (id: string) =>
    refusalOf(service.try(c.EndGroup, { groupId: id, endedOn: day(service), reason: '任务完成' }, { as: as.office }))
  expect(await end(groupId)).toBe('group.projects_open')
  const free = await givenGroup(service, given)
  expect(await end(free)).toBe('done')
  expect(await end(free)).toBe('group.ended')

  const projectId = await givenPlanned(service, given)
  const assign = (id: string) =>
    refusalOf(service.try(c.AssignGroups, { projectId, groupIds: [id] }, { as: as.office }))
  expect(await assign(free)).toBe('supervision.unknown_group')
  expect(await assign(groupId)).toBe('done')
  expect(
    await refusalOf(
      service.try(c.ExtendGroup, { groupId: free, untilOn: day(service, 900), reason: '延长' }, { as: as.office }),
    ),
  ).toBe('group.ended')
})

test('a term ends by itself when its last day is over, an extended one later, and one that ran out can be extended', async () => {
  const { as, member } = given
  const short = await givenGroup(service, given)
  const before = service.clock.now()
  const groupId = await givenResident(service, given, { untilOn: day(service, 10) })
  await service.send(c.ExtendGroup, { groupId, untilOn: day(service, 20), reason: '届期延长' }, { as: as.office })
  expect(
    await refusalOf(
      service.try(c.ExtendGroup, { groupId, untilOn: day(service, 20), reason: '再延' }, { as: as.office }),
    ),
  ).toBe('group.not_extended')
  const other = await givenResident(service, given, { untilOn: day(service, 10) })
  const ended = async (id: string) => (await read(id)).endedOn

  service.clock.set(new Date(before.getTime() + 11 * 86_400_000))
  await service.until(() => ended(other))
  expect(await ended(groupId)).toBeUndefined()
  service.clock.set(new Date(before.getTime() + 21 * 86_400_000))
  await service.until(() => ended(groupId))

  const over = await read(groupId)
  expect(over).toMatchObject({ state: 'ENDED', endCause: 'TERM_OVER', endedOn: over.untilOn, members: 2 })
  const mine = await service.ask(c.MyGroups, {}, { as: as.second })
  expect(mine.items.find((row) => row.groupId === groupId)).toMatchObject({ state: 'ENDED', isLeader: false })
  const events = await service.events(c.GroupEnded)
  expect(events.filter((event) => event.groupId === groupId)).toHaveLength(1)

  await service.send(c.ExtendGroup, { groupId, untilOn: day(service, 30), reason: '续任' }, { as: as.office })
  expect(await read(groupId)).toMatchObject({ state: 'ACTIVE', members: 2 })
  expect((await read(groupId)).memberList.map(({ memberId, untilOn }) => [memberId, untilOn])).toEqual(
    expect.arrayContaining([[member.first, undefined]]),
  )
  expect((await read(short)).endedOn).toBeUndefined()
  service.clock.set(before)
})

test('of the end of a term one is reminded a month, ten and three days before, by the term as it is then', async () => {
  const { as } = given
  const before = service.clock.now()
  const groupId = await givenResident(service, given, { untilOn: day(service, 31) })
  const ended = await givenResident(service, given, { untilOn: day(service, 31) })
  await service.send(c.EndGroup, { groupId: ended, endedOn: day(service), reason: '任务完成' }, { as: as.office })
  const reminded = async (id: string) =>
    (await service.events(c.GroupTermReminded))
      .filter((event) => event.groupId === id)
      .map(({ untilOn, daysLeft }) => [untilOn, daysLeft])
  const first = day(service, 31)
  const at = (days: number) => service.clock.set(new Date(before.getTime() + days * 86_400_000))

  at(1)
  await service.until(async () => (await reminded(groupId)).length === 1)
  await service.send(
    c.ExtendGroup,
    { groupId, untilOn: day(service, 40), reason: '届期延长' },
    { as: as.generalOffice },
  )
  const second = day(service, 40)
  for (const [days, count] of [
    [11, 2],
    [31, 3],
    [38, 4],
  ] as const) {
    at(days)
    await service.until(async () => (await reminded(groupId)).length === count)
  }

  expect(await reminded(groupId)).toEqual([
    [first, 30],
    [second, 30],
    [second, 10],
    [second, 3],
  ])
  expect(await reminded(ended)).toEqual([])
  service.clock.set(before)
})

test('members see their own groups, others none; a list has its filters and its sentence', async () => {
  const { as, member, unit } = given
  const groupId = await givenResident(service, given, { name: '派驻住建监督小组', unitId: unit.housing })
  const list = (params: object) => service.ask(c.Groups, params, { as: as.chair })

  const found = await list({
    text: '住建',
    kind: ['RESIDENT', 'TOPICAL'],
    memberId: member.second,
    activeOn: day(service),
  })
  expect(found.items.map((row) => row.groupId)).toEqual([groupId])
  expect(found.sentence.zh).toMatch(/^共有\d+个监督小组，其中派驻小组\d+个、专项小组\d+个。$/)
  expect((await list({ text: '住建', activeOn: day(service, -31) })).items).toEqual([])
  expect((await list({ text: '住建', unitId: unit.water })).items).toEqual([])
  const [first] = (await list({ limit: 1 })).items
  const all = await list({ limit: 200 })
  const next = await list({ limit: 1, cursor: (await list({ limit: 1 })).next })
  expect([first!.groupId, next.items[0]!.groupId]).toEqual(all.items.slice(0, 2).map((row) => row.groupId))
  expect((await service.ask(c.MyGroups, {}, { as: as.second })).items.map((row) => row.groupId)).toContain(groupId)
  expect((await service.tryAsk(c.GroupById, { groupId }, { as: as.third })).status).toBe(404)
  expect((await service.tryAsk(c.GroupById, { groupId }, { as: as.water })).status).toBe(404)
  expect((await service.tryAsk(c.GroupById, { groupId }, { as: as.housing })).status).toBe(200)
})

test('replaying the events into empty tables gives the same tables, certificates among them', async () => {
  const groupId = await givenResident(service, given)
  await givenCertificate(service, given, groupId, given.member.first)

  const { differences, replayed } = await replayEquality(service, supervision)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(20)
})
