import { notices as n } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { afterSending } from './after-sending.ts'
import { nextTry } from './next-try.ts'
import { planDeliveries, type Reachable } from './plan-deliveries.ts'
import { sendAt } from './send-at.ts'

/** An hour of the first of March in Shanghai. */
const at = (hour: number, minute = 0) => new Date(Date.UTC(2027, 2, 1, hour - 8, minute))
const none = { digestAt: null, quietFrom: null, quietUntil: null }

test('without choices everything is sent at once', () => {
  expect(sendAt(at(3), none)).toEqual({ at: at(3), isDigest: false })
})

test.each([
  ['before the quiet hours', 21, 59, at(21, 59)],
  ['as they begin', 22, 0, at(31)],
  ['after midnight', 3, 0, at(7)],
  ['as they end', 7, 0, at(7)],
])('quiet hours over midnight: what comes %s', (_, hour, minute, expected) => {
  expect(sendAt(at(hour, minute), { ...none, quietFrom: 22, quietUntil: 7 }).at).toEqual(expected)
})

test('quiet hours within a day hold back until their end, and none at all hold nothing back', () => {
  expect(sendAt(at(13), { ...none, quietFrom: 12, quietUntil: 14 }).at).toEqual(at(14))
  expect(sendAt(at(15), { ...none, quietFrom: 12, quietUntil: 14 }).at).toEqual(at(15))
  expect(sendAt(at(12), { ...none, quietFrom: 12, quietUntil: 12 }).at).toEqual(at(12))
})

test('the digest goes at its hour, also a quiet one, of this day or the next', () => {
  const chosen = { digestAt: 6, quietFrom: 22, quietUntil: 7 }
  expect(sendAt(at(5), chosen)).toEqual({ at: at(6), isDigest: true })
  expect(sendAt(at(6), chosen)).toEqual({ at: at(30), isDigest: true })
})

test('tries wait twice as long each time, four hours at most, and end after three days', () => {
  const madeAt = at(0)
  const waits = [1, 2, 3, 8, 9, 30].map((tries) => nextTry({ madeAt, tries }, madeAt)!.getTime() - madeAt.getTime())
  expect(waits.map((ms) => ms / 60_000)).toEqual([1, 2, 4, 128, 240, 240])
  expect(nextTry({ madeAt, tries: 1 }, at(72))).toBeUndefined()
})

const letter = { madeAt: at(9), tries: 0, unsure: 0, quietFrom: null, quietUntil: null }

test('what arrived or was refused for good has ended; what was asked to come again and what met nobody waits', () => {
  const after = (outcome: Parameters<typeof afterSending>[1]) => afterSending({ ...letter, tries: 4 }, outcome, at(9))

  expect(after({ kind: 'SENT' })).toEqual({ state: 'SENT', nextAt: null, endedAt: at(9), error: null })
  expect(after({ kind: 'REFUSED', error: '550' })).toMatchObject({ state: 'REFUSED', endedAt: at(9), error: '550' })
  expect(after({ kind: 'LATER', error: '451' })).toMatchObject({ state: 'WAITING', nextAt: at(9, 16) })
  expect(after({ kind: 'AWAY', error: 'ESOCKET' })).toMatchObject({ state: 'WAITING', nextAt: at(9, 1) })
})

test('another try keeps to the quiet hours', () => {
  const quiet = { ...letter, madeAt: at(21), quietFrom: 22, quietUntil: 7 }
  const later = { kind: 'LATER', error: '451' } as const

  expect(afterSending(quiet, later, at(21, 58)).nextAt).toEqual(at(21, 59))
  expect(afterSending(quiet, later, at(21, 59)).nextAt).toEqual(at(31))
  expect(afterSending(quiet, { kind: 'AWAY', error: 'ESOCKET' }, at(23)).nextAt).toEqual(at(31))
})

test('what may have arrived goes three times at most', () => {
  const after = (unsure: number) =>
    afterSending({ ...letter, unsure }, { kind: 'UNSURE', error: 'EABORT' }, at(9)).state

  expect([0, 1, 2].map(after)).toEqual(['WAITING', 'WAITING', 'GIVEN_UP'])
})

const person = (more: Partial<Reachable> = {}): Reachable => ({
  ...none,
  accountId: 'a',
  muted: [],
  hasMail: true,
  robotId: 'r',
  ...more,
})
const raised = { kind: 'PROPOSAL_DUE', happenedAt: at(9).toISOString(), forOffice: true } as const
const told = [{ accountId: 'a', noticeId: 'n' }]

test('each way that was not muted is gone, and the robots of the committee are told once', () => {
  const muted = [
    { way: 'MAIL', kind: 'PROPOSAL_DUE' },
    { way: 'ROBOT', kind: 'PROPOSAL_URGED' },
  ] as const
  const planned = planDeliveries(raised, told, { people: [person({ muted })], officeRobots: ['o'] }, at(9))

  expect(planned.map(({ way, robotId, noticeId }) => [way, robotId, noticeId])).toEqual([
    ['ROBOT', 'r', 'n'],
    ['ROBOT', 'o', null],
  ])
  expect(planDeliveries({ ...raised, forOffice: false }, told, { people: [], officeRobots: ['o'] }, at(9))).toEqual([])
})

test('what happened days ago is on the page and is not sent', () => {
  expect(planDeliveries(raised, told, { people: [person()], officeRobots: ['o'] }, at(9 + 73))).toEqual([])
})

test('every kind is told in one role at least, and the groups stand in the order of the kinds', () => {
  expect(n.NoticeKind.options.filter((kind) => n.TOLD_ROLES[kind].length === 0)).toEqual([])
  const groups = n.NoticeKind.options.map(n.groupOfKind)
  expect([...new Set(groups)]).toEqual(n.NoticeGroup.options)
  expect(groups.filter((group, place) => place > 0 && group !== groups[place - 1])).toHaveLength(3)
})
