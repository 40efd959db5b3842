import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import {
  type Committee,
  content,
  day,
  file,
  givenCommittee,
  givenFiled,
  givenIntake,
  givenSubmitted,
  idIn,
  page,
  review,
  stateOf,
  submit,
  textHash,
  upload,
} from './given.ts'
import {
  approve,
  countersign,
  draft,
  givenAssigned,
  givenHandling,
  givenReplied,
  leadAndThree,
  letter,
  meet,
  refusalOf,
  replyToCase,
  separate,
  sign,
  unitsOf,
} from './handling-given.ts'

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

describe('承办', () => {
  test('who is responsible stays in the service, and a plan ends before the reply is due', async () => {
    const { as, unit } = given
    const [proposalId] = await givenAssigned(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    await service.send(c.AcceptAssignment, of, { as: as.housing })
    expect(await refusalOf(service.try(c.DraftReply, { ...of, ...letter(service) }, { as: as.housing }))).toBe(
      'reply.handler_missing',
    )
    const plan = { ...of, plan: '先调研、再会商、后答复。' }
    const named = await service.send(
      c.NameHandler,
      { ...of, leaderPost: '副局长', handlers: ['unit-handler-9'] },
      { as: as.housing },
    )

    expect(named.events[0]!.data).toEqual(of)
    const submit = (finishOn: string, text = plan.plan) =>
      refusalOf(service.try(c.SubmitHandlingPlan, { ...plan, plan: text, finishOn }, { as: as.housing }))
    expect(await submit('2022-06-16')).toBe('plan.too_late')
    expect(await submit('2022-03-14')).toBe('proposal.day_in_past')
    expect(await submit('2022-06-01', '密级：秘密')).toBe('proposal.classified_text')
    expect(await submit('2022-06-01')).toBe('done')
  })

  test('an important case needs its plan before a reply', async () => {
    const { unit } = given
    const proposalId = await givenImportant()
    await givenHandling(service, given, { proposalIds: [proposalId] })
    const of = { proposalId, unitId: unit.housing }

    expect(await refusalOf(service.try(c.DraftReply, { ...of, ...letter(service) }, { as: given.as.housing }))).toBe(
      'reply.plan_missing',
    )
    await service.send(
      c.SubmitHandlingPlan,
      { ...of, plan: '分三步办理。', finishOn: '2022-05-31' },
      { as: given.as.housing },
    )
    await draft(service, given, proposalId, unit.housing)
  })

  test('nothing is worked on before it is accepted, and not by other units', async () => {
    const { as, unit } = given
    const [proposalId] = await givenAssigned(service, given, { assignment: leadAndThree(given) })
    const body = { proposalId: proposalId!, unitId: unit.housing, ...letter(service) }

    expect(await refusalOf(service.try(c.DraftReply, body, { as: as.housing }))).toBe('assignment.not_accepted')
    expect(await refusalOf(service.try(c.DraftReply, body, { as: as.water }))).toBe('common.not_found')
    await service.send(c.AcceptAssignment, { proposalId: proposalId!, unitId: unit.water }, { as: as.water })
    expect(await refusalOf(service.try(c.DraftReply, { ...body, unitId: unit.water }, { as: as.water }))).toBe(
      'assignment.wrong_role',
    )
    expect(
      await refusalOf(
        service.try(
          c.GiveCoUnitOpinion,
          { proposalId: proposalId!, unitId: unit.water, opinion: '建议结合河道整治。' },
          { as: as.water },
        ),
      ),
    ).toBe('done')
    const [given_] = (await service.events(c.CoUnitOpinionGiven)).filter((one) => one.proposalId === proposalId)
    expect(given_).toMatchObject({ unitId: unit.water, late: false })
  })

  test('a proposer confirms or denies a recorded talk, and one that is denied does not count', async () => {
    const { as, unit, member } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    const record = (heldOn: string, proposerIds: string[]) =>
      service.try(
        c.RecordMeeting,
        { ...of, way: 'PHONE', stage: 'BEFORE', heldOn, proposerIds, summary: '电话沟通。' },
        { as: as.housing },
      )
    expect(await refusalOf(record('2022-03-14', [member.first]))).toBe('meeting.before_assignment')
    expect(await refusalOf(record('2022-03-16', [member.first]))).toBe('proposal.day_in_future')
    expect(await refusalOf(record('2022-03-15', [member.second]))).toBe('meeting.unknown_proposer')
    const { body } = await record('2022-03-15', [member.first])
    const { meetingId } = body.events[0]!.data as { meetingId: string }
    const confirm = (by: typeof as.first, verdict: c.MeetingAnswer) =>
      refusalOf(service.try(c.ConfirmMeeting, { proposalId: proposalId!, meetingId, answer: verdict }, { as: by }))

    expect(await confirm(as.second, 'CONFIRMED')).toBe('common.not_found')
    expect(await confirm(as.first, 'DENIED')).toBe('done')
    expect(await confirm(as.first, 'CONFIRMED')).toBe('meeting.answered')
    const sha256 = await ready(proposalId!, unit.housing)
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('reply.no_meeting')
    await meet(service, given, proposalId!, unit.housing)
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('done')
  })

  test('proposers and units write to each other, and nobody else to them', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const write = (by: typeof as.first, unitId?: string) =>
      refusalOf(
        service.try(
          c.SendMessage,
          { proposalId: proposalId!, message: '请问进展如何？', ...(unitId && { unitId }) },
          { as: by },
        ),
      )

    expect(await write(as.first)).toBe('done')
    expect(await write(as.first, unit.housing)).toBe('done')
    expect(await write(as.second)).toBe('common.not_found')
    expect(await write(as.clerk)).toBe('common.not_found')
    expect(await write(as.housing)).toBe('message.unit_missing')
    expect(await write(as.housing, unit.housing)).toBe('done')
    expect(await write(as.water, unit.water)).toBe('common.not_found')
    expect(JSON.stringify(await service.events(c.MessageSent))).not.toContain('进展')
  })

  test('a disagreement is settled by the lead unit or by the vice head of government, before the reply goes', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given, { assignment: leadAndThree(given) })
    await meet(service, given, proposalId!, unit.housing)
    const report = async () => {
      const { events } = await service.send(
        c.ReportDisagreement,
        { proposalId: proposalId!, unitId: unit.water, matter: '地下管线由谁迁改。' },
        { as: as.water },
      )
      return (events[0]!.data as { disagreementId: string }).disagreementId
    }
    const coordinate = (disagreementId: string, agreed: boolean, by = as.housingLeader, unitId = unit.housing) =>
      refusalOf(
        service.try(
          c.CoordinateDisagreement,
          { proposalId: proposalId!, unitId, disagreementId, agreed, result: '会商情况。' },
          { as: by },
        ),
      )
    const settle = (disagreementId: string) =>
      refusalOf(
        service.try(
          c.SettleDisagreement,
          { proposalId: proposalId!, disagreementId, decision: '由水务局牵头迁改。', decidedOn: day(service) },
          { as: as.supervision },
        ),
      )
    const [first, second] = [await report(), await report()]

    expect(await coordinate(first, true, as.waterLeader, unit.water)).toBe('assignment.wrong_role')
    expect(await settle(first)).toBe('disagreement.wrong_state')
    expect(await coordinate(first, true)).toBe('done')
    expect(await coordinate(second, false)).toBe('done')
    const sha256 = await ready(proposalId!, unit.housing)
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('reply.disagreement_open')
    expect(await settle(second)).toBe('done')
    expect(await settle(second)).toBe('disagreement.wrong_state')
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('done')
  })

  test('a case with one unit has nobody to disagree with', async () => {
    const [proposalId] = await givenHandling(service, given)

    expect(
      await refusalOf(
        service.try(
          c.ReportDisagreement,
          { proposalId: proposalId!, unitId: given.unit.housing, matter: '分歧。' },
          { as: given.as.housing },
        ),
      ),
    ).toBe('disagreement.one_unit')
  })
})

