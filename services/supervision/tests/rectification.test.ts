import { randomUUID } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenVisited, refusalOf, stateOf } from './given.ts'
import { check, givenListed, issueStateOf, list, measures, proof, rectify } from './rectification-given.ts'

let service: TestService
let given: Committee

const START = new Date('2022-03-07T02:00:00.000Z')
beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(START)
  given = await givenCommittee(service)
})
beforeEach(() => service.clock.set(START))
afterAll(() => service?.[Symbol.asyncDispose]())

const DAY = 86_400_000
const later = (days: number) => service.clock.set(new Date(START.getTime() + days * DAY))

test('lists are numbered by the year without gaps, and each issue has its term, by rule, in days, or on a day', async () => {
  const { as } = given
  const first = await givenVisited(service, given, { findings: 3 })
  const approve = (body: object) => refusalOf(service.try(c.ApproveIssueList, body, { as: as.chair }))
  const all = list(service, first.projectId, first.findingIds)
  expect(await approve(all)).toBe('supervision.wrong_state')
  await service.send(c.GatherFindings, { projectId: first.projectId }, { as: as.office })
  expect(await approve({ ...all, approvedOn: day(service, 1) })).toBe('supervision.day_in_future')
  expect(await approve({ ...all, approvedOn: day(service, -9) })).toBe('issue_list.approved_too_early')
  expect(await approve({ ...all, issues: [{ findingId: randomUUID() }] })).toBe('issue_list.not_in_project')
  const on = (date: string) => [{ findingId: first.findingIds[0], term: { by: 'DAY', on: date, reason: '汛期前' } }]
  expect(await approve({ ...all, issues: on(day(service)) })).toBe('issue.day_past')
  expect(await approve({ ...all, issues: on(day(service, 800)) })).toBe('issue.day_too_far')

  const issues = [
    { findingId: first.findingIds[0]! },
    { findingId: first.findingIds[1]!, term: { by: 'DAYS' as const, days: 10, reason: '简单' } },
  ]
  await service.send(c.ApproveIssueList, { ...all, issues }, { as: as.chair })
  expect(await approve({ ...all, issues })).toBe('finding.wrong_state')
  const last = { ...all, issues: [{ findingId: first.findingIds[2]!, term: on(day(service, 50))[0]!.term as never }] }
  await service.send(c.ApproveIssueList, last, { as: as.generalOffice })

  const sent = (await service.events(c.IssueListSent)).filter(({ projectId }) => projectId === first.projectId)
  const [before] = sent
  expect(sent.map(({ year, number, issues: n }) => [year, number - before!.number, n])).toEqual([
    [2022, 0, 2],
    [2022, 1, 1],
  ])
  const listed = (await service.events(c.IssueListed)).filter(({ projectId }) => projectId === first.projectId)
  // 30 days from March 7 is April 6; March 17 is a Thursday; April 26 is 50 days on.
  expect(listed.map(({ deadline }) => deadline.date)).toEqual(['2022-04-06', '2022-03-17', '2022-04-26'])
  expect(listed[0]!.disputeDeadline.date).toBe('2022-03-16')
  expect(JSON.stringify([sent, listed])).not.toMatch(/排口|汛期|主席会议/)
})

test('twelve lists of one year that are approved at once are numbered without a gap', async () => {
  const visited = []
  for (let n = 0; n < 6; n += 1) visited.push(await givenVisited(service, given, { findings: 2 }))
  for (const { projectId } of visited) await service.send(c.GatherFindings, { projectId }, { as: given.as.office })
  const sendings = visited.flatMap(({ projectId, findingIds }) =>
    findingIds.map((id) => service.try(c.ApproveIssueList, list(service, projectId, [id]), { as: given.as.chair })),
  )
  const done = (await Promise.all(sendings)).filter(({ status }) => status === 200)

  const rows = await service.running.runtime.db
    .selectFrom('issue_list')
    .select('number')
    .where('year', '=', 2022)
    .orderBy('number')
    .execute()
  expect(done.length).toBeGreaterThan(5)
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1))
})

