import { addDays, dayOf, lastDayOf } from '../../look/dates.ts'

export const GROUPS = ['OVERDUE', 'TODAY', 'THIS_WEEK', 'LATER', 'UNDATED'] as const
/** 已超期、今日到期、本周到期、以后、无期限. */
export type Group = (typeof GROUPS)[number]

/** The group of what ends with an instant, which is the first after its last day. A week ends with its Sunday in Shanghai. */
export function groupOf(dueAt: string | undefined, now: Date = new Date()): Group {
  if (dueAt === undefined) return 'UNDATED'
  const [last, today] = [lastDayOf(dueAt), dayOf(now)]
  if (last < today) return 'OVERDUE'
  if (last === today) return 'TODAY'
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return last <= addDays(today, (7 - weekday) % 7) ? 'THIS_WEEK' : 'LATER'
}
