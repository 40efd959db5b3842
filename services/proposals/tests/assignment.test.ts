import { randomUUID } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake, givenSubmitted, stateOf } from './given.ts'
import { givenAssigned, givenHandling, leadAndThree, refusalOf, separate, sole, unitsOf } from './handling-given.ts'

let service: TestService
let given: Committee

// 国庆节前: seven working days from here go past the holiday of 2022 and its two make-up days.
const START = new Date('2022-09-28T01:00:00.000Z')
const WINDOW_ENDS = '2022-10-12T16:00:00.000Z'

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(START)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())
beforeEach(() => service.clock.set(START))

const later = (days: number) => new Date(START.getTime() + days * 86_400_000)

describe('交办', () => {
  test('a filed case is assigned with all its clocks, each with its reasons', async () => {
    const [proposalId] = await givenAssigned(service, given, { assignment: leadAndThree(given) })

    expect(await stateOf(service, proposalId!)).toBe('ASSIGNED')
    const [assigned] = (await service.events(c.ProposalAssigned)).filter((one) => one.proposalId === proposalId)
    expect(assigned).toMatchObject({
      mode: 'LEAD_CO',
      assignedOn: '2022-09-28',
      replyByRule: true,
      windowDeadline: { due: WINDOW_ENDS, date: '2022-10-12', calendarKnown: true },
      // 15 working days, one month, three months.
      meetingDeadline: { date: '2022-10-24' },
      opinionDeadline: { date: '2022-10-28' },
      replyDeadline: { date: '2022-12-28' },
    })
    expect(assigned!.units.map(({ role }) => role)).toEqual(['LEAD', 'CO', 'CO', 'CO'])
    expect(assigned!.windowDeadline.steps.map(({ code }) => code)).toContain('holiday-skipped')
  })

  test('the region may fix the day of the reply, but not beyond the longest time', async () => {
    const proposalId = await givenFiled(service, given)
    const assign = (fixedReplyOn: string) =>
      refusalOf(
        service.try(
          c.AssignProposal,
          { proposalId, assignment: sole(given), fixedReplyOn },
          { as: given.as.supervision },
        ),
      )

    expect(await assign('2023-03-29')).toBe('assignment.reply_too_late')
    expect(await assign('2022-09-27')).toBe('proposal.day_in_past')
    expect(await assign('2022-11-30')).toBe('done')
    const [unit] = await unitsOf(service, proposalId)
    expect(unit!.reply_due?.toISOString()).toBe('2022-11-30T16:00:00.000Z')
  })

  test('only a filed case that is no part of another is assigned, to units that are there', async () => {
    const { as, unit } = given
    const submitted = await givenSubmitted(service, given)
    const [into, from] = [await givenFiled(service, given), await givenFiled(service, given, { by: as.second })]
    await service.send(c.MergeProposals, { intoId: into, fromIds: [from], reason: '同一事项' }, { as: as.office })
    const assign = (proposalId: string, assignment: c.Assignment, by = as.supervision) =>
      refusalOf(
        service.try(c.AssignProposal, { proposalId, assignment, documentNumber: '吴政办〔2022〕8号' }, { as: by }),
      )

    // What is not filed is not there for the supervision office.
    expect(await assign(submitted, sole(given))).toBe('common.not_found')
    expect(await assign(submitted, sole(given), as.office)).toBe('proposal.wrong_state')
    expect(await assign(from, sole(given))).toBe('proposal.wrong_state')
    expect(await assign(into, { mode: 'SOLE', unitId: randomUUID() })).toBe('proposal.unknown_unit')
    expect(await assign(into, { mode: 'LEAD_CO', leadUnitId: unit.water, coUnitIds: [unit.parks, unit.water] })).toBe(
      'assignment.unit_twice',
    )
    expect(
      await refusalOf(service.try(c.AssignProposal, { proposalId: into, assignment: sole(given) }, { as: as.office })),
    ).toBe('assignment.document_missing')
    expect(await assign(into, sole(given), as.office)).toBe('done')
    expect(await assign(into, sole(given))).toBe('proposal.wrong_state')
    // A case that is assigned is not taken apart any more.
    expect(
      await refusalOf(service.try(c.UndoMerger, { proposalId: from, reason: '不是同一事项' }, { as: as.office })),
    ).toBe('proposal.wrong_state')
  })
})