describe('延期', () => {
  test('both sides consent, each for itself; a month is added from the day reached, up to six in all', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    const request = (until: string) =>
      refusalOf(service.try(c.RequestExtension, { ...of, until, reason: '需跨部门会商。' }, { as: as.housing }))
    const grant = (by: typeof as.office) =>
      refusalOf(service.try(c.GrantExtension, { proposalId: proposalId!, extensionId: lastExtension() }, { as: by }))
    let requested: { proposalId: string; extensionId: string }[] = []
    const lastExtension = () => requested.at(-1)!.extensionId
    const ask = async (until: string) => {
      const outcome = await request(until)
      requested = (await service.events(c.ExtensionRequested)).filter((one) => one.proposalId === proposalId)
      return outcome
    }
    const dueOn = async () => {
      const [one] = await unitsOf(service, proposalId!)
      return one!.reply_due!.toISOString()
    }

    expect(await dueOn()).toBe('2022-06-15T16:00:00.000Z')
    expect(await ask('2022-06-15')).toBe('extension.not_later')
    expect(await ask('2022-07-16')).toBe('extension.too_long')
    expect(await ask('2022-07-15')).toBe('done')
    expect(await stateOf(service, proposalId!)).toBe('EXTENSION_REQUESTED')
    expect(await refusalOf(service.try(c.DraftReply, { ...of, ...letter(service) }, { as: as.housing }))).toBe(
      'proposal.wrong_state',
    )
    expect(await grant(as.supervision)).toBe('done')
    expect(await dueOn()).toBe('2022-06-15T16:00:00.000Z')
    expect(await grant(as.supervision)).toBe('extension.consented')
    expect(await grant(as.office)).toBe('done')
    expect(await grant(as.office)).toBe('extension.decided')
    expect(await dueOn()).toBe('2022-07-15T16:00:00.000Z')
    expect(await stateOf(service, proposalId!)).toBe('HANDLING')

    // Four months became five and six; the limit does not roll to a working day.
    for (const until of ['2022-08-15', '2022-09-15']) {
      expect([until, await ask(until)]).toEqual([until, 'done'])
      await grant(as.office)
      await grant(as.supervision)
    }
    expect(await dueOn()).toBe('2022-09-15T16:00:00.000Z')
    expect(await ask('2022-10-15')).toBe('extension.at_limit')
    const granted = (await service.events(c.ExtensionGranted)).filter((one) => one.proposalId === proposalId)
    expect(granted.map(({ replyDeadline }) => replyDeadline.date)).toEqual(['2022-07-15', '2022-08-15', '2022-09-15'])
    expect(granted[0]!.replyDeadline.steps.map(({ code }) => code)).toContain('extended')
  })

  test('one side is enough to refuse it, and an overdue reply cannot be extended', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing, reason: '需跨部门会商。' }
    const { events } = await service.send(c.RequestExtension, { ...of, until: '2022-06-30' }, { as: as.housing })
    const { extensionId } = events[0]!.data as { extensionId: string }
    await service.send(
      c.RefuseExtension,
      { proposalId: proposalId!, extensionId, reason: '理由不充分。' },
      { as: as.office },
    )

    expect(await stateOf(service, proposalId!)).toBe('HANDLING')
    service.clock.set(new Date('2022-06-15T16:00:00.000Z'))
    expect(await refusalOf(service.try(c.RequestExtension, { ...of, until: '2022-06-30' }, { as: as.housing }))).toBe(
      'extension.too_late',
    )
  })
})

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
      const sha256 = await ready(proposalId!, unitId, resultClass)
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

  test('a merged case is answered to every proposer of every original', async () => {
    const { as, member, unit } = given
    const into = await givenFiled(service, given, { subject: '关于停车难的建议' })
    const from = [
      await givenFiled(service, given, { subject: '关于停车设施的建议', by: as.second }),
      await givenFiled(service, given, { subject: '关于停车管理的建议', by: as.third }),
    ]
    await service.send(c.MergeProposals, { intoId: into, fromIds: from, reason: '同一事项' }, { as: as.office })
    await givenHandling(service, given, { proposalIds: [into] })
    const sha256 = await ready(into, unit.housing)
    await service.send(
      c.RecordMeeting,
      {
        proposalId: into,
        unitId: unit.housing,
        way: 'MEETING',
        stage: 'DURING',
        heldOn: day(service),
        proposerIds: [member.first, member.second],
        summary: '座谈。',
      },
      { as: as.housing },
    )
    const lacking = await service.try(
      c.SendReply,
      { proposalId: into, unitId: unit.housing, sha256 },
      { as: as.housing },
    )
    expect(lacking.body).toMatchObject({ code: 'reply.no_meeting' })
    expect(JSON.stringify(lacking.body)).toContain(from[1])
    await meet(service, given, into, unit.housing)
    expect(await send(into, unit.housing, sha256, as.housing)).toBe('done')

    const [sent] = await sentOf(into)
    expect(sent!.originals.map(({ proposalId, lead }) => [proposalId, lead.id])).toEqual([
      [into, member.first],
      [from[0], member.second],
      [from[1], member.third],
    ])
    const delivered = await service.running.runtime.db
      .selectFrom('proposal_delivery')
      .select(['original_id', 'proposer_id'])
      .where('proposal_id', '=', into)
      .execute()
    expect(delivered).toHaveLength(3)
  })

  test('a cosigner is answered as well as the lead, and delivery on paper is recorded once', async () => {
    const { as, member, unit } = given
    const proposalId = await givenJoint()
    await givenReplied(service, given, { proposalIds: [proposalId] })
    const record = (proposerId: string, by = as.office, deliveredOn = day(service)) =>
      refusalOf(
        service.try(c.RecordDelivery, { proposalId, unitId: unit.housing, proposerId, deliveredOn }, { as: by }),
      )

    expect((await sentOf(proposalId))[0]!.originals).toEqual([
      { proposalId, lead: { kind: 'MEMBER', id: member.first }, cosigners: [member.second] },
    ])
    expect(await record(member.third)).toBe('common.not_found')
    expect(await record(member.second, as.water)).toBe('common.not_found')
    expect(await record(member.second, as.housing, day(service, 1))).toBe('proposal.day_in_future')
    expect(await record(member.second, as.housing)).toBe('done')
    expect(await record(member.second)).toBe('reply.delivered')
  })

  test('files of a reply are for those who handle it until it is sent, and then for its proposers', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    await upload(service, as.housing)
    const reads = async (by: typeof as.first) =>
      (await service.fetch(`/proposals/files/${page().sha256}`, { as: by })).status
    await meet(service, given, proposalId!, unit.housing)
    const { events } = await service.send(
      c.DraftReply,
      { ...of, ...letter(service), files: [page('规划图')] },
      { as: as.housing },
    )
    const { sha256 } = events[0]!.data as { sha256: string }

    expect(await Promise.all([as.supervision, as.office].map(reads))).toEqual([200, 200])
    expect(await Promise.all([as.first, as.chair, as.water].map(reads))).toEqual([404, 404, 404])
    await sign(service, given, proposalId!, unit.housing, sha256)
    await approve(service, given, proposalId!, unit.housing, sha256)
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('done')
    expect(await Promise.all([as.first, as.chair].map(reads))).toEqual([200, 200])
    expect(await Promise.all([as.second, as.water].map(reads))).toEqual([404, 404])
  })
})

