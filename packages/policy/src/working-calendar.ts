import type { LocalDate } from '@lianxie/contracts'
import type { HolidayNotice } from './holiday-notice.ts'
import { publicHolidays } from './public-holidays.ts'
import { addDays, weekday, yearOf } from './shanghai-date.ts'
import type { Text } from './text.ts'

/** 工作日: whether a day is worked, why, and whether that is certain. */
export interface CalendarDay {
  date: LocalDate
  working: boolean
  kind: 'weekday' | 'weekend' | 'holiday' | 'make-up'
  /** False when the year's holiday notice is not known: then only weekends are told apart. */
  yearKnown: boolean
  /** The holiday that gives the day off, or that a make-up day is worked for. */
  holiday?: Text
  /** The number of the notice that says so. */
  notice?: string
}

/** The announced years with their days off and make-up workdays. Made once, then only read. */
export interface WorkingCalendar {
  years: ReadonlySet<number>
  days: ReadonlyMap<LocalDate, Pick<CalendarDay, 'kind'> & { holiday: Text; notice: string }>
}

/** Builds a calendar from notices, so that an instance can add a newly announced year to `publicHolidays`. */
export function workingCalendar(notices: readonly HolidayNotice[]): WorkingCalendar {
  const days = new Map<LocalDate, Pick<CalendarDay, 'kind'> & { holiday: Text; notice: string }>()
  for (const { number, holidays } of notices) {
    for (const { name, from, to, makeUp } of holidays) {
      for (let date = from; date <= to; date = addDays(date, 1)) {
        days.set(date, { kind: 'holiday', holiday: name, notice: number })
      }
      for (const date of makeUp) days.set(date, { kind: 'make-up', holiday: name, notice: number })
    }
  }
  return { years: new Set(notices.map(({ year }) => year)), days }
}

/** The calendar of the years in `publicHolidays`. */
export const chinaCalendar: WorkingCalendar = workingCalendar(publicHolidays)

/** 是否工作日: answers for any day, and says with `yearKnown` whether the year's notice is known. */
export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar = chinaCalendar): CalendarDay {
  const special = calendar.days.get(date)
  const yearKnown = calendar.years.has(yearOf(date))
  if (special) return { date, working: special.kind === 'make-up', yearKnown, ...special }
  const weekend = weekday(date) % 6 === 0
  return { date, working: !weekend, kind: weekend ? 'weekend' : 'weekday', yearKnown }
}

/** The `count`-th working day after a day (before it when negative); the day itself is not counted. Zero gives it back. */
export function addWorkingDays(date: LocalDate, count: number, calendar: WorkingCalendar = chinaCalendar): LocalDate {
  return walkWorkingDays(date, count, calendar).at(-1)?.date ?? date
}

/** How many working days lie after `from` up to and including `to`; negative when `to` is the earlier one. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkingCalendar = chinaCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) {
    if (isWorkingDay(date, calendar).working) count += 1
  }
  return count
}

/** Every day looked at while counting working days away from `date`, ending with the last one counted. */
export function walkWorkingDays(
  date: LocalDate,
  count: number,
  calendar: WorkingCalendar,
  isPaused: (date: LocalDate) => boolean = () => false,
): CalendarDay[] {
  if (!Number.isInteger(count)) throw new RangeError(`expected a whole number of working days, got ${count}`)
  const walked: CalendarDay[] = []
  const direction = Math.sign(count)
  for (let left = Math.abs(count), current = date; left > 0;) {
    current = addDays(current, direction)
    if (isPaused(current)) continue
    const day = isWorkingDay(current, calendar)
    walked.push(day)
    if (day.working) left -= 1
  }
  return walked
}
