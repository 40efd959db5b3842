import { LocalDate } from '@lianxie/contracts'
import { z } from 'zod'

const Holiday = z
  .strictObject({
    name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    /** First and last day off, both included. */
    from: LocalDate,
    to: LocalDate,
    /** 调休上班: weekend days worked in exchange. */
    makeUp: z.array(LocalDate),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'a holiday ends on or after its first day' })

/** 部分节假日安排的通知: the yearly notice of the State Council's General Office that makes a year's calendar known. */
export const HolidayNotice = z
  .strictObject({
    year: z.int().min(1992).max(2199),
    number: z.string().min(1),
    issued: LocalDate,
    holidays: z.array(Holiday).min(1),
  })
  .superRefine(({ holidays }, context) => {
    for (const [index, { makeUp }] of holidays.entries()) {
      for (const date of makeUp) {
        if (new Date(date).getUTCDay() % 6 !== 0) {
          context.addIssue({
            code: 'custom',
            path: ['holidays', index, 'makeUp'],
            message: `${date} is not on a weekend`,
          })
        }
        if (holidays.some(({ from, to }) => from <= date && date <= to)) {
          context.addIssue({
            code: 'custom',
            path: ['holidays', index, 'makeUp'],
            message: `${date} is a day off as well`,
          })
        }
      }
    }
  })
export type HolidayNotice = z.infer<typeof HolidayNotice>
