import type { Instant, LocalDate } from '@lianxie/contracts'

const DAY = 86_400_000
// China keeps one zone and has had no summer time since 1992, so the offset is a constant from then on.
const OFFSET = 8 * 3_600_000
const FIRST = '1992-01-01'
const LAST = '2199-12-31'

/** The calendar day in Asia/Shanghai on which an instant falls. Independent of the machine's own time zone. */
export function shanghaiDate(at: Date | Instant): LocalDate {
  const ms = typeof at === 'string' ? Date.parse(at) : at.getTime()
  if (Number.isNaN(ms)) throw new RangeError(`expected an instant, got ${String(at)}`)
  return fromDayNumber(Math.floor((ms + OFFSET) / DAY))
}

/** 24:00 of a day in Asia/Shanghai: the first instant that no longer belongs to it. */
export function endOfDay(date: LocalDate): Instant {
  return new Date((dayNumber(date) + 1) * DAY - OFFSET).toISOString()
}

/** The instant at which a wall clock in Asia/Shanghai shows `hour`:00 (0 to 23) on a day. */
export function atHour(date: LocalDate, hour: number): Instant {
  return new Date(dayNumber(date) * DAY - OFFSET + hour * 3_600_000).toISOString()
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** The same day of the month `months` later (or earlier), or the month's last day where there is no such day. */
export function addMonths(date: LocalDate, months: number): { date: LocalDate; clamped: boolean } {
  const [year, month, day] = parts(date)
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  const target = Date.UTC(year, month - 1 + months, Math.min(day, lastDay)) / DAY
  return { date: fromDayNumber(target), clamped: day > lastDay }
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(date: LocalDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

export const yearOf = (date: LocalDate): number => parts(date)[0]

function dayNumber(date: LocalDate): number {
  const [year, month, day] = parts(date)
  const number = Date.UTC(year, month - 1, day) / DAY
  if (fromDayNumber(number) !== date) throw new RangeError(`expected a calendar day, got ${date}`)
  return number
}

function fromDayNumber(number: number): LocalDate {
  const date = new Date(number * DAY).toISOString().slice(0, 10)
  if (date < FIRST || date > LAST || date.length !== 10) {
    throw new RangeError(`expected a day from ${FIRST} to ${LAST}, got ${date}`)
  }
  return date
}

function parts(date: LocalDate): [year: number, month: number, day: number] {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) throw new RangeError(`expected a day such as 2022-03-01, got ${date}`)
  return [Number(match[1]), Number(match[2]), Number(match[3])]
}
