import { expect, test } from 'vitest'
import { daysLeft, reminders, signal } from './deadline-signal.ts'
import { endOfDay } from './shanghai-date.ts'

const due = endOfDay('2022-06-30')

test.each([
  ['2022-05-30T04:00:00.000Z', 31, 'green'],
  ['2022-05-31T04:00:00.000Z', 30, 'yellow'],
  ['2022-06-19T04:00:00.000Z', 11, 'yellow'],
  ['2022-06-20T04:00:00.000Z', 10, 'orange'],
  ['2022-06-30T15:59:59.999Z', 0, 'orange'],
  ['2022-06-30T16:00:00.000Z', -1, 'red'],
] as const)('at %s %i days are left: %s', (now, left, light) => {
  expect(daysLeft(due, now)).toBe(left)
  expect(signal(due, now)).toBe(light)
})

test('the thresholds are local rules', () => {
  expect(signal(due, '2022-06-20T04:00:00.000Z', { yellow: 5, orange: 2 })).toBe('green')
})

test('reminders come at nine in the morning of T-30, T-10, T-3 and T+1', () => {
  expect(reminders(due)).toEqual([
    { offset: -30, at: '2022-05-31T01:00:00.000Z' },
    { offset: -10, at: '2022-06-20T01:00:00.000Z' },
    { offset: -3, at: '2022-06-27T01:00:00.000Z' },
    { offset: 1, at: '2022-07-01T01:00:00.000Z' },
  ])
})

test('a reminder that would lie before the clock began is left out', () => {
  expect(reminders(due, { since: '2022-06-20T01:00:00.000Z' }).map(({ offset }) => offset)).toEqual([-3, 1])
})
