import { createHash } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenIntake, page, upload, refusalOf } from './given.ts'
import { givenReplied } from './handling-given.ts'
import { feedbackOf } from './feedback-given.ts'

let service: TestService
let given: Committee
const start = new Date('2022-03-07T02:00:00.000Z')

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(start)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

type Account = Committee['as']['first']

const { database, close, followedUp, promisesOf } = feedbackOf(() => ({ service, given }))

describe('承诺、升级、回头看', () => {
  test('the unit reports, the office verifies, and a promise that is not kept gets a new day', async () => {
    const { as } = given
    const proposalId = await followedUp()
    const [promise] = await promisesOf(proposalId)
    const promiseId = promise!.id
    const report = (done: boolean, by = as.housing) =>
      refusalOf(service.try(c.ReportPromise, { proposalId, promiseId, progress: '主体完工。', done }, { as: by }))
    const verify = (more: object) =>
      refusalOf(service.try(c.VerifyPromise, { proposalId, promiseId, ...more }, { as: as.office }))

    expect(await report(true, as.water)).toBe('common.not_found')
    expect(await verify({ verdict: 'KEPT' })).toBe('promise.not_done')
    expect(await report(true)).toBe('done')
    expect(await verify({ verdict: 'SENT_BACK', remark: '尚未投用' })).toBe('promise.day_missing')
    expect(await verify({ verdict: 'KEPT', dueOn: day(service, 9) })).toBe('promise.day_not_asked')
    expect(await verify({ verdict: 'SENT_BACK', dueOn: day(service, 40), remark: '尚未投用' })).toBe('done')
    expect(await verify({ verdict: 'KEPT' })).toBe('promise.not_done')
    expect(await report(true)).toBe('done')
    expect(await verify({ verdict: 'KEPT' })).toBe('done')
    expect(await report(true)).toBe('promise.settled')
    expect(await close(proposalId)).toBe('done')
  })

  test('a unit promises more while the case is followed up, and is reminded when the day has passed', async () => {
    const { as, unit } = given
    const proposalId = await followedUp()
    const make = (dueOn: string, by = as.housing) =>
      refusalOf(
        service.try(c.MakePromise, { proposalId, unitId: unit.housing, text: '增设夜间停车位。', dueOn }, { as: by }),
      )
    const dueOn = day(service, 20)

    expect(await make(dueOn, as.water)).toBe('common.not_found')
    expect(await make(day(service, -1))).toBe('proposal.day_in_past')
    expect(await make(dueOn)).toBe('done')
    service.clock.set(new Date(`${day(service, 21)}T02:00:00.000Z`))
    const reminded = await service.until(async () => {
      const all = (await service.events(c.PromiseReminded)).filter((event) => event.dueOn === dueOn)
      return all.length >= 3 && all
    })
    expect(reminded.map(({ daysLeft }) => daysLeft)).toContain(-1)
    expect(new Set(reminded.map((event) => event.unitId))).toEqual(new Set([unit.housing]))

    for (const { id: promiseId } of await promisesOf(proposalId)) {
      const release = { proposalId, promiseId, verdict: 'RELEASED' as const }
      expect(await refusalOf(service.try(c.VerifyPromise, release, { as: as.office }))).toBe('promise.reason_missing')
      await service.send(c.VerifyPromise, { ...release, remark: '规划调整' }, { as: as.office })
    }
    expect(await close(proposalId)).toBe('done')
  })

  test('B becomes A with evidence, when the office confirms it, and both classes are kept', async () => {
    const { as, unit } = given
    for (const by of [as.housing, as.water]) await upload(service, by)
    const proposalId = await followedUp()
    const request = (to: string, by = as.housing, files: unknown[] = [page('竣工验收')]) =>
      refusalOf(
        service.try(
          c.RequestUpgrade,
          { proposalId, unitId: unit.housing, to, text: '两座车库已投用。', files },
          { as: by },
        ),
      )
    const answer = (more: object) =>
      refusalOf(service.try(c.AnswerUpgrade, { proposalId, unitId: unit.housing, ...more }, { as: as.office }))

    expect(await request('A', as.water)).toBe('common.not_found')
    expect(await request('A', as.housing, [])).toBe('request.invalid')
    expect(await request('C')).toBe('upgrade.not_better')
    expect(await answer({ granted: true })).toBe('upgrade.none')
    expect(await request('A')).toBe('done')
    expect(await request('A')).toBe('upgrade.pending')
    expect(await answer({ granted: false })).toBe('upgrade.reason_missing')
    expect(await answer({ granted: false, remark: '证据不足' })).toBe('done')
    expect(await request('A')).toBe('done')
    expect(await answer({ granted: true })).toBe('done')

    const row = await database()
      .selectFrom('proposal')
      .select(['result_class', 'upgraded_class'])
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ result_class: 'B', upgraded_class: 'A' })
    const upgraded = (await service.events(c.ResultUpgraded)).filter((event) => event.proposalId === proposalId)
    expect(upgraded).toEqual([{ proposalId, unitId: unit.housing, from: 'B', to: 'A', caseClass: 'A' }])
  })

  test('evidence is read by the office, the unit and the proposer, and by no other unit or member', async () => {
    const { as, unit } = given
    const evidence = '%PDF-1.4\n% 竣工验收\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'
    const sha256 = createHash('sha256').update(evidence).digest('hex')
    const headers = { 'content-type': 'application/pdf' }
    await service.fetch('/proposals/files', { method: 'PUT', body: evidence, headers, as: as.housing })
    const proposalId = await followedUp()
    const size = Buffer.byteLength(evidence)
    const files = [{ sha256, name: '竣工验收', size, mediaType: 'application/pdf' }]
    const request = { proposalId, unitId: unit.housing, to: 'A' as const, text: '已投用。', files }
    await service.send(c.RequestUpgrade, request, { as: as.housing })

    const reads = async (by: Account) => (await service.fetch(`/proposals/files/${sha256}`, { as: by })).status
    expect(
      await Promise.all(
        [as.office, as.supervision, as.trafficLeader, as.first, as.second].map((by) => reads(by as Account)),
      ),
    ).toEqual([200, 200, 404, 200, 404])
  })

  test('the look back over a year lists what is still promised, once', async () => {
    const { as } = given
    const proposalId = await followedUp()
    const other = (await givenReplied(service, given, { resultClass: 'A' }))[0]!
    const open = () => service.try(c.OpenLookBack, { year: 2022 }, { as: as.office })
    const opened = await open()
    expect(opened.status).toBe(200)
    const { lookBackId, proposalIds } = opened.body.events[0]!.data as { lookBackId: string; proposalIds: string[] }
    const record = (id: string, heldOn = day(service)) =>
      refusalOf(
        service.try(
          c.RecordLookBack,
          { lookBackId, proposalId: id, heldOn, finding: 'IN_PROGRESS', text: '一座已建成。' },
          { as: as.office },
        ),
      )

    expect(proposalIds).toContain(proposalId)
    expect(proposalIds).not.toContain(other)
    expect(await refusalOf(open())).toBe('look_back.exists')
    expect(await record(other)).toBe('common.not_found')
    expect(await record(proposalId, day(service, 1))).toBe('proposal.day_in_future')
    expect(await record(proposalId)).toBe('done')
  })
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(50)
})
