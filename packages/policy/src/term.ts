import { z } from 'zod'
import type { Text } from './text.ts'

/** What happens when a period ends on a day off. */
export const DayOffRule = z.enum(['keep', 'next-working-day', 'previous-working-day']).meta({ id: 'DayOffRule' })
export type DayOffRule = z.infer<typeof DayOffRule>

/** 期限: a length of time in working days, calendar days or calendar months. */
export const Term = z
  .strictObject({
    amount: z.int().min(1).max(999),
    unit: z.enum(['working-day', 'day', 'month']),
    /** Without it, a period in days or months ends on the next working day, or on the previous one when counted backwards. */
    dayOff: DayOffRule.exactOptional(),
  })
  .meta({ id: 'Term' })
export type Term = z.infer<typeof Term>

export const workingDays = (amount: number): Term => ({ amount, unit: 'working-day' })
export const days = (amount: number): Term => ({ amount, unit: 'day' })
export const months = (amount: number): Term => ({ amount, unit: 'month' })

const UNITS = {
  'working-day': { zh: '个工作日', en: 'working day' },
  day: { zh: '天', en: 'day' },
  month: { zh: '个月', en: 'month' },
} as const satisfies Record<Term['unit'], Text>

/** `3个月`, `3 months`. */
export function describeTerm({ amount, unit }: Term): Text {
  return { zh: `${amount}${UNITS[unit].zh}`, en: `${amount} ${UNITS[unit].en}${amount === 1 ? '' : 's'}` }
}
