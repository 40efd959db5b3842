import { language, type Language } from './preferences.ts'

const SHANGHAI = 'Asia/Shanghai'

type Day = string | Date

/** Days and instants as Chinese offices write them; `now` is given by tests. */

/** 2026年4月3日, April 3, 2026. */
export const longDate = (day: Day, lang: Language = language()): string => {
  const { year, month, date } = partsOf(day)
  return lang === 'en' ? `${year}-${pad(month)}-${pad(date)}` : `${year}年${month}月${date}日`
}

/** 4月3日; with the year where it is not this one. */
export function shortDate(day: Day, now: Date = new Date(), lang: Language = language()): string {
  const { year, month, date } = partsOf(day)
  if (year !== partsOf(now).year) return longDate(day, lang)
  return lang === 'en' ? `${MONTHS[month - 1]} ${date}` : `${month}月${date}日`
}

/** 4月3日 星期五. */
export const dateWithWeekday = (day: Day, now?: Date, lang: Language = language()): string =>
  `${shortDate(day, now, lang)} ${weekday(day, lang)}`

export const weekday = (day: Day, lang: Language = language()): string =>
  new Intl.DateTimeFormat(lang, { weekday: lang === 'en' ? 'short' : 'long', timeZone: SHANGHAI }).format(asDate(day))

/** 10:26, always of 24 hours. */
export const clockTime = (instant: Day): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: SHANGHAI }).format(asDate(instant))

/** 4月1日 09:12. */
export const dateTime = (instant: Day, now?: Date, lang: Language = language()): string =>
  `${shortDate(instant, now, lang)} ${clockTime(instant)}`

/** 3月2日至6日, 3月30日至4月2日. */
export function span(from: Day, until: Day, now?: Date, lang: Language = language()): string {
  const [a, b] = [partsOf(from), partsOf(until)]
  if (lang === 'en') return `${shortDate(from, now, lang)} – ${shortDate(until, now, lang)}`
  const end = a.year === b.year && a.month === b.month ? `${b.date}日` : shortDate(until, asDate(from), lang)
  return `${shortDate(from, now, lang)}至${end}`
}

/** Whole days in Shanghai from one day to another; negative when it is over. */
export const daysBetween = (from: Day, until: Day): number =>
  Math.round((noonOf(until).getTime() - noonOf(from).getTime()) / 86_400_000)

/**
 * The day that an end of day at 24:00 belongs to: `due` of a deadline is the first instant after its last day.
 */
export const lastDayOf = (due: string): string => dayOf(new Date(new Date(due).getTime() - 1))

/** `2026-04-03` in Shanghai. */
export function dayOf(instant: Day): string {
  const { year, month, date } = partsOf(instant)
  return `${year}-${pad(month)}-${pad(date)}`
}

/** The day some days later. */
export const addDays = (day: Day, days: number): string => dayOf(new Date(noonOf(day).getTime() + days * 86_400_000))

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const pad = (number: number) => String(number).padStart(2, '0')
const asDate = (day: Day): Date =>
  day instanceof Date ? day : new Date(day.length === 10 ? `${day}T12:00:00+08:00` : day)
const noonOf = (day: Day): Date => new Date(`${dayOf(day)}T12:00:00+08:00`)

function partsOf(day: Day): { year: number; month: number; date: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: SHANGHAI,
  }).formatToParts(asDate(day))
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value)
  return { year: of('year'), month: of('month'), date: of('day') }
}
