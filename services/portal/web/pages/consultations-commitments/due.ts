import { addDays } from '../../look/dates.ts'

/** The first instant after a last day, as chips take it. */
export const endOf = (day: string): string => new Date(`${addDays(day, 1)}T00:00:00+08:00`).toISOString()