describe('签收与退办', () => {
  test('a unit that the case is not with finds nothing, and one that was let go neither', async () => {
    const { as, unit } = given
    const [proposalId] = await givenAssigned(service, given)
    const accept = (unitId: string, by: typeof as.water) =>
      refusalOf(service.try(c.AcceptAssignment, { proposalId: proposalId!, unitId }, { as: by }))

    expect(await accept(unit.water, as.water)).toBe('common.not_found')
    expect(await accept(unit.housing, as.water)).toBe('common.not_found')
    const looks = async (by: typeof as.water) =>
      (await service.tryAsk(c.CaseFile, { proposalId: proposalId! }, { as: by })).status
    expect(await Promise.all([looks(as.housing), looks(as.water)])).toEqual([200, 404])
    await decline(proposalId!, unit.housing, as.housingLeader)
    await answer(proposalId!, unit.housing, 'UPHELD', unit.water)
    expect(await accept(unit.housing, as.housing)).toBe('common.not_found')
    expect(await Promise.all([looks(as.housing), looks(as.water)])).toEqual([404, 200])
    expect(await accept(unit.water, as.water)).toBe('done')
    expect(await accept(unit.water, as.water)).toBe('assignment.answered')
  })

  test('the head of the unit declines with a second factor, within the window, and not after it', async () => {
    const { as, unit } = given
    const [proposalId] = await givenAssigned(service, given)
    const body = {
      proposalId: proposalId!,
      unitId: unit.housing,
      reason: '不属于本单位职责。',
      proposedUnitId: unit.parks,
    }
    const decide = async (change: object) =>
      refusalOf(service.try(c.DeclineAssignment, { ...body, ...change }, { as: as.housingLeader }))
    expect(await decide({ proposedUnitId: randomUUID() })).toBe('proposal.unknown_unit')
    expect(await decide({ proposedUnitId: unit.housing })).toBe('assignment.unit_twice')
    const token = await service.tokenOf(as.housingLeader, { acr: 'password' })

    expect(await refusalOf(service.try(c.DeclineAssignment, body, { as: as.housing }))).toBe('auth.forbidden')
    expect(await refusalOf(service.try(c.DeclineAssignment, body, { token }))).toBe('auth.step_up')
    // Silence counts from that instant on, whether the service has taken note of it or not.
    service.clock.set(new Date(WINDOW_ENDS))
    expect(await refusalOf(service.try(c.DeclineAssignment, body, { as: as.housingLeader }))).toBe(
      'assignment.window_over',
    )
    const [other] = await givenAssignedAt(START)
    service.clock.set(new Date(Date.parse(WINDOW_ENDS) - 60_000))
    expect(
      await refusalOf(service.try(c.DeclineAssignment, { ...body, proposalId: other! }, { as: as.housingLeader })),
    ).toBe('done')
    expect(await stateOf(service, other!)).toBe('RETURNED_BY_UNIT')
  })

  test('silence is acceptance when the seventh working day is over, past the holiday, and not before', async () => {
    const { unit } = given
    const [proposalId] = await givenAssigned(service, given, { assignment: separate(given) })
    await service.send(c.AcceptAssignment, { proposalId: proposalId!, unitId: unit.traffic }, { as: given.as.traffic })

    service.clock.set(new Date(Date.parse(WINDOW_ENDS) - 60_000))
    await untilJobsRan()
    expect(await acceptedBy(proposalId!)).toEqual([null, 'UNIT'])
    service.clock.set(new Date(WINDOW_ENDS))
    await service.until(async () => (await acceptedBy(proposalId!))[0] === 'SILENCE')

    expect(await stateOf(service, proposalId!)).toBe('HANDLING')
    const accepted = (await service.events(c.AssignmentAccepted)).filter((one) => one.proposalId === proposalId)
    expect(accepted).toEqual([
      { proposalId, unitId: unit.traffic, by: 'UNIT', state: 'HANDLING' },
      { proposalId, unitId: unit.housing, by: 'SILENCE', state: 'HANDLING' },
    ])
  })

  test('the office takes a case back and gives it to others, or has the unit handle it', async () => {
    const { as, unit } = given
    const [proposalId] = await givenAssigned(service, given)
    await decline(proposalId!, unit.housing, as.housingLeader, unit.parks)

    expect(await stateOf(service, proposalId!)).toBe('RETURNED_BY_UNIT')
    const again = { proposalId: proposalId!, assignment: separate(given) }
    expect(await refusalOf(service.try(c.AssignProposal, again, { as: as.supervision }))).toBe(
      'assignment.decline_open',
    )
    await answer(proposalId!, unit.housing, 'UPHELD')
    service.clock.set(later(5))
    await service.send(c.AssignProposal, again, { as: as.supervision })
    expect(await stateOf(service, proposalId!)).toBe('ASSIGNED')
    // The window begins anew; the reply is owed from the first assignment.
    const [first] = await unitsOf(service, proposalId!)
    expect(first!.window_due?.toISOString()).not.toBe(WINDOW_ENDS)
    expect(first!.reply_due?.toISOString()).toBe('2022-12-28T16:00:00.000Z')

    await decline(proposalId!, unit.housing, as.housingLeader)
    expect(await answerRefusal(proposalId!, unit.housing, 'REJECTED', unit.parks)).toBe('assignment.replacement_unfit')
    await answer(proposalId!, unit.housing, 'REJECTED')
    expect(await answerRefusal(proposalId!, unit.housing, 'REJECTED')).toBe('assignment.not_declined')
    expect(await stateOf(service, proposalId!)).toBe('HANDLING')
    expect(await acceptedBy(proposalId!)).toEqual(['OFFICE', null])
    expect(await declineRefusal(proposalId!, unit.housing, as.housingLeader)).toBe('assignment.answered')
  })

  test('one of several units that returns its part does not stop the others', async () => {
    const { as, unit } = given
    const [proposalId] = await givenAssigned(service, given, { assignment: leadAndThree(given) })
    await service.send(c.AcceptAssignment, { proposalId: proposalId!, unitId: unit.housing }, { as: as.housing })
    await decline(proposalId!, unit.parks, as.parksLeader, unit.water)

    expect(await stateOf(service, proposalId!)).toBe('HANDLING')
    expect(await answerRefusal(proposalId!, unit.parks, 'UPHELD', unit.water)).toBe('assignment.unit_twice')
    await answer(proposalId!, unit.parks, 'UPHELD')
    expect((await unitsOf(service, proposalId!)).map(({ unit_id }) => unit_id)).not.toContain(unit.parks)
    expect(await stateOf(service, proposalId!)).toBe('HANDLING')
  })
})

