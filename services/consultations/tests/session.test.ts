import { consultations as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day } from './plan-given.ts'
import {
  type Committee,
  duringSession,
  file,
  givenCommittee,
  givenHeld,
  givenItem,
  givenNotified,
  givenSession,
  hold,
  inTwoMonths,
  itemState,
  upload,
} from './session-given.ts'

let service: TestService
let given: Committee
let itemId: string

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenCommittee(service)
})
beforeEach(async () => {
  itemId = await givenItem(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const refusalOf = async (reply: Promise<{ status: number; body: { code: string } }>) => (await reply).body.code

test('a session goes from its scheduling to approved minutes and their correction', async () => {
  const { as, id, unit } = given

  // 通知、材料
  const sessionId = await givenNotified(service, given, itemId)
  const material = { sessionId, title: '水质情况通报', file: file() }
  const added = await service.send(c.AddMaterial, material, { as: as.consultation })
  const { materialId, late } = added.events[0]!.data as { materialId: string; late: boolean }
  expect(late).toBe(false)
  expect((await service.ask(c.SessionById, { sessionId }, { as: as.member })).materials).toEqual([])
  await service.send(c.ReleaseMaterial, { sessionId, materialId }, { as: as.chair })
  expect((await service.ask(c.SessionById, { sessionId }, { as: as.member })).materials).toMatchObject([{ materialId }])

  // 请假
  await service.send(c.RequestLeave, { sessionId, reason: '因公出差' }, { as: as.otherMember })
  await service.send(c.AnswerLeave, { sessionId, memberId: id.other, granted: true }, { as: as.consultation })

  // 到会
  await service.send(c.OpenCheckIn, { sessionId }, { as: as.consultation })
  const { code } = await service.ask(c.CheckInCode, { sessionId }, { as: as.consultation })
  expect(await refusalOf(service.try(c.CheckIn, { sessionId, code: 'guessed' }, { as: as.member }))).toBe(
    'check_in.wrong_code',
  )
  await service.send(c.CheckIn, { sessionId, code }, { as: as.member })
  await duringSession(service, sessionId)
  await service.send(c.CheckIn, { sessionId, code }, { as: as.leader })
  const entries = [{ participantId: unit.water, attendance: 'PRESENT' as const }]
  await service.send(c.RecordAttendance, { sessionId, entries }, { as: as.consultation })

  // 发言、答复、承诺
  const speech = { sessionId, speakerId: id.member, mode: 'STAGE' as const, title: '关于界河治理', text: '发言全文' }
  await service.send(c.RecordSpeech, speech, { as: as.consultation })
  const question = { sessionId, unitId: unit.water, question: '排口何时整治完成？' }
  const raised = await service.send(c.RaiseQuestion, question, { as: as.member })
  const { questionId } = raised.events[0]!.data as { questionId: string }
  await service.send(c.AnswerQuestion, { sessionId, questionId, answer: '年底前完成。' }, { as: as.water })
  const promise = { sessionId, unitId: unit.water, questionId, promise: '年底前完成排口整治', dueOn: day(service, 30) }
  await service.send(c.MakeCommitment, promise, { as: as.consultation })

  // 召开
  await hold(service, given, sessionId)
  expect(await itemState(service, itemId)).toBe('SESSION_HELD')
  const held = await service.ask(c.SessionById, { sessionId }, { as: as.consultation })
  expect(held.counts).toEqual({
    due: 4,
    present: 2,
    onLeave: 1,
    absent: 1,
    late: 1,
    leftEarly: 0,
    observers: 0,
    units: 1,
  })
  expect(held.questions).toMatchObject([{ questionId, memberId: id.member, answer: '年底前完成。' }])
  expect(held.speeches).toMatchObject([{ title: '关于界河治理', text: '发言全文' }])
  expect(held.deadlines.map(({ about }) => about)).toEqual(['NOTICE', 'MATERIAL', 'MINUTES'])
  for (const { steps } of held.deadlines) expect(steps.at(-1)).toMatchObject({ code: 'due' })

  // 纪要
  const office = { as: as.consultation }
  await service.send(c.DraftMinutes, { sessionId, text: '第一稿' }, office)
  expect((await service.ask(c.SessionMinutes, { sessionId }, { as: as.member })).versions).toEqual([])
  await service.send(c.CirculateMinutes, { sessionId, answerBy: day(service, 3) }, office)
  await service.send(c.AnswerMinutes, { sessionId, answer: 'OBJECTED', remark: '承诺期限写错了' }, { as: as.member })
  expect(await refusalOf(service.try(c.ApproveMinutes, { sessionId }, { as: as.chair }))).toBe('minutes.objected')
  await service.send(c.DraftMinutes, { sessionId, text: '第二稿' }, office)
  const circulate = (days: number) => ({ sessionId, answerBy: day(service, days) })
  expect(await refusalOf(service.try(c.CirculateMinutes, circulate(365), office))).toBe('minutes.answer_by_far')
  await service.send(c.CirculateMinutes, circulate(30), office)
  const agreed = { sessionId, answer: 'AGREED' as const }
  expect(await refusalOf(service.try(c.AnswerMinutes, { ...agreed, version: 1 }, { as: as.member }))).toBe(
    'minutes.other_version',
  )
  await service.send(c.AnswerMinutes, { ...agreed, version: 2 }, { as: as.member })
  // Another day for those who have not answered; what was answered stands.
  expect(await refusalOf(service.try(c.CirculateMinutes, circulate(30), office))).toBe('minutes.answer_by_same')
  await service.send(c.CirculateMinutes, circulate(3), office)
  const approve = (version: number) => service.try(c.ApproveMinutes, { sessionId, version }, { as: as.chair })
  expect(await refusalOf(approve(1))).toBe('minutes.other_version')
  expect(await refusalOf(approve(2))).toBe('minutes.answers_open')
  service.clock.advance(4 * 86_400_000)
  await service.send(c.ApproveMinutes, { sessionId, version: 2 }, { as: as.chair })
  await service.send(c.CorrectMinutes, { sessionId, text: '第二稿（更正）', reason: '地名有误' }, office)
  const [, approved] = (await service.ask(c.SessionMinutes, { sessionId }, office)).versions
  expect(approved).toMatchObject({ version: 2, answers: [{ answer: 'AGREED' }] })
  const { state, version: read, versions } = await service.ask(c.SessionMinutes, { sessionId }, office)
  expect(read).toBe((await service.ask(c.SessionById, { sessionId }, office)).version)
  expect(state).toBe('DRAFTED')
  expect(versions.map(({ version, text, corrects }) => ({ version, text, corrects }))).toEqual([
    { version: 3, text: '第二稿（更正）', corrects: 2 },
    { version: 2, text: '第二稿' },
    { version: 1, text: '第一稿' },
  ])
  const { items } = await service.ask(c.SessionHistory, { sessionId }, office)
  expect(items.map(({ version }) => version)).toEqual(items.map((_, index) => index + 1))
})

test('words about persons, restricted words and the check-in code are in no event', async () => {
  const { as, id } = given
  const sessionId = await givenNotified(service, given, itemId)
  await service.send(c.RequestLeave, { sessionId, reason: 'SECRET-leave' }, { as: as.otherMember })
  await service.send(
    c.AnswerLeave,
    { sessionId, memberId: id.other, granted: false, reason: 'SECRET-answer' },
    { as: as.consultation },
  )
  await service.send(c.OpenCheckIn, { sessionId }, { as: as.consultation })
  const { code } = await service.ask(c.CheckInCode, { sessionId }, { as: as.consultation })
  await duringSession(service, sessionId)
  await service.send(c.CheckIn, { sessionId, code }, { as: as.member })
  const speech = { speakerId: id.member, mode: 'FLOOR' as const, title: '发言', text: 'SECRET-speech' }
  await service.send(c.RecordSpeech, { sessionId, ...speech }, { as: as.consultation })
  await hold(service, given, sessionId)
  await service.send(c.DraftMinutes, { sessionId, text: 'SECRET-minutes' }, { as: as.consultation })

  const { db } = service.running.runtime
  const events = await db
    .selectFrom('event')
    .select('payload')
    .where('aggregate', '=', `session/${sessionId}`)
    .execute()
  const written = events.map(({ payload }) => payload.toString('utf8')).join('\n')
  expect(written).not.toMatch(/SECRET/)
  expect(written).not.toContain(code)
  const audits = await db.selectFrom('audit').selectAll().where('subject', '=', `session/${sessionId}`).execute()
  expect(audits.map(({ action }) => action.replace(/^consultations\.| words$/g, ''))).toEqual([
    'session-leave-requested',
    'session-leave-refused',
    'session-check-in-opened',
    'session-speech-recorded',
    'session-minutes-drafted',
  ])
  expect(JSON.stringify(audits)).not.toMatch(/SECRET/)
})

test('nobody learns of a session before its notice, and units only of their own', async () => {
  const { as } = given
  const sessionId = await givenSession(service, given, itemId)
  const code = async (who: (typeof as)[keyof typeof as]) =>
    (await service.tryAsk(c.SessionById, { sessionId }, { as: who })).body.code ?? 'read'

  expect(await code(as.leader)).toBe('common.not_found')
  expect(await code(as.water)).toBe('common.not_found')
  expect(await code(as.proposals)).toBe('read')
  const announced = await givenNotified(service, given, itemId)
  const ask = { sessionId: announced }
  expect((await service.tryAsk(c.SessionById, ask, { as: as.water })).status).toBe(200)
  expect((await service.tryAsk(c.SessionById, ask, { as: as.lands })).status).toBe(404)
  expect(
    (await service.try(c.RaiseQuestion, { ...ask, unitId: given.unit.water, question: '？' }, { as: as.secretary }))
      .status,
  ).toBe(404)
})

test('a material is for those whom it is meant for', async () => {
  const { as } = given
  const sessionId = await givenNotified(service, given, itemId)
  const add = async (audience: c.MaterialAudience, who = as.consultation) => {
    const answer = await service.send(
      c.AddMaterial,
      { sessionId, title: audience, file: file(), audience },
      { as: who },
    )
    return (answer.events[0]!.data as { materialId: string }).materialId
  }
  for (const audience of ['PARTICIPANTS', 'PARTICIPANTS_AND_UNITS', 'ALL_MEMBERS'] as const) {
    await service.send(c.ReleaseMaterial, { sessionId, materialId: await add(audience) }, { as: as.chair })
  }
  await add('PARTICIPANTS', as.water)
  const read = async (who: (typeof as)[keyof typeof as]) => {
    const { materials } = await service.ask(c.SessionById, { sessionId }, { as: who })
    return materials.map(({ title, state }) => `${title} ${state}`)
  }

  expect(await read(as.member)).toEqual([
    'PARTICIPANTS RELEASED',
    'PARTICIPANTS_AND_UNITS RELEASED',
    'ALL_MEMBERS RELEASED',
  ])
  expect(await read(as.secretary)).toEqual(['ALL_MEMBERS RELEASED'])
  expect(await read(as.water)).toEqual(['PARTICIPANTS_AND_UNITS RELEASED', 'PARTICIPANTS ADDED'])
  expect(await read(as.chair)).toHaveLength(4)
})

test('postponed, set anew, adjourned and continued, a session keeps who came to its first part', async () => {
  const { as, id } = given
  const sessionId = await givenNotified(service, given, itemId)
  const office = { as: as.consultation }
  await service.send(c.RequestLeave, { sessionId, reason: '出差' }, { as: as.otherMember })
  await service.send(c.PostponeSession, { sessionId, reason: '防汛' }, office)
  const anew = { ...inTwoMonths(service), place: '区政协二楼' }
  await service.send(c.RescheduleSession, { sessionId, ...anew, reason: '汛情结束' }, office)
  const mine = await service.ask(c.MyInvitations, {}, { as: as.otherMember })
  expect(mine.items.find((one) => one.sessionId === sessionId)).toMatchObject({
    place: '区政协二楼',
    state: 'SCHEDULED',
  })
  expect(mine.items.find((one) => one.sessionId === sessionId)).not.toHaveProperty('leave')
  await service.send(c.SendNotice, { sessionId }, office)
  await duringSession(service, sessionId)
  await service.send(
    c.RecordAttendance,
    { sessionId, entries: [{ participantId: id.member, attendance: 'PRESENT' }] },
    office,
  )
  await service.send(c.AdjournSession, { sessionId, reason: '议程未完' }, office)
  const next = { startsAt: new Date(service.clock.now().getTime() + 86_400_000), place: '区政协三楼' }
  const times = {
    startsAt: next.startsAt.toISOString(),
    endsAt: new Date(next.startsAt.getTime() + 3_600_000).toISOString(),
  }
  const soon = { sessionId, ...times, place: next.place, reason: '续会' }
  expect(await refusalOf(service.try(c.RescheduleSession, soon, office))).toBe('session.notice_late')
  await service.send(c.RescheduleSession, { ...soon, lateReason: '续会次日举行' }, office)
  await service.send(c.SendNotice, { sessionId }, office)
  await duringSession(service, sessionId)
  await hold(service, given, sessionId)

  const { counts } = await service.ask(c.SessionById, { sessionId }, office)
  expect(counts).toMatchObject({ due: 4, present: 1, absent: 3 })
})

test('a cancelled session puts its item back, and the next one can be scheduled', async () => {
  const { as } = given
  const sessionId = await givenSession(service, given, itemId)
  await service.send(c.CancelSession, { sessionId, reason: '议题调整' }, { as: as.consultation })
  expect(await itemState(service, itemId)).toBe('PLAN_ADOPTED')

  await givenSession(service, given, itemId)
  expect(await itemState(service, itemId)).toBe('SCHEDULED')
})

test('the list finds inner words, filters by day, form, state and minutes, and goes on where it stopped', async () => {
  const { as } = given
  const ids = [await givenSession(service, given, itemId), await givenSession(service, given, itemId)]
  const ask = (params: object) => service.ask(c.Sessions, { itemId, ...params }, { as: as.proposals })
  const { startsAt } = inTwoMonths(service)
  const on = new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString().slice(0, 10)

  expect((await ask({ text: '聯保' })).total).toBe(2)
  expect((await ask({ text: '停车' })).total).toBe(0)
  expect((await ask({ from: on, to: on, form: 'THEMATIC', state: ['SCHEDULED', 'HELD'] })).total).toBe(2)
  expect((await ask({ state: 'HELD' })).total).toBe(0)
  expect((await ask({ minutes: 'NONE' })).total).toBe(2)
  expect((await ask({ minutes: ['DRAFTED', 'CIRCULATED'] })).total).toBe(0)
  const first = await ask({ limit: 1, order: 'asc' })
  const second = await ask({ limit: 1, order: 'asc', cursor: first.next })
  expect([...first.items, ...second.items].map(({ sessionId }) => sessionId).toSorted()).toEqual(ids.toSorted())
  expect(second.next).toBeUndefined()
})

test('two clerks who confirm the same session hold it once', async () => {
  const { as } = given
  const sessionId = await givenNotified(service, given, itemId)
  await duringSession(service, sessionId)
  await service.send(
    c.RecordAttendance,
    { sessionId, entries: [{ participantId: given.id.member, attendance: 'PRESENT' }] },
    { as: as.consultation },
  )
  const now = service.clock.now()
  const times = { startedAt: new Date(now.getTime() - 3_600_000).toISOString(), endedAt: now.toISOString() }
  const replies = await Promise.all(
    [as.consultation, as.office, as.chair].map((who) =>
      service.try(c.HoldSession, { sessionId, ...times }, { as: who }),
    ),
  )

  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  expect((await service.events(c.SessionHeld)).filter((one) => one.sessionId === sessionId)).toHaveLength(1)
})

test('reminders come while a deadline is owed, and stop when it moved or was met', async () => {
  const { as, unit } = given
  const remindersOf = async (sessionId: string) =>
    (await service.events(c.SessionReminded)).filter((one) => one.sessionId === sessionId)
  const moveTo = (instant: string, days: number) => service.clock.set(new Date(Date.parse(instant) + days * 86_400_000))

  // 通知 T-3: nobody has sent the notice.
  const sessionId = await givenSession(service, given, itemId)
  const office = { as: as.consultation }
  const { deadlines } = await service.ask(c.SessionById, { sessionId }, office)
  const notice = deadlines.find(({ about }) => about === 'NOTICE')!
  moveTo(notice.due, -3)
  const told = await service.until(async () => {
    const reminded = (await remindersOf(sessionId)).filter(({ about }) => about === 'NOTICE')
    return reminded.length >= 1 && reminded
  })
  expect(told[0]).toMatchObject({ due: notice.due })

  // 承诺 T+1
  const held = await givenHeld(service, given, await givenItem(service, given))
  const dueOn = day(service, 20)
  const promise = { sessionId: held, unitId: unit.water, promise: '整治排口', dueOn }
  const made = await service.send(c.MakeCommitment, promise, office)
  const { commitmentId } = made.events[0]!.data as { commitmentId: string }
  await service.send(c.ExtendCommitment, { commitmentId, dueOn: day(service, 40), reason: '汛期' }, office)
  service.clock.advance(25 * 86_400_000)
  service.clock.advance(18 * 86_400_000)
  const urged = await service.until(async () => {
    const found = (await service.events(c.CommitmentReminded)).filter((one) => one.commitmentId === commitmentId)
    return found.length > 0 && found
  })
  expect(urged.every((one) => one.dueOn !== dueOn)).toBe(true)
  const { items } = await service.ask(c.Commitments, { overdue: 'true', sessionId: held }, office)
  expect(items).toMatchObject([{ commitmentId, light: 'red' }])
})

test('a file is for those who may read what refers to it, and a command refers only to files that are here', async () => {
  const { as } = given
  const sessionId = await givenNotified(service, given, itemId)
  const stored = (await (await upload(service, as.water, '水务局的材料')).json()) as Omit<c.FileRef, 'name'>
  const ref = { ...stored, name: '水务局材料' }
  const read = async (who: (typeof as)[keyof typeof as]) => {
    const response = await service.fetch(`/consultations/files/${stored.sha256}`, { as: who })
    return response.status === 200 ? await response.text() : ((await response.json()) as { code: string }).code
  }
  const material = { sessionId, title: '情况说明', audience: 'PARTICIPANTS' as const }
  const wrong = async (change: object) =>
    refusalOf(service.try(c.AddMaterial, { ...material, file: { ...ref, ...change } }, { as: as.water }))

  expect(await wrong({ sha256: 'b'.repeat(64) })).toBe('file.not_found')
  expect(await wrong({ size: ref.size + 1 })).toBe('file.hash')
  expect(await wrong({ mediaType: 'application/pdf' })).toBe('file.hash')
  expect(await read(as.chair)).toBe('file.not_found')
  const added = await service.send(c.AddMaterial, { ...material, file: ref }, { as: as.water })
  const { materialId } = added.events[0]!.data as { materialId: string }
  expect([await read(as.water), await read(as.chair)]).toEqual(['水务局的材料', '水务局的材料'])
  expect(await read(as.member)).toBe('file.not_found')
  await service.send(c.ReleaseMaterial, { sessionId, materialId }, { as: as.chair })
  expect(await read(as.member)).toBe('水务局的材料')
  for (const who of [as.secretary, as.lands]) expect(await read(who)).toBe('file.not_found')
  expect(await read(as.partner)).toBe('auth.forbidden')
  expect((await upload(service, as.analyst)).status).toBe(403)
  expect((await upload(service, as.water, '<script>')).status).toBe(415)
})
