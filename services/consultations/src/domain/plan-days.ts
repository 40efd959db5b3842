import { Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'

/** Refuses a day that has not come yet: what is recorded has happened. */
export function requirePast(day: string, now: Date, field: string): void {
  const today = shanghaiDate(now)
  if (day > today) throw new Refusal('plan.day_in_future', { field, today })
}

/** Refuses a day that is over: a deadline gives time. */
export function requireAhead(day: string, now: Date, field: string): void {
  const today = shanghaiDate(now)
  if (day < today) throw new Refusal('plan.day_in_past', { field, today })
}

/** Refuses a day before that of the step it follows. */
export function requireNotBefore(day: string, earlier: string | undefined, field: string): void {
  if (earlier !== undefined && day < earlier) throw new Refusal('plan.day_before', { field, earlier })
}
