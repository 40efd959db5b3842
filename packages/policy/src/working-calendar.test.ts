import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HolidayNotice } from './holiday-notice.ts'
import { publicHolidays } from './public-holidays.ts'
import { addDays, weekday } from './shanghai-date.ts'
import { addWorkingDays, chinaCalendar, isWorkingDay, workingCalendar, workingDaysBetween } from './working-calendar.ts'

const anyDay = fc.integer({ min: 0, max: 365 * 8 }).map((offset) => addDays('2020-06-01', offset))
const anyCount = fc.integer({ min: -400, max: 400 })

test.each([
  ['2022-01-29', true, 'make-up', '春节'],
  ['2022-02-06', false, 'holiday', '春节'],
  ['2022-02-07', true, 'weekday', undefined],
  ['2022-12-31', false, 'holiday', '元旦'],
  ['2024-02-09', true, 'weekday', undefined],
  ['2025-01-28', false, 'holiday', '春节'],
  ['2026-02-28', true, 'make-up', '春节'],
  ['2026-10-10', true, 'make-up', '国庆节'],
  ['2026-11-22', false, 'weekend', undefined],
] as const)('%s is worked: %s, as a %s', (date, working, kind, holiday) => {
  const day = isWorkingDay(date)

  expect(day).toMatchObject({ working, kind, yearKnown: true })
  expect(day.holiday?.zh).toBe(holiday)
})

test('a year without a notice is told by weekends only, and says so', () => {
  expect(isWorkingDay('2027-02-08')).toEqual({ date: '2027-02-08', working: true, kind: 'weekday', yearKnown: false })
  expect(isWorkingDay('2027-02-07')).toMatchObject({ working: false, yearKnown: false })
})

// Sums of days off on weekdays and of make-up days, counted from each notice by hand.
test.each([
  [2021, 18, 7],
  [2022, 18, 7],
  [2023, 18, 7],
  [2024, 19, 8],
  [2025, 18, 5],
  [2026, 19, 6],
])('%i has %i weekdays off and %i make-up workdays', (year, off, makeUp) => {
  const days = Array.from({ length: 366 }, (_, index) => addDays(`${year}-01-01`, index))
    .filter((date) => date.startsWith(String(year)))
    .map((date) => ({ ...isWorkingDay(date), weekend: weekday(date) % 6 === 0 }))

  expect(days.filter(({ working, weekend }) => !working && !weekend)).toHaveLength(off)
  expect(days.filter(({ working, weekend }) => working && weekend)).toHaveLength(makeUp)
})

test('a newly announced year makes its days known', () => {
  const notice = HolidayNotice.parse({
    year: 2027,
    number: '示例',
    issued: '2026-11-30',
    holidays: [{ name: { zh: '元旦', en: "New Year's Day" }, from: '2027-01-01', to: '2027-01-03', makeUp: [] }],
  })

  const calendar = workingCalendar([...publicHolidays, notice])

  expect(isWorkingDay('2027-01-01', calendar)).toMatchObject({ working: false, yearKnown: true, notice: '示例' })
})

test.each([
  ['a make-up day on a weekday', { makeUp: ['2027-01-04'] }],
  ['a make-up day that is off as well', { makeUp: ['2027-01-02'] }],
  ['a holiday that ends before it begins', { to: '2026-12-31' }],
])('a notice with %s is refused', (_mistake, change) => {
  const holiday = { name: { zh: '元旦', en: 'New Year' }, from: '2027-01-01', to: '2027-01-03', makeUp: [], ...change }

  expect(HolidayNotice.safeParse({ year: 2027, number: 'x', issued: '2026-11-30', holidays: [holiday] }).success).toBe(
    false,
  )
})

test('from a working day, going n working days and back returns', () => {
  fc.assert(
    fc.property(anyDay, anyCount, (date, count) => {
      fc.pre(isWorkingDay(date).working)
      expect(addWorkingDays(addWorkingDays(date, count), -count)).toBe(date)
    }),
  )
})

test('a later start or a larger count never ends earlier', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 0, max: 200 }),
      anyCount,
      fc.integer({ min: 0, max: 20 }),
      (date, later, count, more) => {
        expect(addWorkingDays(date, count) <= addWorkingDays(addDays(date, later), count) || count === 0).toBe(true)
        expect(addWorkingDays(date, count) <= addWorkingDays(date, count + more) || count * (count + more) <= 0).toBe(
          true,
        )
      },
    ),
  )
})

test('the n-th working day is a working day, with exactly n working days up to it', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (date, count) => {
      const end = addWorkingDays(date, count)
      expect(isWorkingDay(end).working).toBe(true)
      expect(workingDaysBetween(date, end)).toBe(count)
    }),
  )
})

test('the calendar knows 2021 to 2026', () => {
  expect([...chinaCalendar.years]).toEqual([2021, 2022, 2023, 2024, 2025, 2026])
})
