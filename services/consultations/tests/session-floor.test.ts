import { consultations as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day } from './plan-given.ts'
import { type Committee, duringSession, givenCommittee, givenItem, givenNotified, hold } from './session-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

async function givenRunning(): Promise<string> {
  const { as, id, unit } = given
  const sessionId = await givenNotified(service, given, await givenItem(service, given))
  await duringSession(service, sessionId)
  const entries = [id.chair, id.member, id.other, unit.water].map((participantId) => ({
    participantId,
    attendance: 'PRESENT' as const,
  }))
  await service.send(c.RecordAttendance, { sessionId, entries }, { as: as.consultation })
  return sessionId
}

const lineUp = async (sessionId: string, speakerId: string, limitSeconds = 300): Promise<string> => {
  const body = { sessionId, speakerId, mode: 'STAGE' as const, title: '关于界河治理', limitSeconds }
  const { events } = await service.send(c.LineUpSpeaker, body, { as: given.as.consultation })
  return (events[0]!.data as { speechId: string }).speechId
}
const floor = (sessionId: string) => service.ask(c.SessionFloor, { sessionId }, { as: given.as.consultation })

const secondsOf = ({ now, speaking }: Awaited<ReturnType<typeof floor>>) =>
  (Date.parse(now) - Date.parse(speaking!.startedAt)) / 1000

test('the hall sees the agenda item, who speaks since when, who waits, who is here and what was promised', async () => {
  const { as, id, unit } = given
  const sessionId = await givenRunning()

  await service.send(c.TakeUpAgendaItem, { sessionId, number: 2 }, { as: as.consultation })
  const first = await lineUp(sessionId, id.member)
  const second = await lineUp(sessionId, id.other, 180)
  await service.send(c.StartSpeech, { sessionId, speechId: first }, { as: as.consultation })
  service.clock.advance(90_000)
  const promise = { sessionId, unitId: unit.water, promise: '年底前完成排口整治', dueOn: day(service, 30) }
  await service.send(c.MakeCommitment, promise, { as: as.consultation })

  const told = await floor(sessionId)
  expect(told).toMatchObject({
    agendaItem: 2,
    agenda: ['通报情况', '委员发言', '部门回应'],
    speaking: { speechId: first, speakerId: id.member, limitSeconds: 300 },
    waiting: [{ speechId: second, speakerId: id.other, limitSeconds: 180 }],
    counts: { due: 4, present: 3 },
    commitments: [{ unitId: unit.water, promise: '年底前完成排口整治' }],
  })
  expect(told.members).toHaveLength(4)
  expect(secondsOf(told)).toBeGreaterThanOrEqual(90)
  expect(secondsOf(told)).toBeLessThan(120)
})

test('the time of a speech is in the record; a clock started by mistake leaves nothing there', async () => {
  const { as, id } = given
  const sessionId = await givenRunning()
  const mistaken = await lineUp(sessionId, id.other)
  await service.send(c.StartSpeech, { sessionId, speechId: mistaken }, { as: as.consultation })
  await service.send(c.TakeOffSpeaker, { sessionId, speechId: mistaken }, { as: as.consultation })

  const speechId = await lineUp(sessionId, id.member)
  await service.send(c.StartSpeech, { sessionId, speechId }, { as: as.consultation })
  service.clock.advance(272_000)
  const early = await service.try(
    c.HoldSession,
    { sessionId, startedAt: day(service) + 'T01:00:00.000Z', endedAt: service.clock.now().toISOString() },
    { as: as.consultation },
  )
  await service.send(c.StopSpeech, { sessionId, speechId }, { as: as.consultation })
  await hold(service, given, sessionId)

  expect(early.body.code).toBe('speech.running')
  const { speeches } = await service.ask(c.SessionById, { sessionId }, { as: as.consultation })
  expect(speeches).toMatchObject([{ speechId, speakerId: id.member, title: '关于界河治理' }])
  const { seconds } = speeches[0]!
  expect(seconds).toBeGreaterThanOrEqual(272)
  expect(seconds).toBeLessThan(300)
  expect((await floor(sessionId)).spoken).toEqual({ speeches: 1, seconds })
})

test('two clerks cannot give the floor to two members at once', async () => {
  const { as, id } = given
  const sessionId = await givenRunning()
  const turns = [await lineUp(sessionId, id.member), await lineUp(sessionId, id.other)]

  const replies = await Promise.all(
    turns.map((speechId) => service.try(c.StartSpeech, { sessionId, speechId }, { as: as.consultation })),
  )

  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(replies.find(({ status }) => status === 409)?.body.code).toBe('speech.running')
})

test('whoever had the floor when the session is broken off waits for it again', async () => {
  const { as, id } = given
  const sessionId = await givenRunning()
  const speechId = await lineUp(sessionId, id.member)
  await service.send(c.StartSpeech, { sessionId, speechId }, { as: as.consultation })

  await service.send(c.AdjournSession, { sessionId, reason: '时间已到' }, { as: as.chair })

  const told = await floor(sessionId)
  expect(told.speaking).toBeUndefined()
  expect(told.waiting).toMatchObject([{ speechId }])
})

test('members, units and supervising offices do not read the floor, which names everybody who is not here', async () => {
  const { as } = given
  const sessionId = await givenRunning()

  for (const somebody of [as.member, as.water, as.supervision]) {
    expect((await service.tryAsk(c.SessionFloor, { sessionId }, { as: somebody })).status).toBe(403)
  }
})

test('the member who came is told that the minutes wait for an answer, until it is given', async () => {
  const { as } = given
  const sessionId = await givenRunning()
  await hold(service, given, sessionId)
  await service.send(c.DraftMinutes, { sessionId, text: '会议纪要全文。' }, { as: as.consultation })
  await service.send(c.CirculateMinutes, { sessionId, answerBy: day(service, 5) }, { as: as.consultation })
  const waiting = (who: typeof as.member) =>
    service.ask(c.MyInvitations, { when: 'all', minutesWaiting: 'true' }, { as: who })

  const before = await waiting(as.member)
  await service.send(c.AnswerMinutes, { sessionId, answer: 'AGREED' }, { as: as.member })

  expect(before.items).toMatchObject([{ sessionId, minutesAnswerBy: day(service, 5) }])
  expect((await waiting(as.member)).total).toBe(0)
  expect((await waiting(as.third)).total).toBe(0)
})
