import { expect, test } from 'vitest'
import { chairId, deciding, memberId, notified as session, one } from './session-examples.ts'
import { lineUpSpeaker, startSpeech, stopSpeech, takeOffSpeaker, takeUpAgendaItem, type Turn } from './session-floor.ts'

const start = new Date(session.startsAt)
const speaker = one({ participantId: memberId, attendance: 'PRESENT' })
const turn: Turn = {
  id: '00000000-0000-4000-8000-0000000000f1',
  speakerId: memberId,
  mode: 'STAGE',
  speaksFor: 'SELF',
  title: '关于界河治理',
  limitSeconds: 480,
}
const facts = { session, participants: [speaker, one({ participantId: chairId })], turns: [turn] }
const give = (more: object, now = start) =>
  startSpeech({ ...facts, ...more }, { sessionId: session.id, speechId: turn.id }, deciding(now))

test('a speech is timed from its start to its end, and recorded with its time', () => {
  const [started] = give({})
  const running = { ...turn, startedAt: start }

  const [stopped, recorded] = stopSpeech(
    { session, turns: [running] },
    { sessionId: session.id, speechId: turn.id },
    deciding(new Date(start.getTime() + 503_400)),
  )

  expect(started?.data).toMatchObject({ speechId: turn.id, speakerId: memberId, limitSeconds: 480 })
  expect(stopped?.data).toMatchObject({ speechId: turn.id, limitSeconds: 480, seconds: 503 })
  expect(recorded?.data).toMatchObject({ speechId: turn.id, mode: 'STAGE', title: '关于界河治理', seconds: 503 })
})

test('one member speaks at a time, on the day of the session, and only who is here', () => {
  const yesterday = new Date(start.getTime() - 86_400_000)

  expect(() => give({ turns: [turn, { ...turn, id: 'other', startedAt: start }] })).toThrow('speech.running')
  expect(() => give({}, yesterday)).toThrow('speech.not_today')
  expect(() => give({ participants: [one({ participantId: memberId })] })).toThrow('speech.not_here')
  expect(() => give({ session: { ...session, state: 'HELD' } })).toThrow('session.wrong_state')
  expect(() => give({ turns: [] })).toThrow('common.not_found')
})

test('whoever is on the list is on it once; those who do not take part are not', () => {
  const lineUp = (speakerId: string) =>
    lineUpSpeaker(
      facts,
      { sessionId: session.id, speakerId, mode: 'FLOOR', speaksFor: 'SELF', title: '即席发言', limitSeconds: 180 },
      deciding(start),
    )

  expect(lineUp(chairId)[0]?.data).toMatchObject({ speakerId: chairId, limitSeconds: 180 })
  expect(() => lineUp(memberId)).toThrow('speech.lined_up')
  expect(() => lineUp('00000000-0000-4000-8000-0000000000ff')).toThrow('session.not_invited')
})

test('a speech that was started by mistake leaves nothing but that it was taken off', () => {
  const command = { sessionId: session.id, speechId: turn.id }

  expect(takeOffSpeaker({ session, turns: [{ ...turn, startedAt: start }] }, command)).toMatchObject([
    { type: 'consultations.session-speaker-taken-off' },
  ])
  expect(() => stopSpeech({ session, turns: [turn] }, command, deciding(start))).toThrow('speech.not_running')
})

test('the session comes to an item that its agenda has', () => {
  const takeUp = (number: number) => takeUpAgendaItem({ session, agenda: 3 }, { sessionId: session.id, number })

  expect(takeUp(3)[0]?.data).toEqual({ sessionId: session.id, number: 3 })
  expect(() => takeUp(4)).toThrow('agenda.no_such_item')
})
