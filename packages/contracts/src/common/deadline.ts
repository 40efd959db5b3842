import { z } from 'zod'
import { Instant, line, LocalDate, text } from '../primitives.ts'

/** 期限及其依据: a deadline with every step of “why this date”, as it was counted when it was set. */
export const Deadline = z
  .strictObject({
    /** 24:00 of the last day; an act at this instant or later is late. */
    due: Instant,
    date: LocalDate,
    /** False when a year took part whose holidays are not announced yet. */
    calendarKnown: z.boolean(),
    unknownYears: z.array(z.int()).max(10),
    steps: z
      .array(z.strictObject({ code: line(40), date: LocalDate.optional(), zh: text(300), en: text(300) }))
      .max(60),
  })
  .meta({ id: 'Deadline' })
export type Deadline = z.infer<typeof Deadline>
