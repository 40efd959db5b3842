import { expect, test } from 'vitest'
import { actionsOf } from '../web/pages/consultations-sessions/session-actions.ts'
import { words } from '../web/pages/consultations-sessions/words/zh-cn.ts'
import { mayAskLeave } from '../web/pages/member-meetings/may-ask-leave.ts'

type Session = Parameters<typeof actionsOf>[0]

const session = (state: Session['state'], more: object = {}) =>
  ({
    sessionId: 's',
    state,
    version: 5,
    minutes: 'NONE',
    startsAt: '2026-04-03T01:00:00.000Z',
    endsAt: '2026-04-03T03:00:00.000Z',
    place: '会议室',
    ...more,
  }) as Session
const named = { members: [], units: [], invited: [], nameOf: () => undefined }
const actions = (state: Session['state'], more?: object) =>
  actionsOf(session(state, more), 'STAFF_CONSULTATION', named, words)
const may = (state: Session['state'], more?: object) =>
  actions(state, more).map(({ command }) => command.replace('consultations.', ''))

test('questions are collected before the notice and after a postponement too, until the minutes are approved', () => {
  expect(may('SCHEDULED')).toContain('raise-question')
  expect(may('POSTPONED')).toContain('raise-question')
  expect(may('HELD')).toContain('raise-question')
  expect(may('HELD', { minutes: 'APPROVED' })).not.toContain('raise-question')
  expect(may('CANCELLED')).not.toContain('raise-question')
})

test('a written speech can be given its text or its file', () => {
  const speech = actions('NOTIFIED').find(({ command }) => command === 'consultations.record-speech')!

  expect(speech.fields.map(({ name }) => name)).toEqual(['speakerId', 'mode', 'title', 'text', 'file'])
  expect(speech.body!({ title: '题目', file: [] })).toEqual({ title: '题目' })
  expect(speech.body!({ title: '题目', file: ['a'] })).toEqual({ title: '题目', file: 'a' })
})

test('another time and place is given to the version that was read', () => {
  const moving = actions('NOTIFIED').find(({ command }) => command === 'consultations.reschedule-session')!

  expect(moving.version).toBe(5)
})

test('leave is asked for from the notice on until the session ends, also while it is put off', () => {
  const own = { participantId: 'm', capacity: 'ATTENDEE' } as const
  const before = new Date('2026-04-03T02:59:59.999Z')
  const asks = (state: Session['state'], more: object = {}, now = before) =>
    mayAskLeave(session(state, { own: { ...own, ...more } }), now)

  expect((['NOTIFIED', 'POSTPONED', 'ADJOURNED'] as const).map((state) => asks(state))).toEqual([true, true, true])
  expect((['SCHEDULED', 'HELD', 'CANCELLED'] as const).map((state) => asks(state))).toEqual([false, false, false])
  expect(asks('NOTIFIED', { leave: 'REFUSED' })).toBe(true)
  expect(asks('NOTIFIED', { leave: 'REQUESTED' })).toBe(false)
  expect(asks('NOTIFIED', { attendance: 'ABSENT' })).toBe(false)
  expect(asks('NOTIFIED', {}, new Date('2026-04-03T03:00:00.000Z'))).toBe(false)
})