test('silence is acceptance when the term for a dispute ends, and not before', async () => {
  const { findingId } = await givenListed(service, given)
  const due = (await service.events(c.IssueListed)).find((one) => one.findingId === findingId)!.disputeDeadline.due
  service.clock.set(new Date(Date.parse(due) - 1_000))
  expect(await issueStateOf(service, findingId)).toBe('LISTED')

  service.clock.set(new Date(Date.parse(due) + 1_000))
  await service.until(async () => (await issueStateOf(service, findingId)) === 'ACCEPTED')
  const [accepted] = (await service.events(c.IssueAccepted)).filter((one) => one.findingId === findingId)
  expect(accepted).toMatchObject({ bySilence: true })
  expect(await refusalOf(service.try(c.DisputeIssue, { findingId, reason: '不属实。' }, { as: given.as.water }))).toBe(
    'finding.wrong_state',
  )
})

test('a dispute is looked at again: what stands gets its lost days back, what does not is taken off', async () => {
  const { as } = given
  const { findingIds } = await givenListed(service, given, { findings: 2 })
  const [upheld, dropped] = findingIds as [string, string]
  for (const findingId of findingIds) {
    await service.send(c.DisputeIssue, { findingId, reason: '该排口属交通部门。' }, { as: as.water })
  }
  later(9)
  const recheck = { checkedOn: day(service), way: 'ON_SITE' as const, reason: '已现场复核。' }
  await service.send(c.RecheckIssue, { findingId: upheld, outcome: 'UPHELD', ...recheck }, { as: as.first })
  await service.send(c.RecheckIssue, { findingId: dropped, outcome: 'DROPPED', ...recheck }, { as: as.second })

  const [event] = (await service.events(c.IssueConfirmed)).filter(({ findingId }) => findingId === upheld)
  // April 6 and nine days: April 15, a Friday.
  expect(event!.deadline.date).toBe('2022-04-15')
  expect(event!.deadline.steps.map(({ code }) => code)).toContain('paused')
  expect([await issueStateOf(service, upheld), await issueStateOf(service, dropped)]).toEqual(['ACCEPTED', 'DROPPED'])
  expect(
    await refusalOf(service.try(c.PlanMeasures, { findingId: dropped, ...measures(service) }, { as: as.water })),
  ).toBe('finding.wrong_state')
})

test('more time is asked for before the term ends, granted or refused once, and explained', async () => {
  const { as } = given
  const { findingId } = await givenListed(service, given)
  await service.send(c.AcceptIssue, { findingId }, { as: as.waterLeader })
  const ask = (until: string) =>
    service.try(c.RequestMoreTime, { findingId, until, reason: '需招标。' }, { as: as.water })
  expect(await refusalOf(ask('2022-04-06'))).toBe('more_time.not_later')
  const asked = await ask('2022-05-10')
  const { requestId } = asked.body.events[0]!.data as { requestId: string }
  expect(await refusalOf(ask('2022-05-11'))).toBe('more_time.open')
  const decide = (command: typeof c.GrantMoreTime | typeof c.RefuseMoreTime) =>
    refusalOf(service.try(command, { findingId, requestId, reason: '情况属实' }, { as: as.office }))

  expect(await decide(c.GrantMoreTime)).toBe('done')
  expect(await decide(c.RefuseMoreTime)).toBe('more_time.decided')
  const [granted] = (await service.events(c.MoreTimeGranted)).filter((one) => one.findingId === findingId)
  expect(granted!.deadline).toMatchObject({ date: '2022-05-10', due: '2022-05-10T16:00:00.000Z' })
  expect(granted!.deadline.steps.at(-2)).toMatchObject({ code: 'extended' })
  later(90)
  expect(await refusalOf(ask('2022-09-01'))).toBe('more_time.too_late')
})

test('a unit is reminded ten and three days before the term ends, and told of it the day after; never of what is done', async () => {
  const { as } = given
  const { findingIds } = await givenListed(service, given, { findings: 2 })
  const [owed, done] = findingIds as [string, string]
  await rectify(service, given, done)
  await service.send(c.AcceptIssue, { findingId: owed }, { as: as.water })
  const told = async (findingId: string) => ({
    before: (await service.events(c.IssueReminded)).filter((one) => one.findingId === findingId),
    late: (await service.events(c.IssueOverdueNoted)).filter((one) => one.findingId === findingId),
  })
  // The last day is April 6: reminders on March 27, April 3 and April 7 at nine.
  for (const [at, before, late] of [
    ['2022-03-27T01:00:01.000Z', 1, 0],
    ['2022-04-03T01:00:01.000Z', 2, 0],
    ['2022-04-07T01:00:01.000Z', 2, 1],
  ] as const) {
    service.clock.set(new Date(at))
    await service.until(async () => {
      const found = await told(owed)
      return found.before.length === before && found.late.length === late
    })
  }
  expect((await told(owed)).before.map(({ daysLeft }) => daysLeft)).toEqual([10, 3])
  expect((await told(owed)).late).toEqual([expect.objectContaining({ daysLate: 1, unitId: given.unit.water })])
  expect(await told(done)).toEqual({ before: [], late: [] })
})

