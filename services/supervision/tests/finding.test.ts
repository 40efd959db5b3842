import { supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, finding, givenCommittee, givenVisited, refusalOf } from './given.ts'
import { list } from './rectification-given.ts'

let service: TestService
let given: Committee
beforeAll(async () => {
  service = await startTestService(supervision)
  given = await givenCommittee(service)
}, 60_000)
afterAll(() => service?.[Symbol.asyncDispose]())

const revision = (findingId: string, change: object = {}) => {
  const { visitId: _, ...body } = finding(given, '', { findingId, fact: '四号排口也有污水。', ...change })
  return body
}

test('who raised a finding words it anew, the office too, another member of the group does not', async () => {
  const { as } = given
  const { findingIds, visitId } = await givenVisited(service, given)
  const findingId = findingIds[0]!
  const before = await service.ask(c.FindingById, { findingId }, { as: as.first })
  const raised = finding(given, visitId, { findingId })

  const other = await refusalOf(service.try(c.ReviseFinding, revision(findingId), { as: as.second }))
  const stranger = await refusalOf(service.try(c.ReviseFinding, revision(findingId), { as: as.fourth }))
  await service.send(c.ReviseFinding, revision(findingId), { as: as.first })
  await service.send(c.ReviseFinding, revision(findingId, { severity: 'GRAVE' }), { as: as.office })
  const again = await service.send(c.RaiseFinding, raised, { as: as.first })

  expect([other, stranger]).toEqual(['finding.not_yours', 'common.not_found'])
  expect(again.events).toEqual([])
  const after = await service.ask(c.FindingById, { findingId }, { as: as.first })
  expect(after).toMatchObject({ fact: '四号排口也有污水。', severity: 'GRAVE', version: 3 })
  expect(after.sha256).not.toBe(before.sha256)
  const events = await service.events(c.FindingRevised)
  expect(JSON.stringify(events)).not.toContain('排口')
})

test('a finding that was left out is neither revised nor left out again', async () => {
  const { as } = given
  const { findingIds } = await givenVisited(service, given)
  const findingId = findingIds[0]!

  await service.send(c.DropFinding, { findingId, reason: '证据不足' }, { as: as.office })

  const shown = await service.ask(c.FindingById, { findingId }, { as: as.office })
  expect([shown.state, shown.history.at(-1)?.reason]).toEqual(['DROPPED', '证据不足'])
  const revise = service.try(c.ReviseFinding, revision(findingId), { as: as.first })
  expect(await refusalOf(revise)).toBe('finding.wrong_state')
  const drop = service.try(c.DropFinding, { findingId, reason: '再次' }, { as: as.office })
  expect(await refusalOf(drop)).toBe('finding.wrong_state')
})

test('findings of a project that was cancelled do not move', async () => {
  const { as } = given
  const { findingIds, projectId } = await givenVisited(service, given)
  await service.send(c.CancelProject, { projectId, reason: '撤销' }, { as: as.office })

  const revise = service.try(c.ReviseFinding, revision(findingIds[0]!), { as: as.first })
  const drop = service.try(c.DropFinding, { findingId: findingIds[0]!, reason: '无' }, { as: as.office })

  expect([await refusalOf(revise), await refusalOf(drop)]).toEqual([
    'supervision.wrong_state',
    'supervision.wrong_state',
  ])
})

test('findings are filtered, counted and turned page by page; each reader sees their own', async () => {
  const { as, unit } = given
  const { findingIds, projectId, visitId, groupId } = await givenVisited(service, given, { findings: 5 })
  await service.send(
    c.RaiseFinding,
    finding(given, visitId, { unitId: unit.traffic, subject: '道路积水', severity: 'MINOR' }),
    {
      as: as.second,
    },
  )
  await service.send(c.DropFinding, { findingId: findingIds[0]!, reason: '重复' }, { as: as.office })
  const ask = (params: object, by = as.office) => service.ask(c.Findings, { projectId, ...params }, { as: by })

  const first = await ask({ limit: 4 })
  const second = await ask({ limit: 4, cursor: first.next })

  expect([first.total, first.items.length, second.items.length, second.next]).toEqual([6, 4, 2, undefined])
  expect(new Set([...first.items, ...second.items].map((row) => row.findingId)).size).toBe(6)
  expect(first.sentence.zh).toBe('共有6个问题，其中已发现5个、不列入1个。')
  const totals = [
    await ask({ state: 'DROPPED' }),
    await ask({ unitId: unit.traffic }),
    await ask({ subject: '道路积水', severity: 'MINOR' }),
    await ask({ groupId, visitId, text: '污水流出' }),
    await ask({ overdue: 'true' }),
    await ask({ sort: 'DUE' }),
    await ask({}, as.fourth),
    await ask({}, as.water),
    await service.ask(c.MyFindings, { projectId }, { as: as.second }),
  ].map(({ total }) => total)
  expect(totals).toEqual([1, 1, 1, 6, 0, 0, 0, 0, 1])
})

test('a unit is told of a finding from the list on: neither what went before it nor which group it was', async () => {
  const { as } = given
  const { findingIds, projectId, groupId } = await givenVisited(service, given)
  const findingId = findingIds[0]!
  await service.send(c.ReviseFinding, revision(findingId), { as: as.office })
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  const read = async (by: Committee['as']['first']) =>
    (await service.tryAsk(c.FindingById, { findingId }, { as: by })) as { status: number; body: any }
  const unlisted = await read(as.water)

  await service.send(c.ApproveIssueList, list(service, projectId, [findingId]), { as: as.chair })
  await service.send(c.AcceptIssue, { findingId }, { as: as.water })

  expect(unlisted.status).toBe(404)
  const whole = ['finding-raised', 'finding-revised', 'issue-listed', 'issue-accepted']
  const told = ({ history }: { history: { type: string }[] }) =>
    history.map(({ type }) => type.replace('supervision.', ''))
  for (const by of [as.water, as.waterLeader]) {
    const { body: shown } = await read(by)
    expect(told(shown)).toEqual(whole.slice(2))
    expect(shown).toMatchObject({ version: 4, state: 'ACCEPTED', fact: '四号排口也有污水。' })
    expect([shown.groupId, shown.memberId]).toEqual([undefined, undefined])
    expect(told(await service.ask(c.IssueById, { findingId }, { as: by }))).toEqual(whole.slice(2))
    const { items } = await service.ask(c.Findings, { projectId }, { as: by })
    expect(items.map((row) => [row.findingId, row.groupId])).toEqual([[findingId, undefined]])
    expect((await service.ask(c.Findings, { projectId, groupId }, { as: by })).total).toBe(0)
  }
  expect((await read(as.traffic)).status).toBe(404)
  for (const by of [as.first, as.office, as.auditor]) {
    const { body: shown } = await read(by)
    expect([told(shown), shown.groupId]).toEqual([whole, groupId])
  }
})

test('tables equal a replay of the events', async () => {
  const { replayed, differences } = await replayEquality(service, supervision)

  expect(replayed.events).toBeGreaterThan(20)
  expect(differences).toEqual([])
})
