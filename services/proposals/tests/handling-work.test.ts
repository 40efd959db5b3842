import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenIntake, stateOf, refusalOf } from './given.ts'
import { draft, givenAssigned, givenHandling, leadAndThree, letter, meet, unitsOf } from './handling-given.ts'
import { givenImportant, ready, sayings } from './reply-given.ts'

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
    const handlersFor = async (who: typeof as.housing) =>
      (await service.ask(c.CaseHandling, { proposalId: of.proposalId }, { as: who })).units.map(
        ({ handlers }) => handlers,
      )
    expect(await handlersFor(as.housing)).toEqual([['unit-handler-9']])
    expect(await handlersFor(as.first)).toEqual([undefined])
    const submit = (finishOn: string, text = plan.plan) =>
      refusalOf(service.try(c.SubmitHandlingPlan, { ...plan, plan: text, finishOn }, { as: as.housing }))
    expect(await submit('2022-06-16')).toBe('plan.too_late')
    expect(await submit('2022-03-14')).toBe('proposal.day_in_past')
    expect(await submit('2022-06-01', '密级：秘密')).toBe('proposal.classified_text')
    expect(await submit('2022-06-01')).toBe('done')
  })

  test('an important case needs its plan before a reply', async () => {
    const { unit } = given
    const proposalId = await givenImportant(service, given)
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
    const sha256 = await ready(service, given, proposalId!, unit.housing)
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
    const sha256 = await ready(service, given, proposalId!, unit.housing)
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

test('no letter, opinion or reason of this way rides an event', async () => {
  expect(await sayings(service)).toEqual([])
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(50)
})