test('measures end within the term, proof is given, and days follow each other', async () => {
  const { as } = given
  const { findingId } = await givenListed(service, given)
  const plan = (change: object) =>
    refusalOf(service.try(c.PlanMeasures, { findingId, ...measures(service, change) }, { as: as.water }))
  expect(await plan({})).toBe('finding.wrong_state')
  await service.send(c.AcceptIssue, { findingId }, { as: as.water })
  expect(await plan({ finishOn: '2022-04-07' })).toBe('issue.finish_after_due')
  expect(await plan({ finishOn: day(service, -1) })).toBe('issue.day_too_early')
  expect(await plan({ memberIds: [randomUUID()] })).toBe('supervision.unknown_member')
  expect(await plan({})).toBe('done')
  const rectified = await proof(service, as.water)
  const report = (change: object) =>
    refusalOf(service.try(c.ReportRectified, { findingId, ...rectified, ...change }, { as: as.water }))
  expect(await report({ rectifiedOn: day(service, 1) })).toBe('supervision.day_in_future')
  expect(await report({ rectifiedOn: day(service, -1) })).toBe('issue.day_too_early')
  expect(await report({ files: [] })).toBe('request.invalid')
  expect(await report({})).toBe('done')
  const verify = (change: object) =>
    refusalOf(service.try(c.VerifyIssue, { findingId, ...check(service, change) }, { as: as.first }))
  expect(await verify({ checkedOn: day(service, -1) })).toBe('issue.day_too_early')
  expect(await verify({ checkedOn: day(service, 1) })).toBe('supervision.day_in_future')
})

test('a unit can never verify its own issue, whoever of it tries, and each attempt is noted', async () => {
  const { as, member, unit } = given
  const { findingId } = await givenListed(service, given)
  // Members of the group: one who also works for the bureau, and one with the account of its leader.
  const alsoUnit = account('MEMBER', { memberId: member.first, units: [unit.water] })
  const sameAccount = { ...account('MEMBER', { memberId: member.third }), id: as.waterLeader.id }
  await service.send(c.AcceptIssue, { findingId }, { as: as.waterLeader })
  // Nor does it get rid of those who judge it by naming them.
  const naming = { findingId, ...measures(service, { handlers: [as.second.id], memberIds: [member.second] }) }
  expect(await refusalOf(service.try(c.PlanMeasures, naming, { as: as.water }))).toBe('issue.handler_is_judge')
  await service.send(c.PlanMeasures, { ...naming, memberIds: [member.fourth] }, { as: as.water })
  await service.send(c.ReportRectified, { findingId, ...(await proof(service, as.water)) }, { as: as.water })
  const attempts: [Committee['as']['first'], string][] = [
    [as.water, 'auth.forbidden'],
    [as.waterLeader, 'auth.forbidden'],
    [as.traffic, 'auth.forbidden'],
    [as.office, 'auth.forbidden'],
    [as.generalOffice, 'auth.forbidden'],
    [as.chair, 'auth.forbidden'],
    [alsoUnit, 'issue.verifier_is_unit'],
    [sameAccount, 'issue.verifier_is_unit'],
    [as.fourth, 'common.not_found'],
    [account('MEMBER'), 'common.not_found'],
  ]
  for (const [by, code] of attempts) {
    for (const [command, body] of [
      [c.VerifyIssue, check(service)],
      [c.ReopenIssue, check(service)],
      [c.RecordLookBack, { ...check(service), outcome: 'HOLDS' }],
      [c.RecheckIssue, { outcome: 'DROPPED', checkedOn: day(service), way: 'ON_SITE', reason: '自查。' }],
    ] as const) {
      expect(await refusalOf(service.try(command, { findingId, ...body }, { as: by }))).toBe(code)
    }
  }
  expect(await issueStateOf(service, findingId)).toBe('RECTIFIED')

  const noted = await service.running.runtime.db
    .selectFrom('audit')
    .select('actor')
    .where('action', '=', 'supervision.verify-issue refused')
    .where('subject', '=', `finding/${findingId}`)
    .execute()
  expect(new Set(noted.map(({ actor }) => actor))).toEqual(new Set(attempts.map(([by]) => by.id)))
  await service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.second })
})

