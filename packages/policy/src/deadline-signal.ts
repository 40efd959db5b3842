import type { Instant } from '@lianxie/contracts'
import { addDays, atHour, daysBetween, shanghaiDate } from './shanghai-date.ts'

/** 红绿灯: green while more than `yellow` days are left, yellow, orange from `orange` days on, red once overdue. */
export type Signal = 'green' | 'yellow' | 'orange' | 'red'

export interface SignalThresholds {
  yellow: number
  orange: number
}

/** How many days are left, by the calendar of Asia/Shanghai: 0 on the last day, negative once overdue. */
export function daysLeft(due: Instant, now: Date | Instant): number {
  return daysBetween(shanghaiDate(now), lastDay(due))
}

/** The traffic light of a deadline at `now`. */
export function signal(
  due: Instant,
  now: Date | Instant,
  { yellow, orange }: SignalThresholds = { yellow: 30, orange: 10 },
): Signal {
  const left = daysLeft(due, now)
  if (left < 0) return 'red'
  if (left <= orange) return 'orange'
  return left <= yellow ? 'yellow' : 'green'
}

export interface Reminder {
  /** Days from the last day: -30 is T-30, 1 is the day after. */
  offset: number
  at: Instant
}

/** 催办: the instants of reminders, in order; those not after `since` (when the clock began) are left out. */
export function reminders(
  due: Instant,
  {
    offsets = [-30, -10, -3, 1],
    hour = 9,
    since,
  }: { offsets?: readonly number[]; hour?: number; since?: Instant } = {},
): Reminder[] {
  const last = lastDay(due)
  return offsets
    .toSorted((a, b) => a - b)
    .map((offset) => ({ offset, at: atHour(addDays(last, offset), hour) }))
    .filter(({ at }) => since === undefined || at > since)
}

// `due` is the first instant after the last day.
const lastDay = (due: Instant) => shanghaiDate(new Date(Date.parse(due) - 1))