describe('办理过程', () => {
  test('each reader of a case is told of the steps that are for them, and of no other’s words', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    await service.send(
      c.SendMessage,
      { proposalId: proposalId!, unitId: unit.housing, message: '下周上门会商。' },
      { as: as.housing },
    )
    await draft(service, given, proposalId!, unit.housing)
    const told = async (by: typeof as.first) => {
      const { history } = await service.ask(c.CaseFile, { proposalId: proposalId! }, { as: by })
      const step = (type: string) => history.find((entry) => entry.type === type)
      return [step('proposals.message-sent')?.words['message'], step('proposals.reply-drafted') !== undefined]
    }

    expect(await told(as.housing)).toEqual(['下周上门会商。', true])
    expect(await told(as.supervision)).toEqual(['下周上门会商。', true])
    expect(await told(as.office)).toEqual(['下周上门会商。', true])
    expect(await told(as.first)).toEqual(['下周上门会商。', false])
    expect(await told(as.chair)).toEqual(['下周上门会商。', false])
    expect(await told(as.second)).toEqual([undefined, false])
    expect((await service.tryAsk(c.CaseFile, { proposalId: proposalId! }, { as: as.water })).status).toBe(404)
  })
})

test('no letter, opinion or reason of this way rides an event', async () => {
  const { db } = service.running.runtime
  const rows = await db.selectFrom('event').select('payload').execute()
  const told = rows.map(({ payload }) => payload.toString('utf8')).join('\n')

  for (const words of ['专项规划', '立体车库', '王工', '0512-63000001', '副局长', '电话沟通', '管线', '跨部门']) {
    expect([words, told.includes(words)]).toEqual([words, false])
  }
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(150)
})