test('who worked for the unit on an issue does not judge it in a later round, though they joined the group since', async () => {
  const { as, member } = given
  const { findingId, groupId } = await givenListed(service, given)
  await service.send(c.AcceptIssue, { findingId }, { as: as.water })
  await service.send(
    c.PlanMeasures,
    { findingId, ...measures(service, { memberIds: [member.fourth] }) },
    { as: as.water },
  )
  await service.send(c.ReportRectified, { findingId, ...(await proof(service, as.water)) }, { as: as.water })
  await service.send(c.ReopenIssue, { findingId, ...check(service) }, { as: as.first })
  const joined = { groupId, name: '水环境监督小组', leaderId: member.first, changedOn: day(service), reason: '增补' }
  const memberIds = [member.second, member.third, member.fourth]
  await service.send(c.ChangeGroup, { ...joined, memberIds }, { as: as.office })
  await rectify(service, given, findingId, { accept: false })

  expect(await refusalOf(service.try(c.VerifyIssue, { findingId, ...check(service) }, { as: as.fourth }))).toBe(
    'issue.verifier_is_unit',
  )
  await service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.second })
})

test('a finding that the first list left out is dropped, and the report is submitted', async () => {
  const { as } = given
  const visited = await givenVisited(service, given, { findings: 2 })
  const [listed, left] = visited.findingIds as [string, string]
  await service.send(c.GatherFindings, { projectId: visited.projectId }, { as: as.office })
  await service.send(c.ApproveIssueList, list(service, visited.projectId, [listed]), { as: as.chair })

  await service.send(c.DropFinding, { findingId: left, reason: '不属本次监督范围。' }, { as: as.office })
  expect(await issueStateOf(service, left)).toBe('DROPPED')
})

test('a look-back is due three months after the verification; what relapsed begins a round of its own', async () => {
  const { as } = given
  const { findingId } = await givenListed(service, given)
  await rectify(service, given, findingId)
  await service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.first })
  const [verified] = (await service.events(c.IssueVerified)).filter((one) => one.findingId === findingId)
  expect(verified).toMatchObject({ round: 1, lookBackDue: '2022-06-07' })
  service.clock.set(new Date('2022-06-07T01:00:01.000Z'))
  await service.until(async () => (await service.events(c.LookBackReminded)).some((one) => one.findingId === findingId))
  const looked = check(service, { checkedOn: day(service) })
  const term = { by: 'DAYS' as const, days: 5, reason: '尽快' }
  expect(
    await refusalOf(service.try(c.RecordLookBack, { findingId, outcome: 'HOLDS', ...looked, term }, { as: as.first })),
  ).toBe('issue.term_not_asked')

  await service.send(c.RecordLookBack, { findingId, outcome: 'RELAPSED', ...looked, term }, { as: as.first })
  await rectify(service, given, findingId, { accept: false })
  await service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.second })
  await service.send(c.RecordLookBack, { findingId, outcome: 'HOLDS', ...check(service) }, { as: as.third })
  expect(
    await refusalOf(service.try(c.RecordLookBack, { findingId, outcome: 'HOLDS', ...looked }, { as: as.third })),
  ).toBe('look_back.recorded')
  const rounds = await service.running.runtime.db
    .selectFrom('issue_round')
    .select(['round', 'cause', 'verdict', 'measures'])
    .where('finding_id', '=', findingId)
    .orderBy('round')
    .execute()
  expect(rounds).toEqual([
    { round: 1, cause: 'LISTED', verdict: 'VERIFIED', measures: '封堵混接口，改造管网。' },
    { round: 2, cause: 'RELAPSED', verdict: 'VERIFIED', measures: '封堵混接口，改造管网。' },
  ])
})

test('no event of a rectification carries a word of it', async () => {
  const rows = await service.running.runtime.db.selectFrom('event').select('payload').execute()
  const told = rows.map(({ payload }) => payload.toString('utf8')).join('\n')

  expect(rows.length).toBeGreaterThan(100)
  expect(told).not.toMatch(/排口|管网|副局长|招标|复核。|情况属实|自查/)
})

test('replaying the events of rectifications gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, supervision)
  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(100)
  expect(await stateOf(service, (await service.events(c.IssueListSent))[0]!.projectId)).toBe('ISSUE_LIST_SENT')
})