describe('提醒与催办', () => {
  test('what is owed is reminded of before and after its day, and no longer once it is done', async () => {
    const { unit } = given
    const [owing, done] = await givenHandling(service, given, {
      proposalIds: [await givenFiled(service, given), await givenFiled(service, given)],
    })
    await service.send(
      c.SendMessage,
      { proposalId: done!, unitId: unit.housing, message: '已收到提案，将于近日上门。' },
      { as: given.as.housing },
    )

    // Three days before the first contact is due, which is 2022-10-24.
    service.clock.set(new Date('2022-10-21T01:00:00.000Z'))
    const reminded = await service.until(async () => {
      const all = (await service.events(c.ProposalReminded)).filter(({ about }) => about === 'FIRST_CONTACT')
      return all.find((one) => one.proposalId === owing && one.daysLeft === 3)
    })
    service.clock.set(new Date('2022-10-25T01:00:00.000Z'))
    const overdue = await service.until(async () =>
      (await service.events(c.ProposalReminded)).find((one) => one.proposalId === owing && one.daysLeft === -1),
    )

    expect(reminded).toMatchObject({ unitId: unit.housing, due: '2022-10-24T16:00:00.000Z' })
    expect(overdue).toMatchObject({ about: 'FIRST_CONTACT', unitId: unit.housing })
    expect((await service.events(c.ProposalReminded)).filter(({ proposalId }) => proposalId === done)).toEqual([])
  })

  test('session cases that are not assigned within thirty days of the plenary are reminded of', async () => {
    const proposalId = await givenFiled(service, given)

    // The plenary closes on 2022-10-01; the thirty days end on 2022-10-31.
    service.clock.set(new Date('2022-11-01T01:00:00.000Z'))
    const reminded = await service.until(async () =>
      (await service.events(c.ProposalReminded)).find(
        (one) => one.proposalId === proposalId && one.about === 'ASSIGNMENT' && one.daysLeft < 0,
      ),
    )

    expect(reminded).toEqual({ proposalId, about: 'ASSIGNMENT', due: '2022-10-31T16:00:00.000Z', daysLeft: -1 })
  })

  test('an office urges a unit by a document, of what the unit does owe', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const body = {
      proposalId: proposalId!,
      unitId: unit.housing,
      documentNumber: '吴督〔2022〕12号',
      message: '请抓紧。',
    }

    await service.send(c.UrgeUnit, { ...body, about: 'REPLY' }, { as: as.supervision })
    expect(await refusalOf(service.try(c.UrgeUnit, { ...body, about: 'CO_OPINION' }, { as: as.supervision }))).toBe(
      'assignment.nothing_owed',
    )
    expect((await service.events(c.UnitUrged)).at(-1)).toEqual({
      proposalId,
      unitId: unit.housing,
      about: 'REPLY',
      documentNumber: '吴督〔2022〕12号',
      due: '2022-12-28T16:00:00.000Z',
      daysLeft: 91,
    })
  })
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(100)
})

