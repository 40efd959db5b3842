import { consultations as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day, idIn } from './plan-given.ts'
import {
  type Committee,
  file,
  givenCommittee,
  givenHeld,
  givenItem,
  givenSession,
  hold,
  duringSession,
  itemState,
} from './session-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('an item goes through every state from its adoption to its closing', async () => {
  const { as, id, unit } = given
  const itemId = await givenItem(service, given)
  const states = [await itemState(service, itemId)]
  const note = async () => states.push(await itemState(service, itemId))

  const sessionId = await givenSession(service, given, itemId)
  await note()
  const group = { leaderId: id.chair, secretaryId: id.secretary, memberIds: [id.member] }
  await service.send(c.FormResearchGroup, { itemId, title: '水体共治调研组', ...group }, { as: as.consultation })
  await note()
  const invited = { sessionId, members: [{ memberId: id.member }], unitIds: [unit.water] }
  await service.send(c.InviteParticipants, invited, { as: as.consultation })
  await service.send(c.SendNotice, { sessionId }, { as: as.consultation })
  await duringSession(service, sessionId)
  const entries = [{ participantId: id.member, attendance: 'PRESENT' as const }]
  await service.send(c.RecordAttendance, { sessionId, entries }, { as: as.consultation })
  await hold(service, given, sessionId)
  await note()

  const draft = await service.send(
    c.DraftOutcome,
    {
      itemId,
      sessionId,
      kind: 'RECOMMENDATION',
      title: '关于水体联保共治的建议案',
      file: file('建议案'),
      suggestions: [{ text: '建立跨界河湖联合巡查。', unitId: unit.water }, { text: '统一水质监测标准。' }],
    },
    { as: as.consultation },
  )
  const outcomeId = idIn(draft)
  const [first, second] = (draft.events[0]!.data as { suggestions: { suggestionId: string }[] }).suggestions.map(
    ({ suggestionId }) => suggestionId,
  )
  await note()
  const today = day(service)
  await service.send(
    c.ApproveOutcome,
    { outcomeId, meeting: 'CHAIRPERSONS_MEETING', meetingName: '第八次主席会议', meetingOn: today },
    { as: as.chair },
  )
  await note()
  await service.send(
    c.SubmitOutcome,
    {
      outcomeId,
      recipients: ['PARTY_COMMITTEE', 'GOVERNMENT'],
      documentNumber: '吴政协党组〔2022〕3号',
      submittedOn: today,
    },
    { as: as.office },
  )
  await note()
  await service.send(
    c.AssignSuggestion,
    { outcomeId, suggestionId: second!, unitId: unit.office },
    { as: as.supervision },
  )
  await service.send(
    c.RecordInstruction,
    { outcomeId, instructedOn: today, leaderPost: '区长', text: '请水务局认真研究吸纳。' },
    { as: as.chair },
  )
  await note()
  const answer = { outcomeId, answer: '已研究。', files: [] }
  await service.send(c.AnswerSuggestion, { ...answer, suggestionId: first!, adoption: 'ADOPTED' }, { as: as.water })
  await service.send(
    c.AnswerSuggestion,
    { ...answer, suggestionId: second!, adoption: 'PARTLY_ADOPTED', reasons: '监测标准须报上级统一。' },
    { as: as.lands },
  )
  await note()
  const done = { outcomeId, progress: '已完成。', done: true }
  await service.send(c.ReportImplementation, { ...done, suggestionId: first! }, { as: as.water })
  await service.send(c.ReportImplementation, { ...done, suggestionId: second! }, { as: as.lands })
  await note()
  await service.send(
    c.TrackOutcome,
    { outcomeId, summary: '两条建议均已落实。', reportedTo: ['PARTY_COMMITTEE'], reportedOn: today },
    { as: as.consultation },
  )
  await note()
  await service.send(c.CloseOutcome, { outcomeId }, { as: as.consultation })
  await note()

  expect(states).toEqual([
    'PLAN_ADOPTED',
    'SCHEDULED',
    'RESEARCHING',
    'SESSION_HELD',
    'OUTCOME_DRAFTED',
    'OUTCOME_APPROVED',
    'SUBMITTED',
    'INSTRUCTED',
    'PARTLY_ADOPTED',
    'IMPLEMENTED',
    'TRACKED',
    'CLOSED',
  ])
})

