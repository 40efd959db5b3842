import { type CommandDefinition, consultations as c, events } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day } from './plan-given.ts'
import { type Committee, file, givenCommittee, givenItem } from './session-given.ts'
import { type Dice, diceOf } from './world.ts'

const SEED = 20_220_310
const DAY = 86_400_000
const EVENTS = /^consultations\.(session|commitment|research|outcome|suggestion)-|^consultations\.item-moved$/

/** A way from the schedule to the end of tracking, on which every move may fall anywhere. */
const SPINE = `
  schedule schedule invite invite invite addMaterial addMaterial formGroup notify moveMaterial moveMaterial
  research research research research research research askLeave notify answerLeave research research
  research openCheckIn checkIn checkIn attend takeUp lineUp lineUp giveFloor giveFloor takeOff adjourn ask ask answer
  speak lineUp hold hold promise promise
  writeMinutes circulate answerMinutes answerMinutes approveMinutes correctMinutes changePromise
  reportPromise judgePromise reportPromise judgePromise draftOutcome changeDraft changeDraft changeDraft
  draftOutcome approveOutcome submitOutcome assign assign instruct instruct answerSuggestion
  answerSuggestion answerSuggestion implement implement track closeOutcome`
  .trim()
  .split(/\s+/)

test(
  'after any history of sessions and outcomes, replaying the events into empty tables gives the same tables',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(consultations)
    const given = await givenCommittee(service)
    const refused: Record<string, number> = {}
    const history = { service, given, refused }

    const move = fc.record({ name: fc.constantFrom(...Object.keys(moves)), seed: fc.nat() })
    const between = fc.array(fc.array(move, { maxLength: 5 }), { minLength: SPINE.length, maxLength: SPINE.length })
    await fc.assert(
      fc.asyncProperty(fc.noBias(between), fc.noBias(fc.nat()), async (steps, seed) => {
        await givenItem(service, given)
        await givenItem(service, given, '老旧小区停车管理')
        for (const [index, name] of SPINE.entries()) {
          await moves[name]!(history, diceOf(seed + index * 7919))
          for (const step of steps[index]!) await moves[step.name]!(history, diceOf(step.seed))
        }
      }),
      { seed: SEED, numRuns: 5, endOnFailure: true },
    )
    // The histories go everywhere: more of them come until each kind of event has come up.
    for (let more = 0; more < 12 && (await missing(service)).length > 0; more += 1) {
      await givenItem(service, given)
      for (const [index, name] of SPINE.entries())
        await moves[name]!(history, diceOf(SEED + more * 104_729 + index * 7919))
    }
    const { replayed, differences } = await replayEquality(service, consultations)

    expect(differences).toEqual([])
    expect(await missing(service)).toEqual([])
    expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50)
    expect(replayed.events).toBeGreaterThan(300)
  },
)

/** The events about sessions and what becomes of them that have not come up yet. */
async function missing(service: TestService): Promise<string[]> {
  const rows = await service.running.runtime.db.selectFrom('event').select('type').distinct().execute()
  const seen = new Set(rows.map(({ type }) => type))
  return events.map(({ type }) => type).filter((type) => EVENTS.test(type) && !seen.has(type))
}

interface History {
  service: TestService
  given: Committee
  refused: Record<string, number>
}

/** Sends a command, whatever it is answered: a refusal is part of a history, a fault is not. */
async function send({ service, refused }: History, command: CommandDefinition, body: unknown, as: TestAccount) {
  const { status, body: answer } = await service.try(command, body, { as })
  if (status >= 500) throw new Error(`${command.type} broke: ${JSON.stringify(answer)}`)
  if (status >= 400) refused[answer.code] = (refused[answer.code] ?? 0) + 1
}

/** A row of a table, mostly the newest and one in these states; ids grow with time, so that dice decide which row it is. */
async function pick(
  { service }: History,
  dice: Dice,
  table: 'plan_item' | 'session' | 'commitment' | 'research' | 'outcome',
  states: readonly string[] = [],
) {
  let rows = (service.running.runtime.db as any).selectFrom(table).selectAll().orderBy('id')
  if (states.length > 0 && dice.number(10) > 0) rows = rows.where('state', 'in', states)
  const found = (await rows.execute()) as any[]
  return dice.number(4) > 0 ? found.at(-1) : dice.pick(found)
}

