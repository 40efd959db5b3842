import { consultations as c } from '@lianxie/contracts'
import { defaultValues } from '@lianxie/policy'
import { describe, expect, test } from 'vitest'
import { type Item, MOVES, moveItem } from './session-item.ts'
import { cancelSession, rescheduleSession, scheduleSession } from './session-schedule.ts'
import { deadlinesBefore, type Session } from './session.ts'

const rules = { values: defaultValues }
const now = new Date('2022-09-01T01:00:00.000Z')
const deciding = {
  now,
  actor: { id: 'staff-1', role: 'STAFF_CONSULTATION' as const, units: [] },
  newId: () => crypto.randomUUID(),
}
const item: Item = { id: crypto.randomUUID(), state: 'PLAN_ADOPTED', form: 'THEMATIC' }

const asked = (more: object = {}) => ({
  itemId: item.id,
  title: '水体联保共治专题协商会',
  startsAt: '2022-10-28T01:00:00.000Z',
  endsAt: '2022-10-28T03:00:00.000Z',
  place: '区政协三楼会议室',
  mode: 'ON_SITE' as const,
  chairMemberId: crypto.randomUUID(),
  agenda: [],
  ...more,
})
const schedule = (more: object = {}, facts: object = {}) =>
  scheduleSession({ item, rules, unknownMembers: [], ...facts }, asked(more), deciding)

const session = (more: Partial<Session> = {}): Session => ({
  id: crypto.randomUUID(),
  itemId: item.id,
  form: 'THEMATIC',
  title: '专题协商会',
  state: 'NOTIFIED',
  startsAt: new Date('2022-10-28T01:00:00.000Z'),
  endsAt: new Date('2022-10-28T03:00:00.000Z'),
  chairMemberId: crypto.randomUUID(),
  ...deadlinesBefore(rules, '2022-10-28T01:00:00.000Z'),
  announced: true,
  checkInOpen: false,
  minutesState: 'NONE',
  minutesVersion: 0,
  ...more,
})

test('the notice is due 15 and the material 10 working days before, National Day left out, with every step told', () => {
  const [scheduled] = schedule()

  // 2022-10-28 is a Friday; the holiday of 1 to 7 October and its make-up days 8 and 9 are in the fifteen.
  expect(scheduled?.data).toMatchObject({
    noticeDeadline: { date: '2022-10-09', calendarKnown: true },
    materialDeadline: { date: '2022-10-14' },
  })
  const { noticeDeadline } = scheduled!.data as { noticeDeadline: c.Deadline }
  expect(noticeDeadline.steps.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['anchor', 'make-up-counted', 'due']),
  )
})

test('scheduling invites the chair of the session and moves the item', () => {
  const facts = schedule()

  expect(facts.map(({ type }) => type)).toEqual([
    'consultations.session-scheduled',
    'consultations.session-invited',
    'consultations.item-moved',
  ])
})

test('a session so near that its notice would be late is refused without a reason, with the steps', () => {
  const near = { startsAt: '2022-09-14T01:00:00.000Z', endsAt: '2022-09-14T03:00:00.000Z' }

  expect(() => schedule(near)).toThrow('session.notice_late')
  expect(schedule({ ...near, lateReason: '省里临时部署' })[0]?.data).toMatchObject({ lateReason: '省里临时部署' })
})

test('a reason for lateness is dropped when the notice is in time', () => {
  expect(schedule({ lateReason: '以防万一' })[0]?.data).not.toHaveProperty('lateReason')
})

test.each(['PROPOSED', 'SHORTLISTED', 'OUTCOME_DRAFTED', 'CLOSED', 'CANCELLED'] as const)(
  'an item that is %s gets no session',
  (state) => {
    expect(() => schedule({}, { item: { ...item, state } })).toThrow('item.wrong_state')
  },
)

test('a session ends after it begins, and begins in the future', () => {
  expect(() => schedule({ endsAt: '2022-10-28T01:00:00.000Z' })).toThrow('session.time_order')
  expect(() => schedule({ startsAt: '2022-08-31T01:00:00.000Z' })).toThrow('session.in_past')
})

test('a session that was held cannot be rescheduled', () => {
  const command = { ...asked(), sessionId: item.id, reason: '有变' }

  expect(() => rescheduleSession({ session: session({ state: 'HELD' }), rules }, command, deciding)).toThrow(
    'session.wrong_state',
  )
})

describe('cancelling', () => {
  const cancel = (state: c.ItemState, otherSessions: number) =>
    cancelSession(
      { session: session(), item: { ...item, state }, otherSessions },
      { sessionId: item.id, reason: '有变' },
    )

  test('the only session of an item that is not researched puts it back among those to be scheduled', () => {
    expect(cancel('SCHEDULED', 0)[1]?.data).toMatchObject({ from: 'SCHEDULED', to: 'PLAN_ADOPTED' })
  })
  test('another session, or research under way, leaves the item where it is', () => {
    expect(cancel('SCHEDULED', 1)).toHaveLength(1)
    expect(cancel('RESEARCHING', 0)).toHaveLength(1)
  })
})

describe('the table of states', () => {
  const states = c.ItemState.options
  const pairs = states.flatMap((from) => states.filter((to) => to !== from).map((to) => ({ from, to })))

  test.each(pairs.filter(({ from, to }) => MOVES[from]?.includes(to)))('$from leads to $to', ({ from, to }) => {
    expect(moveItem({ ...item, state: from }, to, {})[0]?.data).toMatchObject({ from, to })
  })
  test('every other step is refused', () => {
    const forbidden = pairs.filter(({ from, to }) => !MOVES[from]?.includes(to))
    for (const { from, to } of forbidden) {
      expect(() => moveItem({ ...item, state: from }, to, {}), `${from} to ${to}`).toThrow('item.wrong_state')
    }
    expect(forbidden.length).toBeGreaterThan(300)
  })
})