/** An outcome with one suggestion for the water bureau and one that is still to be assigned, submitted today. */
async function givenSubmitted(itemId: string) {
  const { as, unit } = given
  await givenHeld(service, given, itemId)
  const suggestions = [{ text: '建立跨界河湖联合巡查。', unitId: unit.water }, { text: '统一水质监测标准。' }]
  const draft = { itemId, kind: 'SPECIAL_REPORT' as const, title: '关于老旧小区停车管理的专报', suggestions }
  const drafted = await service.send(c.DraftOutcome, draft, { as: as.consultation })
  const outcomeId = idIn(drafted)
  const ids = (drafted.events[0]!.data as { suggestions: { suggestionId: string }[] }).suggestions
  const today = day(service)
  const meeting = { meeting: 'STANDING_COMMITTEE' as const, meetingName: '第三次常委会议', meetingOn: today }
  await service.send(c.ApproveOutcome, { outcomeId, ...meeting }, { as: as.chair })
  const submission = {
    recipients: ['GOVERNMENT' as const],
    documentNumber: '吴政协党组〔2022〕5号',
    submittedOn: today,
  }
  await service.send(c.SubmitOutcome, { outcomeId, ...submission }, { as: as.office })
  return { outcomeId, suggestionIds: ids.map(({ suggestionId }) => suggestionId) as [string, string] }
}

const refusalOf = async (reply: Promise<{ status: number; body: { code: string } }>) => (await reply).body.code

test('the words of an instruction are for the chair, the office, the supervising offices and the units it is about', async () => {
  const { as } = given
  const { outcomeId } = await givenSubmitted(await givenItem(service, given))
  const instruction = { outcomeId, instructedOn: day(service), leaderPost: '区委书记', text: 'SECRET-words' }
  const recorded = await service.send(c.RecordInstruction, instruction, { as: as.chair })
  const { instructionId } = recorded.events[0]!.data as { instructionId: string }
  const corrected = { outcomeId, instructionId, leaderPost: '区长', text: 'SECRET-corrected', reason: '登记有误' }
  await service.send(c.CorrectInstruction, corrected, { as: as.chair })
  const written = await service.ask(c.OutcomeById, { outcomeId }, { as: as.chair })
  const read = async (who: (typeof as)[keyof typeof as]) => {
    const { status, body } = await service.tryAsk(c.OutcomeInstructions, { outcomeId }, { as: who })
    if (status === 200) expect(body.version).toBe(written.version)
    return status === 200 ? body.items[0].text : body.code
  }

  for (const who of [as.chair, as.office, as.water, as.supervision]) expect(await read(who)).toBe('SECRET-corrected')
  expect(await read(as.lands)).toBe('common.not_found')
  for (const who of [as.consultation, as.member, as.partner, as.analyst]) expect(await read(who)).toBe('auth.forbidden')
  const outcome = await service.ask(c.OutcomeById, { outcomeId }, { as: as.member })
  expect(outcome).toMatchObject({ instructedOn: instruction.instructedOn, state: 'INSTRUCTED' })
  const { db } = service.running.runtime
  const events = await db
    .selectFrom('event')
    .select('payload')
    .where('aggregate', '=', `outcome/${outcomeId}`)
    .execute()
  expect(events.map(({ payload }) => payload.toString('utf8')).join()).not.toMatch(/SECRET|区委书记|区长/)
  const audits = await db.selectFrom('audit').selectAll().where('subject', '=', `outcome/${outcomeId}`).execute()
  expect(audits.filter(({ action }) => action === 'consultations.instruction-read').map(({ actor }) => actor)).toEqual(
    [as.chair, as.office, as.water, as.supervision].map(({ id }) => id),
  )
  expect(JSON.stringify(audits)).not.toMatch(/SECRET/)
})

test('a unit sees and does what is its own, with the day by which it must answer and why', async () => {
  const { as, unit } = given
  const itemId = await givenItem(service, given)
  const { outcomeId, suggestionIds } = await givenSubmitted(itemId)
  const [first, second] = suggestionIds
  const mine = () => service.ask(c.MyTasks, { kind: 'ANSWER_SUGGESTION', limit: 100 }, { as: as.lands })

  expect((await service.tryAsk(c.OutcomeById, { outcomeId }, { as: as.lands })).status).toBe(404)
  await service.send(
    c.AssignSuggestion,
    { outcomeId, suggestionId: second, unitId: unit.office },
    { as: as.supervision },
  )
  const seen = await service.ask(c.OutcomeById, { outcomeId }, { as: as.lands })
  expect(seen.suggestionList).toMatchObject([{ suggestionId: second, light: 'green' }])
  expect(seen.suggestionList[0]!.deadline!.steps.at(-1)!.zh).toContain('截止')
  expect((await mine()).items.map(({ id }) => id)).toContain(second)
  const answer = { outcomeId, adoption: 'ADOPTED' as const, answer: '采纳。' }
  expect(await refusalOf(service.try(c.AnswerSuggestion, { ...answer, suggestionId: first }, { as: as.lands }))).toBe(
    'common.not_found',
  )
  await service.send(c.AnswerSuggestion, { ...answer, suggestionId: second }, { as: as.lands })
  expect((await mine()).items.map(({ id }) => id)).not.toContain(second)
  const todo = await service.ask(c.MyTasks, { kind: 'IMPLEMENT_SUGGESTION', limit: 100 }, { as: as.lands })
  expect(todo.items).toMatchObject([{ id: second, parentId: outcomeId, itemId }])
})