const rowsOf = (history: History, table: string, column: string, id: string): Promise<any[]> =>
  (history.service.running.runtime.db as any)
    .selectFrom(table)
    .selectAll()
    .where(column, '=', id)
    .orderBy('id')
    .execute()

const reason = '情况有变化。'

/** When and where: some weeks ahead, at times too near for a timely notice. */
const somewhen = ({ service }: History, dice: Dice) => {
  const startsAt = new Date(service.clock.now().getTime() + (1 + dice.number(40)) * DAY)
  const endsAt = new Date(startsAt.getTime() + 7_200_000)
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), place: '区政协三楼会议室' }
}

type SessionMove = (history: History, dice: Dice, sessionId: string) => Promise<unknown>

const onSession =
  (states: readonly string[], move: SessionMove) =>
  async (history: History, dice: Dice): Promise<unknown> => {
    const session = await pick(history, dice, 'session', states)
    return session && move(history, dice, session.id)
  }

const somebody = ({ id }: Committee, dice: Dice) => dice.pick(Object.values(id))!
const someUnit = ({ unit }: Committee, dice: Dice) => dice.pick([unit.water, unit.office])!
const handlerOf = ({ as, unit }: Committee, unitId: string | null) => (unitId === unit.office ? as.lands : as.water)
const memberAs = ({ as }: Committee, dice: Dice) => dice.pick([as.member, as.otherMember, as.third, as.leader])!

const suggestionOf = async (history: History, dice: Dice, states: readonly string[]) => {
  const outcome = await pick(history, dice, 'outcome', states)
  if (!outcome) return undefined
  return dice.pick(await rowsOf(history, 'outcome_suggestion', 'outcome_id', outcome.id))
}

