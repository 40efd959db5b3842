import { defaultValues } from '@lianxie/policy'
import { expect, test } from 'vitest'
import { checkIn, countAttendance, holdSession } from './session-attendance.ts'
import { deadlinesBefore, type Participant, type Session } from './session.ts'

const rules = { values: defaultValues }
const start = new Date('2022-10-28T01:00:00.000Z')
const end = new Date('2022-10-28T03:00:00.000Z')
const memberId = crypto.randomUUID()
const item = { id: crypto.randomUUID(), state: 'SCHEDULED' as const, form: 'THEMATIC' as const }
const session: Session = {
  id: crypto.randomUUID(),
  itemId: item.id,
  form: 'THEMATIC',
  title: '专题协商会',
  state: 'NOTIFIED',
  startsAt: start,
  endsAt: end,
  chairMemberId: memberId,
  ...deadlinesBefore(rules, start.toISOString()),
  announced: true,
  checkInOpen: true,
  minutesState: 'NONE',
  minutesVersion: 0,
}
const one = (more: Partial<Participant> = {}): Participant => ({
  participantId: crypto.randomUUID(),
  kind: 'MEMBER',
  capacity: 'ATTENDEE',
  ...more,
})
const deciding = (now: Date) => ({
  now,
  actor: { id: 'm', role: 'MEMBER' as const, memberId, units: [] },
  newId: () => crypto.randomUUID(),
})

test('应到 is 实到 and 请假 and 缺席; observers and units are counted beside it', () => {
  const counts = countAttendance([
    one({ attendance: 'PRESENT' }),
    one({ attendance: 'LATE' }),
    one({ attendance: 'LEFT_EARLY', leave: 'GRANTED' }),
    one({ leave: 'GRANTED' }),
    one({ leave: 'REFUSED' }),
    one({ attendance: 'ABSENT' }),
    one({ capacity: 'OBSERVER', attendance: 'PRESENT' }),
    one({ kind: 'UNIT', attendance: 'PRESENT' }),
  ])

  expect(counts).toEqual({ due: 6, present: 3, onLeave: 1, absent: 2, late: 1, leftEarly: 1, observers: 1, units: 1 })
  expect(counts.present + counts.onLeave + counts.absent).toBe(counts.due)
})

test('a check-in until the start is in time, after it late', () => {
  const facts = { session, participant: one({ participantId: memberId }), codeFits: true }
  const command = { sessionId: session.id, code: 'x' }

  const [inTime] = checkIn(facts, command, deciding(start))
  const [late] = checkIn(facts, command, deciding(new Date(start.getTime() + 1)))

  expect(inTime?.data.entries).toEqual([{ participantId: memberId, attendance: 'PRESENT' }])
  expect(late?.data.entries).toEqual([{ participantId: memberId, attendance: 'LATE' }])
})

test('a check-in needs an open check-in, its code and an invitation, once', () => {
  const participant = one({ participantId: memberId })
  const facts = { session, participant, codeFits: true }
  const check = (more: object) => () =>
    checkIn({ ...facts, ...more }, { sessionId: session.id, code: 'x' }, deciding(start))

  expect(check({ codeFits: false })).toThrow('check_in.wrong_code')
  expect(check({ session: { ...session, checkInOpen: false } })).toThrow('check_in.closed')
  expect(check({ participant: { ...participant, attendance: 'PRESENT' } })).toThrow('check_in.done')
  expect(check({ participant: undefined })).toThrow('common.not_found')
})

test('a session is held once it has begun and somebody came; its minutes are due 7 working days later', () => {
  const command = { sessionId: session.id, startedAt: start.toISOString(), endedAt: end.toISOString() }
  const participants = [one({ attendance: 'PRESENT' }), one()]
  const facts = { session, item, participants, turns: [{}], rules }

  const [held, moved] = holdSession(facts, command, deciding(end))

  expect(held?.data).toMatchObject({
    counts: { due: 2, present: 1, absent: 1 },
    minutesDeadline: { date: '2022-11-08' },
  })
  expect(moved?.data).toMatchObject({ from: 'SCHEDULED', to: 'SESSION_HELD' })
  expect(() => holdSession(facts, command, deciding(start))).toThrow('session.not_begun')
  expect(() => holdSession({ ...facts, participants: [one()] }, command, deciding(end))).toThrow(
    'session.no_attendance',
  )
  expect(() => holdSession({ ...facts, turns: [{ startedAt: start }] }, command, deciding(end))).toThrow(
    'speech.running',
  )
  const cancelled = { ...item, state: 'CANCELLED' as const }
  expect(() => holdSession({ ...facts, item: cancelled }, command, deciding(end))).toThrow('item.wrong_state')
})
