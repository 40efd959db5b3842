import { expect, test } from 'vitest'
import { inChinese } from '../web/look/numbers.ts'
import {
  addDays,
  clockTime,
  dateTime,
  dateWithWeekday,
  daysBetween,
  lastDayOf,
  longDate,
  shortDate,
  span,
} from '../web/look/dates.ts'

const now = new Date('2026-04-03T02:26:00.000Z')

test('days are written as Chinese offices write them', () => {
  expect(longDate('2026-04-03', 'zh-CN')).toBe('2026年4月3日')
  expect(shortDate('2026-04-03', now, 'zh-CN')).toBe('4月3日')
  expect(shortDate('2025-12-31', now, 'zh-CN')).toBe('2025年12月31日')
  expect(dateWithWeekday('2026-04-03', now, 'zh-CN')).toBe('4月3日 星期五')
  expect(span('2026-03-02', '2026-03-06', now, 'zh-CN')).toBe('3月2日至6日')
  expect(span('2026-03-30', '2026-04-02', now, 'zh-CN')).toBe('3月30日至4月2日')
})

test('times are of 24 hours in Shanghai, wherever the reader is', () => {
  expect(clockTime('2026-04-03T02:26:00.000Z')).toBe('10:26')
  expect(clockTime('2026-04-02T16:05:00.000Z')).toBe('00:05')
  expect(dateTime('2026-03-31T17:12:00.000Z', now, 'zh-CN')).toBe('4月1日 01:12')
})

test('a deadline at 24:00 belongs to the day that it ends', () => {
  expect(lastDayOf('2026-04-30T16:00:00.000Z')).toBe('2026-04-30')
})

test('distances are whole days of Shanghai', () => {
  expect(daysBetween(now, '2026-04-30')).toBe(27)
  expect(daysBetween('2026-04-03T15:59:00.000Z', '2026-04-04')).toBe(1)
  expect(daysBetween(now, '2026-04-01')).toBe(-2)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

test.each([
  [1, '一'],
  [10, '十'],
  [16, '十六'],
  [20, '二十'],
  [99, '九十九'],
])('term %i is read %s', (number, read) => {
  expect(inChinese(number)).toBe(read)
})