async function givenAssignedAt(at: Date): Promise<string[]> {
  service.clock.set(at)
  return givenAssigned(service, given)
}

const decline = (proposalId: string, unitId: string, as: Committee['as']['water'], proposedUnitId = given.unit.parks) =>
  service.send(c.DeclineAssignment, { proposalId, unitId, reason: '不属于本单位职责。', proposedUnitId }, { as })

const declineRefusal = (proposalId: string, unitId: string, as: Committee['as']['water']) =>
  refusalOf(
    service.try(
      c.DeclineAssignment,
      { proposalId, unitId, reason: '不属于本单位职责。', proposedUnitId: given.unit.parks },
      { as },
    ),
  )

const answering = (proposalId: string, unitId: string, verdict: c.DeclineAnswer, replacementUnitId?: string) => ({
  proposalId,
  unitId,
  answer: verdict,
  reason: '经研究。',
  ...(replacementUnitId && { replacementUnitId }),
})
const answer = (...asked: Parameters<typeof answering>) =>
  service.send(c.AnswerDecline, answering(...asked), { as: given.as.supervision })
const answerRefusal = (...asked: Parameters<typeof answering>) =>
  refusalOf(service.try(c.AnswerDecline, answering(...asked), { as: given.as.supervision }))

const acceptedBy = async (proposalId: string) =>
  (await unitsOf(service, proposalId)).map(({ accepted_by }) => accepted_by)

/** The jobs have looked at the clock: a case that is due by it has been taken. */
async function untilJobsRan(): Promise<void> {
  const { db, clock } = service.running.runtime
  await service.until(async () => {
    const due = await db.selectFrom('scheduled_job').select('id').where('due_at', '<=', clock.now()).executeTakeFirst()
    return due === undefined
  })
}