test('the list of outcomes finds inner words, filters by unit and state, and shows what is overdue', async () => {
  const { as, unit } = given
  const itemId = await givenItem(service, given)
  const { outcomeId } = await givenSubmitted(itemId)
  const ask = (params: object) => service.ask(c.Outcomes, { itemId, ...params }, { as: as.consultation })

  expect((await ask({ text: '停车' })).items).toMatchObject([{ outcomeId, suggestions: 2, answered: 0, overdue: 0 }])
  expect((await ask({ text: '联合巡查', unitId: unit.water, state: ['SUBMITTED', 'CLOSED'] })).total).toBe(1)
  expect((await ask({ unitId: unit.office })).total).toBe(0)
  expect((await ask({ kind: 'MINUTES' })).total).toBe(0)
  expect((await ask({ overdue: 'true' })).total).toBe(0)
  service.clock.advance(130 * 86_400_000)
  expect((await ask({ overdue: 'true' })).items).toMatchObject([{ outcomeId, overdue: 1 }])
})

test('lists count every state whichever is shown, and what units made of the suggestions', async () => {
  const { as, unit } = given
  const itemId = await givenItem(service, given)
  const { outcomeId, suggestionIds } = await givenSubmitted(itemId)
  const { sessionId } = (await service.ask(c.Sessions, { itemId }, { as: as.consultation })).items[0]!
  for (const [days, promise] of [
    [5, '月内公开台账'],
    [90, '年底前完成排口整治'],
  ] as const) {
    const body = { sessionId, unitId: unit.water, promise, dueOn: day(service, days) }
    await service.send(c.MakeCommitment, body, { as: as.consultation })
  }
  const answer = { outcomeId, suggestionId: suggestionIds[0], adoption: 'ADOPTED' as const, answer: '已采纳。' }
  await service.send(c.AnswerSuggestion, answer, { as: as.water })

  const outcomes = (params: object, who = as.consultation) =>
    service.ask(c.Outcomes, { itemId, ...params }, { as: who })
  const shown = await outcomes({ state: 'CLOSED' })
  expect(shown).toMatchObject({ total: 0, counts: [{ state: 'SUBMITTED', count: 1 }] })
  expect(shown.figures).toMatchObject({ suggestions: 2, answered: 1, adopted: 1, notAdopted: 0, overdue: 0 })
  expect((await outcomes({}, as.water)).figures).toMatchObject({ suggestions: 1, answered: 1 })
  expect((await outcomes({ kind: 'MINUTES' })).counts).toEqual([])

  service.clock.advance(10 * 86_400_000)
  const promises = (params: object) => service.ask(c.Commitments, { itemId, ...params }, { as: as.consultation })
  expect(await promises({ state: 'CLOSED' })).toMatchObject({
    total: 0,
    counts: [{ state: 'OPEN', count: 2 }],
    overdue: 1,
  })
  expect(await promises({ overdue: 'true' })).toMatchObject({ total: 1, counts: [{ state: 'OPEN', count: 1 }] })
  expect((await promises({ dueWithinDays: '30' })).total).toBe(0)
})

test('of a search that fits more outcomes than are counted, those of one state are still told exactly', async () => {
  const { as } = given
  const itemId = await givenItem(service, given)
  const { outcomeId } = await givenSubmitted(itemId)
  const ask = (params: object) => service.ask(c.Outcomes, { itemId, limit: 2, ...params }, { as: as.consultation })
  const { title } = (await ask({})).items[0]!
  await service.running.runtime.pool.query(
    `insert into outcome (id, item_id, kind, title, state, drafted_at, search)
     select gen_random_uuid(), item_id, kind, title, 'DRAFTED', drafted_at, search from outcome, generate_series(1, 1000)
     where id = $1`,
    [outcomeId],
  )

  expect(await ask({})).toMatchObject({ total: 1_001, counts: [{ count: 1_000 }, { state: 'SUBMITTED', count: 1 }] })
  const found = await ask({ text: title })
  expect(found).toMatchObject({ total: 1_000, totalIsCapped: true, counts: [] })
  expect((await ask({ text: title, cursor: found.next })).items).toHaveLength(2)
  const submitted = await ask({ text: title, state: 'SUBMITTED' })
  expect(submitted).toMatchObject({ total: 1, items: [{ outcomeId }], counts: [] })
  expect(submitted).not.toHaveProperty('totalIsCapped')
})