const moves: Record<string, (history: History, dice: Dice) => Promise<unknown>> = {
  passTime: async ({ service }, dice) => service.clock.advance((1 + dice.number(12)) * DAY),
  schedule: async (history, dice) => {
    const item = await pick(history, dice, 'plan_item', ['PLAN_ADOPTED', 'SCHEDULED', 'RESEARCHING', 'SESSION_HELD'])
    if (!item) return
    const { as, id } = history.given
    const about = {
      itemId: item.id,
      title: '专题协商会',
      chairMemberId: id.chair,
      agenda: ['发言'],
      lateReason: reason,
    }
    await send(history, c.ScheduleSession, { ...about, ...somewhen(history, dice) }, as.consultation)
  },
  reschedule: onSession(['POSTPONED', 'ADJOURNED'], (history, dice, sessionId) =>
    send(
      history,
      c.RescheduleSession,
      { sessionId, ...somewhen(history, dice), reason, lateReason: reason },
      history.given.as.consultation,
    ),
  ),
  postpone: onSession(['SCHEDULED', 'NOTIFIED'], (history, dice, sessionId) =>
    dice.number(3) > 0
      ? Promise.resolve()
      : send(history, c.PostponeSession, { sessionId, reason }, history.given.as.consultation),
  ),
  cancel: onSession(['SCHEDULED', 'POSTPONED'], (history, dice, sessionId) =>
    dice.number(3) > 0
      ? Promise.resolve()
      : send(history, c.CancelSession, { sessionId, reason }, history.given.as.consultation),
  ),
  invite: onSession(['SCHEDULED', 'NOTIFIED'], (history, dice, sessionId) => {
    const members = [{ memberId: somebody(history.given, dice), capacity: dice.pick(['ATTENDEE', 'OBSERVER']) }]
    const body = { sessionId, members, unitIds: [someUnit(history.given, dice)] }
    return send(history, c.InviteParticipants, body, history.given.as.consultation)
  }),
  uninvite: onSession(['SCHEDULED', 'NOTIFIED'], (history, dice, sessionId) => {
    const body = { sessionId, participantIds: [somebody(history.given, dice)], reason }
    return send(history, c.WithdrawInvitation, body, history.given.as.consultation)
  }),
  notify: onSession(['SCHEDULED'], async (history, dice, sessionId) => {
    await send(history, c.SendNotice, { sessionId, lateReason: reason }, history.given.as.consultation)
    // While there is time: soon the session is over.
    const { as } = history.given
    for (const member of [as.leader, as.member]) {
      await send(history, c.RequestLeave, { sessionId, reason: '因公出差' }, member)
    }
    if (dice.number(2) > 0) await moves['answerLeave']!(history, dice)
  }),
  askLeave: onSession(['NOTIFIED'], (history, dice, sessionId) =>
    send(history, c.RequestLeave, { sessionId, reason: '因公出差' }, memberAs(history.given, dice)),
  ),
  answerLeave: async (history, dice) => {
    const { db } = history.service.running.runtime
    const asked = await db
      .selectFrom('session_participant')
      .innerJoin('session', 'session.id', 'session_id')
      .select(['session_id', 'participant_id'])
      .where('leave_state', '=', 'REQUESTED')
      .where('state', 'in', ['NOTIFIED', 'ADJOURNED'])
      .orderBy('session_id')
      .orderBy('participant_id')
      .execute()
    for (const { session_id: sessionId, participant_id: memberId } of asked) {
      const body = { sessionId, memberId, granted: dice.number(2) === 0, reason }
      await send(history, c.AnswerLeave, body, history.given.as.consultation)
    }
  },
  openCheckIn: onSession(['NOTIFIED', 'ADJOURNED'], (history, _dice, sessionId) =>
    send(history, c.OpenCheckIn, { sessionId }, history.given.as.consultation),
  ),
  checkIn: onSession(['NOTIFIED', 'ADJOURNED'], async (history, dice, sessionId) => {
    const { db } = history.service.running.runtime
    const { check_in_code: code } = await db
      .selectFrom('session')
      .select('check_in_code')
      .where('id', '=', sessionId)
      .executeTakeFirstOrThrow()
    await send(history, c.CheckIn, { sessionId, code: code ?? 'none' }, memberAs(history.given, dice))
  }),
  attend: onSession(['NOTIFIED', 'ADJOURNED'], (history, dice, sessionId) => {
    const { id } = history.given
    const participantId = dice.pick([id.chair, id.chair, id.member, someUnit(history.given, dice)])
    const attendance = dice.pick(['PRESENT', 'LATE', 'LEFT_EARLY', 'ABSENT'])
    return send(
      history,
      c.RecordAttendance,
      { sessionId, entries: [{ participantId, attendance }] },
      history.given.as.consultation,
    )
  }),
  addMaterial: onSession(['SCHEDULED', 'NOTIFIED'], (history, dice, sessionId) => {
    const { as } = history.given
    return send(
      history,
      c.AddMaterial,
      { sessionId, title: '情况通报', file: file() },
      dice.pick([as.consultation, as.water])!,
    )
  }),
  moveMaterial: onSession(['SCHEDULED', 'NOTIFIED'], async (history, dice, sessionId) => {
    const material = dice.pick(await rowsOf(history, 'session_material', 'session_id', sessionId))
    if (!material) return
    const { as } = history.given
    const body = { sessionId, materialId: material.id }
    if (dice.number(2) > 0) await send(history, c.ReleaseMaterial, body, as.chair)
    else await send(history, c.WithdrawMaterial, { ...body, reason }, as.consultation)
  }),
  ask: onSession(['NOTIFIED', 'HELD'], (history, dice, sessionId) => {
    const as = dice.pick([history.given.as.consultation, memberAs(history.given, dice)])!
    const unitId = someUnit(history.given, dice)
    return send(history, c.RaiseQuestion, { sessionId, unitId, question: '何时达标？' }, as)
  }),
  answer: onSession(['NOTIFIED', 'HELD'], async (history, dice, sessionId) => {
    const question = dice.pick(await rowsOf(history, 'session_question', 'session_id', sessionId))
    if (!question) return
    const body = { sessionId, questionId: question.id, answer: '年底前。' }
    await send(history, c.AnswerQuestion, body, handlerOf(history.given, question.unit_id))
  }),
  speak: onSession(['NOTIFIED', 'HELD'], (history, dice, sessionId) => {
    const mode = dice.pick(['STAGE', 'WRITTEN', 'FLOOR'])
    const body = { sessionId, speakerId: history.given.id.chair, mode, title: '发言', text: '全文' }
    return send(history, c.RecordSpeech, body, history.given.as.consultation)
  }),
  takeUp: onSession(['NOTIFIED'], (history, dice, sessionId) =>
    send(history, c.TakeUpAgendaItem, { sessionId, number: 1 + dice.number(3) }, history.given.as.consultation),
  ),
  lineUp: onSession(['NOTIFIED', 'ADJOURNED'], (history, dice, sessionId) => {
    const { id, as } = history.given
    const body = { sessionId, speakerId: dice.pick([id.chair, id.member]), title: '即席发言', limitSeconds: 480 }
    return send(history, c.LineUpSpeaker, body, as.consultation)
  }),
  giveFloor: onSession(['NOTIFIED'], async (history, dice, sessionId) => {
    const { service, given } = history
    const [turn] = await rowsOf(history, 'session_turn', 'session_id', sessionId)
    if (!turn) return
    const [{ starts_at }] = (await rowsOf(history, 'session', 'id', sessionId)) as [{ starts_at: Date }]
    if (service.clock.now() < starts_at) service.clock.set(starts_at)
    const entries = [{ participantId: turn.speaker_id, attendance: 'PRESENT' }]
    await send(history, c.RecordAttendance, { sessionId, entries }, given.as.consultation)
    const body = { sessionId, speechId: turn.id }
    await send(history, c.StartSpeech, body, given.as.consultation)
    service.clock.advance(1000 * (1 + dice.number(600)))
    if (dice.number(3) > 0) await send(history, c.StopSpeech, body, given.as.consultation)
  }),
  takeOff: onSession(['NOTIFIED', 'ADJOURNED'], async (history, dice, sessionId) => {
    const turn = dice.pick(await rowsOf(history, 'session_turn', 'session_id', sessionId))
    const { as } = history.given
    if (turn) await send(history, c.TakeOffSpeaker, { sessionId, speechId: turn.id }, as.consultation)
  }),
  adjourn: onSession(
    ['NOTIFIED'],
    async (history, dice, sessionId) =>
      dice.number(3) > 0 || send(history, c.AdjournSession, { sessionId, reason }, history.given.as.consultation),
  ),
  hold: onSession(['NOTIFIED', 'ADJOURNED'], async (history, dice, sessionId) => {
    const { service, given } = history
    const entries = [given.id.chair, given.id.member].map((participantId) => ({ participantId, attendance: 'PRESENT' }))
    const came = entries.slice(0, 1 + dice.number(2))
    if (dice.number(4) > 0) await send(history, c.RecordAttendance, { sessionId, entries: came }, given.as.consultation)
    const [{ starts_at }] = (await rowsOf(history, 'session', 'id', sessionId)) as [{ starts_at: Date }]
    if (service.clock.now() < starts_at) service.clock.set(new Date(starts_at.getTime() + 7_200_000))
    const now = service.clock.now().getTime()
    const times = { startedAt: new Date(now - 3_600_000).toISOString(), endedAt: new Date(now - 1).toISOString() }
    await send(history, c.HoldSession, { sessionId, ...times }, given.as.chair)
  }),
  writeMinutes: onSession(['HELD'], (history, dice, sessionId) =>
    send(history, c.DraftMinutes, { sessionId, text: `纪要第${dice.number(1000)}稿` }, history.given.as.consultation),
  ),
  circulate: onSession(['HELD'], (history, _dice, sessionId) =>
    send(history, c.CirculateMinutes, { sessionId, answerBy: day(history.service, 5) }, history.given.as.consultation),
  ),
  answerMinutes: onSession(['HELD'], (history, dice, sessionId) => {
    const body = { sessionId, answer: dice.pick(['AGREED', 'AGREED', 'OBJECTED']), remark: '请补充。' }
    return send(history, c.AnswerMinutes, body, memberAs(history.given, dice))
  }),
  approveMinutes: onSession(['HELD'], (history, dice, sessionId) => {
    // Mostly after the day for answers, as not everybody answers.
    if (dice.number(4) > 0) history.service.clock.advance(6 * DAY)
    return send(history, c.ApproveMinutes, { sessionId }, history.given.as.chair)
  }),
  correctMinutes: onSession(['HELD'], (history, dice, sessionId) => {
    const body = { sessionId, text: `更正${dice.number(1000)}`, reason }
    return send(history, c.CorrectMinutes, body, history.given.as.consultation)
  }),
  remindOfSession: onSession(['SCHEDULED', 'HELD'], (history, dice, sessionId) => {
    const body = { sessionId, about: dice.pick(['NOTICE', 'MATERIAL', 'MINUTES']) }
    return send(history, c.RemindOfSession, body, history.given.as.consultation)
  }),

  promise: onSession(['HELD'], (history, dice, sessionId) => {
    const body = {
      sessionId,
      unitId: someUnit(history.given, dice),
      promise: '排口整治',
      dueOn: day(history.service, 9),
    }
    return send(history, c.MakeCommitment, body, history.given.as.consultation)
  }),
  reportPromise: async (history, dice) => {
    const promise = await pick(history, dice, 'commitment', ['OPEN', 'IN_PROGRESS'])
    if (!promise) return
    const body = { commitmentId: promise.id, progress: '进行中', done: dice.number(3) > 0 }
    await send(history, c.ReportCommitment, body, handlerOf(history.given, promise.unit_id))
  },
  judgePromise: async (history, dice) => {
    const promise = await pick(history, dice, 'commitment', ['REPORTED_DONE'])
    if (!promise) return
    const body = { commitmentId: promise.id }
    const { as } = history.given
    if (dice.number(3) === 0) await send(history, c.ReturnCommitment, { ...body, reason }, as.consultation)
    else await send(history, c.CloseCommitment, { ...body, result: '已核实' }, as.consultation)
  },
  changePromise: async (history, dice) => {
    const promise = await pick(history, dice, 'commitment', ['OPEN', 'IN_PROGRESS'])
    if (!promise) return
    const body = { commitmentId: promise.id }
    const { as } = history.given
    await send(history, c.RemindOfCommitment, body, as.supervision)
    if (dice.number(3) === 0) await send(history, c.WithdrawCommitment, { ...body, reason }, as.consultation)
    else await send(history, c.ExtendCommitment, { ...body, dueOn: day(history.service, 99), reason }, as.consultation)
  },

  formGroup: async (history, dice) => {
    const item = await pick(history, dice, 'plan_item', ['SCHEDULED', 'RESEARCHING'])
    if (!item) return
    const { as, id } = history.given
    const body = {
      itemId: item.id,
      title: '调研组',
      leaderId: id.chair,
      secretaryId: id.secretary,
      memberIds: [id.member],
    }
    await send(history, c.FormResearchGroup, body, as.consultation)
  },
  research: async (history, dice) => {
    const group = await pick(history, dice, 'research', ['FORMED', 'REPORTED'])
    if (!group) return
    const { as, id, unit } = history.given
    const researchId = group.id
    const now = history.service.clock.now().toISOString()
    const visits = await rowsOf(history, 'research_visit', 'research_id', researchId)
    const visit = dice.pick(visits.filter(({ state }) => state === 'PLANNED'))
    const people = {
      leaderId: id.chair,
      secretaryId: id.secretary,
      memberIds: dice.pick([[id.member], [id.other, id.member]]),
    }
    const plan = { researchId, place: '太浦河', purpose: '察看', startsAt: now, unitIds: [unit.water] }
    switch (dice.number(8)) {
      case 0:
        return send(history, c.ChangeResearchGroup, { researchId, ...people, reason }, as.consultation)
      case 1:
        return send(history, c.DeclareConflict, { researchId, memberId: id.member, note: '有关联' }, as.member)
      case 2:
        if (visit) return send(history, c.CancelVisit, { researchId, visitId: visit.id, reason }, as.leader)
        return send(history, c.PlanVisit, plan, as.leader)
      case 3:
      case 4: {
        if (!visit) return send(history, c.PlanVisit, plan, as.secretary)
        const held = {
          researchId,
          visitId: visit.id,
          heldAt: now,
          memberIds: [id.member],
          notes: '所见',
          files: [file()],
        }
        return send(history, c.ReportVisit, held, as.leader)
      }
      case 5:
        return send(
          history,
          c.SubmitResearchReport,
          { researchId, title: '报告', summary: '三点', file: file() },
          as.leader,
        )
      case 6:
        return send(history, c.CompleteResearch, { researchId }, as.secretary)
      default:
        return dice.number(2) && send(history, c.DissolveResearchGroup, { researchId, reason }, as.consultation)
    }
  },

  draftOutcome: async (history, dice) => {
    const item = await pick(history, dice, 'plan_item', ['SESSION_HELD', 'OUTCOME_DRAFTED', 'SUBMITTED'])
    if (!item) return
    const { as, unit } = history.given
    const suggestions = [{ text: '联合巡查' }, { text: '统一标准', unitId: unit.water }]
    await send(
      history,
      c.DraftOutcome,
      { itemId: item.id, kind: 'SPECIAL_REPORT', title: '专报', suggestions },
      as.consultation,
    )
  },
  changeDraft: async (history, dice) => {
    const outcome = await pick(history, dice, 'outcome', ['DRAFTED'])
    if (!outcome) return
    const { as, unit } = history.given
    const body = { outcomeId: outcome.id }
    const suggestions = [{ text: '联合巡查机制', unitId: unit.office }]
    switch (dice.number(4)) {
      case 0:
        return send(history, c.ReturnOutcome, { ...body, reason }, as.chair)
      case 1:
        return send(history, c.WithdrawOutcome, { ...body, reason }, as.consultation)
      default:
        return send(history, c.ReviseOutcome, { ...body, title: '专报（修改稿）', suggestions }, as.consultation)
    }
  },
  approveOutcome: async (history, dice) => {
    const outcome = await pick(history, dice, 'outcome', ['DRAFTED'])
    if (!outcome) return
    const meeting = { meeting: 'CHAIRPERSONS_MEETING', meetingName: '主席会议', meetingOn: day(history.service) }
    await send(history, c.ApproveOutcome, { outcomeId: outcome.id, ...meeting }, history.given.as.chair)
  },
  submitOutcome: async (history, dice) => {
    const outcome = await pick(history, dice, 'outcome', ['APPROVED'])
    if (!outcome) return
    const body = { recipients: ['GOVERNMENT'], documentNumber: '3号', submittedOn: day(history.service) }
    await send(history, c.SubmitOutcome, { outcomeId: outcome.id, ...body }, history.given.as.office)
  },
  assign: async (history, dice) => {
    const suggestion = await suggestionOf(history, dice, ['SUBMITTED', 'INSTRUCTED'])
    if (!suggestion) return
    const { id: suggestionId, outcome_id: outcomeId } = suggestion
    const { as } = history.given
    await send(
      history,
      c.AssignSuggestion,
      { outcomeId, suggestionId, unitId: someUnit(history.given, dice) },
      as.supervision,
    )
    await send(history, c.RemindOfSuggestion, { outcomeId, suggestionId }, as.supervision)
  },
  instruct: async (history, dice) => {
    const outcome = await pick(history, dice, 'outcome', ['SUBMITTED', 'INSTRUCTED', 'ANSWERED'])
    if (!outcome) return
    const { as } = history.given
    const outcomeId = outcome.id
    const words = { leaderPost: '区长', text: '请研究。' }
    const [before] = await rowsOf(history, 'outcome_instruction', 'outcome_id', outcomeId)
    if (before)
      await send(history, c.CorrectInstruction, { outcomeId, instructionId: before.id, ...words, reason }, as.chair)
    else await send(history, c.RecordInstruction, { outcomeId, instructedOn: day(history.service), ...words }, as.chair)
  },
  answerSuggestion: async (history, dice) => {
    const suggestion = await suggestionOf(history, dice, ['SUBMITTED', 'INSTRUCTED'])
    if (!suggestion) return
    const { id: suggestionId, outcome_id: outcomeId, unit_id } = suggestion
    const adoption = dice.pick(['ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED'])
    const body = { outcomeId, suggestionId, adoption, answer: '已研究', reasons: '条件不具备' }
    await send(history, c.AnswerSuggestion, body, handlerOf(history.given, unit_id))
  },
  implement: async (history, dice) => {
    const suggestion = await suggestionOf(history, dice, ['INSTRUCTED', 'ANSWERED'])
    if (!suggestion) return
    const { id: suggestionId, outcome_id: outcomeId, unit_id } = suggestion
    const body = { outcomeId, suggestionId, progress: '已落实', done: dice.number(4) > 0 }
    await send(history, c.ReportImplementation, body, handlerOf(history.given, unit_id))
  },
  track: async (history, dice) => {
    const outcome = await pick(history, dice, 'outcome', ['ANSWERED', 'IMPLEMENTED'])
    if (!outcome) return
    const body = { summary: '已落实', reportedTo: ['PARTY_COMMITTEE'], reportedOn: day(history.service) }
    await send(history, c.TrackOutcome, { outcomeId: outcome.id, ...body }, history.given.as.consultation)
  },
  closeOutcome: async (history, dice) => {
    const outcome = await pick(history, dice, 'outcome', ['TRACKED'])
    if (!outcome) return
    const { as } = history.given
    // An open promise of the item would hold the outcome back; now and then one does.
    const promises = dice.number(4) > 0 ? await rowsOf(history, 'commitment', 'item_id', outcome.item_id) : []
    for (const { id: commitmentId, state } of promises) {
      if (state === 'CLOSED' || state === 'WITHDRAWN') continue
      await send(history, c.WithdrawCommitment, { commitmentId, reason }, as.consultation)
    }
    await send(history, c.CloseOutcome, { outcomeId: outcome.id }, as.consultation)
  },
}
