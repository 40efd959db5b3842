import { type LocalDate, Refusal } from '@lianxie/contracts'

/** What a decision here may know beside its facts. */
export interface Deciding {
  now: Date
  committee: string
  actor: { id: string; role: string; memberId?: string }
  newId: () => string
}

/** Refuses `date.before_start` for an end or a change that would lie before the beginning. */
export function notBefore(day: LocalDate, start: LocalDate, field: string): void {
  if (day < start) throw new Refusal('date.before_start', { field, start })
}