test('of an outcome that no unit adopts, what is left is to report that and to close', async () => {
  const { as, unit } = given
  const itemId = await givenItem(service, given)
  const { outcomeId, suggestionIds } = await givenSubmitted(itemId)
  await service.send(
    c.AssignSuggestion,
    { outcomeId, suggestionId: suggestionIds[1], unitId: unit.water },
    { as: as.office },
  )
  for (const suggestionId of suggestionIds) {
    const answer = { outcomeId, suggestionId, adoption: 'NOT_ADOPTED' as const, answer: '已研究。' }
    expect(await refusalOf(service.try(c.AnswerSuggestion, answer, { as: as.water }))).toBe(
      'suggestion.reasons_missing',
    )
    await service.send(c.AnswerSuggestion, { ...answer, reasons: '条件不具备。' }, { as: as.water })
  }
  expect(await itemState(service, itemId)).toBe('NOT_ADOPTED')
  const report = { summary: '未采纳。', reportedTo: ['PARTY_COMMITTEE' as const], reportedOn: day(service) }
  await service.send(c.TrackOutcome, { outcomeId, ...report }, { as: as.consultation })
  await service.send(c.CloseOutcome, { outcomeId }, { as: as.consultation })
  expect(await itemState(service, itemId)).toBe('CLOSED')
  const { history } = await service.ask(c.OutcomeById, { outcomeId }, { as: as.chair })
  expect(history.at(-1)).toMatchObject({ type: 'consultations.outcome-closed', actorRole: 'STAFF_CONSULTATION' })
})

test('a draft is sent back, rewritten, and dropped', async () => {
  const { as } = given
  const itemId = await givenItem(service, given)
  await givenHeld(service, given, itemId)
  const content = { title: '初稿', suggestions: [{ text: '建议一' }] }
  const draft = { itemId, kind: 'RESEARCH_REPORT' as const, ...content }
  const outcomeId = idIn(await service.send(c.DraftOutcome, draft, { as: as.consultation }))
  expect((await service.tryAsk(c.OutcomeById, { outcomeId }, { as: as.member })).status).toBe(404)
  await service.send(c.ReturnOutcome, { outcomeId, reason: '建议不够具体' }, { as: as.chair })
  await service.send(c.ReviseOutcome, { outcomeId, ...content, title: '二稿' }, { as: as.consultation })
  expect(await service.ask(c.OutcomeById, { outcomeId }, { as: as.chair })).toMatchObject({
    title: '二稿',
    state: 'DRAFTED',
  })
  await service.send(c.WithdrawOutcome, { outcomeId, reason: '并入专报' }, { as: as.consultation })
  expect(await itemState(service, itemId)).toBe('SESSION_HELD')
})

test('a promise is reported by its unit, sent back, reported again and closed by the office', async () => {
  const { as, unit } = given
  const itemId = await givenItem(service, given)
  const sessionId = await givenHeld(service, given, itemId)
  const promise = { sessionId, unitId: unit.water, promise: '年底前完成排口整治', dueOn: day(service, 30) }
  const commitmentId = idIn(await service.send(c.MakeCommitment, promise, { as: as.consultation }))
  const report = { commitmentId, progress: '已完成。', done: true }

  expect(await refusalOf(service.try(c.ReportCommitment, report, { as: as.lands }))).toBe('common.not_found')
  expect(await refusalOf(service.try(c.CloseCommitment, { commitmentId, result: '好' }, { as: as.consultation }))).toBe(
    'commitment.wrong_state',
  )
  await service.send(c.ReportCommitment, report, { as: as.water })
  await service.send(c.ReturnCommitment, { commitmentId, reason: '现场仍有排口' }, { as: as.consultation })
  await service.send(c.ReportCommitment, report, { as: as.water })
  await service.send(c.CloseCommitment, { commitmentId, result: '现场核实无误' }, { as: as.consultation })
  const shown = await service.ask(c.CommitmentById, { commitmentId }, { as: as.water })
  expect(shown).toMatchObject({ state: 'CLOSED', result: '现场核实无误', reports: [{ done: true }, { done: true }] })
  expect(shown).not.toHaveProperty('light')
  expect(shown.history.map(({ type }) => type.replace('consultations.commitment-', ''))).toEqual([
    'made',
    'progressed',
    'returned',
    'progressed',
    'closed',
  ])
  expect(await service.events(c.CommitmentClosed)).toMatchObject([{ commitmentId, unitId: unit.water, late: false }])
  expect((await service.ask(c.Commitments, { itemId, text: '排口' }, { as: as.water })).total).toBe(1)
  expect((await service.ask(c.Commitments, { itemId }, { as: as.lands })).total).toBe(0)
})
