import { Instant, LocalDate } from '@lianxie/contracts'
import { z } from 'zod'
import { explainWalk, STEPS, type DeadlineStep } from './deadline-step.ts'
import { mergePauses, Pause } from './pause.ts'
import { addDays, addMonths, daysBetween, endOfDay, shanghaiDate, yearOf } from './shanghai-date.ts'
import { Term, type DayOffRule } from './term.ts'
import { chinaCalendar, isWorkingDay, walkWorkingDays, type WorkingCalendar } from './working-calendar.ts'

export const DeadlineInput = z.strictObject({
  /** What the period is counted from; an instant counts as its day in Asia/Shanghai. That day itself is not counted. */
  anchor: z.union([LocalDate, Instant]),
  term: Term,
  /** `before` counts backwards, as for a notice that must go out so long before a session. */
  direction: z.enum(['after', 'before']).default('after'),
  /** 延期: granted extensions in order, each counted from the last day so far, where a day off had moved it. */
  extensions: z.array(Term).max(10).default([]),
  pauses: z.array(Pause).max(50).default([]),
  /** The limit that neither extensions nor pauses can exceed, counted from the anchor as well; a day off does not move it. */
  max: Term.optional(),
})
export type DeadlineInput = z.input<typeof DeadlineInput>

export interface Deadline {
  /** 24:00 of the last day in Asia/Shanghai. An act at this instant or later is overdue. */
  due: Instant
  /** The last day on which the act is in time. */
  date: LocalDate
  /** False when a year whose holidays are not announced took part: the date may still move, count again then. */
  calendarKnown: boolean
  unknownYears: number[]
  /** Why this date: every step from the anchor to the last day, in order. */
  steps: DeadlineStep[]
}

/**
 * Counts a deadline and explains it.
 *
 * The general rules are those of the Civil Code (民法典): the first day is not counted (art. 201), a month ends on the
 * corresponding day or the month's last (art. 202), a last day that is a day off moves, and the day ends at 24:00 (art. 203).
 *
 * @example deadline({ anchor: '2022-09-29', term: { amount: 3, unit: 'working-day' } }).date // '2022-10-09'
 * @throws {z.ZodError} for input of another shape; `RangeError` for extensions, pauses or a limit on a period counted backwards.
 */
export function deadline(input: DeadlineInput, calendar: WorkingCalendar = chinaCalendar): Deadline {
  const { anchor, term, direction, extensions, pauses, max } = DeadlineInput.parse(input)
  if (direction === 'before' && (extensions.length > 0 || pauses.length > 0 || max)) {
    throw new RangeError('expected no extensions, pauses or limit on a period that is counted backwards')
  }
  const start = anchor.includes('T') ? shanghaiDate(anchor) : anchor
  const count = new Count(start, direction === 'after' ? 1 : -1, mergePauses(pauses), calendar)

  count.add(term, STEPS.anchor(start, term, direction))
  let ended = term
  for (const extension of extensions) {
    // What is extended ended on the day that was told: a day off had moved it already (art. 203).
    count.roll(ended.dayOff)
    count.add(extension, STEPS.extended(count.date, extension))
    ended = extension
  }
  const capped = max ? count.capAt(max, start) : false
  if (!capped) count.roll(ended.dayOff)
  // A day off does not move the last day beyond the limit either.
  if (!capped && max) count.capAt(max, start)

  return count.result()
}

/** A count under way: the date reached, the years looked at, and the steps taken. */
class Count {
  date: LocalDate
  readonly #direction: 1 | -1
  readonly #pauses: readonly Pause[]
  readonly #calendar: WorkingCalendar
  readonly #steps: DeadlineStep[] = []
  readonly #unknownYears = new Set<number>()

  constructor(start: LocalDate, direction: 1 | -1, pauses: readonly Pause[], calendar: WorkingCalendar) {
    this.date = start
    this.#direction = direction
    this.#pauses = pauses
    this.#calendar = calendar
  }

  add(term: Term, step: DeadlineStep): void {
    this.#steps.push(step)
    if (term.unit === 'working-day') this.#addWorkingDays(term.amount)
    else this.#addCalendarTime(term.amount * this.#direction, term.unit)
  }

  capAt(max: Term, start: LocalDate): boolean {
    const limit = new Count(start, 1, [], this.#calendar)
    limit.add(max, STEPS.anchor(start, max, 'after'))
    if (this.date <= limit.date) return false
    for (const year of limit.#unknownYears) this.#unknownYears.add(year)
    this.#steps.push(STEPS.capped(this.date, limit.date, max))
    this.date = limit.date
    return true
  }

  roll(rule: DayOffRule = this.#direction === 1 ? 'next-working-day' : 'previous-working-day'): void {
    if (rule === 'keep') return
    let day = this.#look(this.date)
    const from = day
    while (!day.working) day = this.#look(addDays(day.date, rule === 'next-working-day' ? 1 : -1))
    if (day.date === from.date) return
    this.#steps.push(STEPS.moved(from, day.date))
    this.date = day.date
  }

  result(): Deadline {
    const unknownYears = [...this.#unknownYears].sort((a, b) => a - b)
    return {
      due: endOfDay(this.date),
      date: this.date,
      calendarKnown: unknownYears.length === 0,
      unknownYears,
      steps: [...this.#steps, ...unknownYears.map((year) => STEPS.notAnnounced(year)), STEPS.due(this.date)],
    }
  }

  #addWorkingDays(amount: number): void {
    const start = this.date
    const isPaused = (date: LocalDate) => this.#pauses.some(({ from, to }) => from < date && date <= to)
    const walked = walkWorkingDays(start, amount * this.#direction, this.#calendar, isPaused)
    for (const { date } of walked) this.#look(date)
    this.date = walked.at(-1)?.date ?? start
    for (const pause of this.#pauses) {
      if (pause.to > start && pause.from < this.date) this.#steps.push(STEPS.paused(pause))
    }
    this.#steps.push(...explainWalk(walked), STEPS.counted(this.date, amount))
  }

  #addCalendarTime(amount: number, unit: 'day' | 'month'): void {
    const start = this.date
    if (unit === 'day') this.date = addDays(start, amount)
    else {
      const { date, clamped } = addMonths(start, amount)
      this.date = date
      if (clamped) this.#steps.push(STEPS.clamped(start, date))
    }
    for (const pause of this.#pauses) {
      if (pause.to <= start || pause.from >= this.date) continue
      const lost = daysBetween(pause.from > start ? pause.from : start, pause.to)
      this.date = addDays(this.date, lost)
      this.#steps.push(STEPS.paused(pause, { lost, date: this.date }))
    }
  }

  #look(date: LocalDate) {
    const day = isWorkingDay(date, this.#calendar)
    if (!day.yearKnown) this.#unknownYears.add(yearOf(date))
    return day
  }
}
