import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenIntake, page, stateOf, upload, refusalOf } from './given.ts'
import {
  approve,
  draft,
  givenHandling,
  leadAndThree,
  letter,
  meet,
  replyToCase,
  separate,
  sign,
} from './handling-given.ts'
import { ready, sayings } from './reply-given.ts'

let service: TestService
let given: Committee

const START = new Date('2022-03-15T01:00:00.000Z')

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(START)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())
beforeEach(() => service.clock.set(START))

const send = (proposalId: string, unitId: string, sha256: string, as: Committee['as']['water']) =>
  refusalOf(service.try(c.SendReply, { proposalId, unitId, sha256 }, { as }))

const sentOf = async (proposalId: string) =>
  (await service.events(c.ReplySent)).filter((one) => one.proposalId === proposalId)

describe('答复', () => {
  test('with three co-units the reply cannot go until each has countersigned that very version', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given, { assignment: leadAndThree(given) })
    await meet(service, given, proposalId!, unit.housing)
    const first = await draft(service, given, proposalId!, unit.housing)
    const by = [
      { unitId: unit.traffic, as: as.trafficLeader },
      { unitId: unit.water, as: as.waterLeader },
      { unitId: unit.parks, as: as.parksLeader },
    ]
    const stand = (n: number, sha256: string) =>
      refusalOf(
        service.try(c.CountersignReply, { proposalId: proposalId!, unitId: by[n]!.unitId, sha256 }, { as: by[n]!.as }),
      )
    for (const n of [0, 1]) expect(await stand(n, first)).toBe('done')
    await service.send(
      c.RefuseCountersignature,
      { proposalId: proposalId!, unitId: unit.parks, sha256: first, reason: '绿地占用未写明。' },
      { as: as.parksLeader },
    )
    await sign(service, given, proposalId!, unit.housing, first)
    await approve(service, given, proposalId!, unit.housing, first)
    expect(await send(proposalId!, unit.housing, first, as.housing)).toBe('reply.not_countersigned')

    // A new version takes every signature with it.
    const second = await draft(service, given, proposalId!, unit.housing, {
      letter: '补充绿地占补平衡办法后答复如下。',
    })
    expect(await stand(0, first)).toBe('reply.text_changed')
    await sign(service, given, proposalId!, unit.housing, second)
    await approve(service, given, proposalId!, unit.housing, second)
    for (const n of [0, 1, 2]) {
      expect(await send(proposalId!, unit.housing, second, as.housing)).toBe('reply.not_countersigned')
      expect(await stand(n, second)).toBe('done')
    }
    expect(await stand(2, second)).toBe('reply.countersigned')
    expect(await send(proposalId!, unit.housing, second, as.housing)).toBe('done')
    expect(await stateOf(service, proposalId!)).toBe('FEEDBACK_PENDING')
    // 清明: fifteen working days go past the holiday, and its make-up Saturday counts.
    expect(await sentOf(proposalId!)).toMatchObject([
      { draft: 2, sha256: second, feedbackDeadline: { date: '2022-04-06' } },
    ])
  })

  test('a reply goes signed and approved; what the office sends back is written anew', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    await meet(service, given, proposalId!, unit.housing)
    const sha256 = await draft(service, given, proposalId!, unit.housing)
    const review = (more: Record<string, unknown>) =>
      refusalOf(service.try(c.ReviewReply, { ...of, sha256, ...more }, { as: as.supervision }))
    const signing = { ...of, sha256, as: 'DEPUTY_HEAD' }

    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('reply.not_signed')
    expect(await review({ verdict: 'APPROVED' })).toBe('reply.not_signed')
    const token = await service.tokenOf(as.housingLeader, { acr: 'password' })
    expect(await refusalOf(service.try(c.SignReply, signing, { token }))).toBe('auth.step_up')
    expect(await refusalOf(service.try(c.SignReply, signing, { as: as.housingLeader }))).toBe('done')
    expect(await refusalOf(service.try(c.SignReply, signing, { as: as.housingLeader }))).toBe('reply.signed')
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('reply.not_approved')
    expect(await review({ verdict: 'REWORK', reasonCode: 'OFF_SUBJECT' })).toBe('reply.reason_missing')
    expect(await review({ verdict: 'REWORK', reason: '答非所问。' })).toBe('reply.reason_missing')
    expect(await review({ verdict: 'REWORK', reasonCode: 'OFF_SUBJECT', reason: '答非所问。' })).toBe('done')
    expect(await stateOf(service, proposalId!)).toBe('REWORK')
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('reply.no_draft')

    await replyToCase(service, given, proposalId!)
    expect(await stateOf(service, proposalId!)).toBe('FEEDBACK_PENDING')
    expect((await service.events(c.ReplyReturned)).at(-1)).toMatchObject({ reasonCode: 'OFF_SUBJECT', state: 'REWORK' })
    expect(JSON.stringify(await service.events(c.ReplyReturned))).not.toContain('答非所问')
  })

  test('classes are those of the committee, and say what must be shown and promised', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const write = (change: Record<string, unknown>) =>
      refusalOf(
        service.try(
          c.DraftReply,
          { proposalId: proposalId!, unitId: unit.housing, ...letter(service), ...change },
          { as: as.housing },
        ),
      )
    const promised = [{ text: '建成立体车库。', dueOn: '2022-12-31' }]

    expect(await write({ resultClass: 'PLANNED' })).toBe('reply.class_unknown')
    expect(await write({ resultClass: 'B', promises: [] })).toBe('reply.promise_needed')
    expect(await write({ resultClass: 'A', evidence: '已建成。', promises: promised })).toBe('reply.promise_unfit')
    expect(await write({ resultClass: 'B', promises: [{ text: '已过期', dueOn: '2022-03-14' }] })).toBe(
      'reply.promise_past',
    )
    expect(await write({ resultClass: 'A', promises: [] })).toBe('reply.evidence_missing')
    expect(await write({ resultClass: 'C', promises: promised })).toBe('done')
    expect((await upload(service, as.housing)).status).toBe(200)
    expect(await write({ resultClass: 'A', promises: [], files: [page('竣工照片')] })).toBe('done')
  })

  test('the supervision office finds another class right, with a reason, and the unit’s own stays known', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    await meet(service, given, proposalId!, unit.housing)
    const sha256 = await draft(service, given, proposalId!, unit.housing)
    await sign(service, given, proposalId!, unit.housing, sha256)
    const change = (more: Record<string, unknown>) =>
      refusalOf(
        service.try(c.ReviewReply, { ...of, sha256, verdict: 'CLASS_CHANGED', ...more }, { as: as.supervision }),
      )

    expect(await change({ resultClass: 'C' })).toBe('reply.reason_missing')
    expect(await change({ resultClass: 'B', reason: '条件未成熟。' })).toBe('reply.class_same')
    expect(await change({ resultClass: 'C', reason: '条件未成熟。' })).toBe('done')
    expect(await change({ resultClass: 'C', reason: '条件未成熟。' })).toBe('reply.reviewed')
    await send(proposalId!, unit.housing, sha256, as.housing)
    expect(await sentOf(proposalId!)).toMatchObject([{ resultClass: 'C', caseClass: 'C' }])
    expect((await service.events(c.ReplyApproved)).at(-1)).toMatchObject({ draftedClass: 'B', resultClass: 'C' })
  })

  test('separate units reply each on its part, and the last of them ends the clock of the case', async () => {
    const { unit, as } = given
    const [proposalId] = await givenHandling(service, given, { assignment: separate(given) })
    const reply = async (unitId: string, by: typeof as.housing, resultClass: c.ResultClass) => {
      await meet(service, given, proposalId!, unitId)
      const sha256 = await ready(service, given, proposalId!, unitId, resultClass)
      expect(await send(proposalId!, unitId, sha256, by)).toBe('done')
    }
    await reply(unit.housing, as.housing, 'C')

    expect(await stateOf(service, proposalId!)).toBe('HANDLING')
    expect(await sentOf(proposalId!)).toMatchObject([{ state: 'HANDLING', late: false }])
    expect((await sentOf(proposalId!))[0]!.feedbackDeadline).toBeUndefined()
    // The day after the reply of the other was due.
    service.clock.set(new Date('2022-06-15T16:00:00.000Z'))
    await reply(unit.traffic, as.traffic, 'A')
    expect(await stateOf(service, proposalId!)).toBe('FEEDBACK_PENDING')
    expect((await sentOf(proposalId!))[1]).toMatchObject({
      state: 'REPLIED',
      late: true,
      caseClass: 'C',
      resultClass: 'A',
    })
    const row = await service.running.runtime.db
      .selectFrom('proposal')
      .select(['replied_late', 'result_class', 'reply_due_at'])
      .where('id', '=', proposalId!)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ replied_late: true, result_class: 'C', reply_due_at: new Date('2022-06-15T16:00:00.000Z') })
  })
})

test('no letter, opinion or reason of this way rides an event', async () => {
  expect(await sayings(service)).toEqual([])
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(50)
})