/** A version that everybody signed and the office approved. */
async function ready(proposalId: string, unitId: string, resultClass: c.ResultClass = 'B'): Promise<string> {
  const sha256 = await draft(service, given, proposalId, unitId, { resultClass })
  await countersign(service, given, proposalId, sha256)
  await sign(service, given, proposalId, unitId, sha256)
  await approve(service, given, proposalId, unitId, sha256)
  return sha256
}

/** An important case, which the committee's meeting files. */
async function givenImportant(): Promise<string> {
  const proposalId = await givenSubmitted(service, given)
  await review(service, given, proposalId)
  await service.send(
    c.FileProposal,
    {
      proposalId,
      forum: 'COMMITTEE_MEETING',
      decidedOn: day(service),
      category: 'SOCIETY',
      leadUnitId: given.unit.housing,
      isImportant: true,
    },
    { as: given.as.office },
  )
  return proposalId
}

/** A joint proposal that one of two invited members has signed. */
async function givenJoint(): Promise<string> {
  const { as, member } = given
  const proposalId = idIn(await service.send(c.DraftProposal, { kind: 'JOINT', ...content() }, { as: as.first }))
  await service.send(c.InviteCosigners, { proposalId, memberIds: [member.second, member.third] }, { as: as.first })
  const sha256 = await textHash(service, proposalId)
  await service.send(c.CosignProposal, { proposalId, sha256 }, { as: as.second })
  await submit(service, proposalId, as.first)
  await review(service, given, proposalId)
  await file(service, given, proposalId)
  return proposalId
}
