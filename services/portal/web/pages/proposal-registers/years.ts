import { dayOf } from '../../look/dates.ts'

const YEARS = 8

/** The years that a list can be narrowed to, this one first. */
export function yearsBack(now: Date = new Date()): readonly (readonly [value: string, label: string])[] {
  const year = Number(dayOf(now).slice(0, 4))
  return Array.from({ length: YEARS }, (_, at) => [String(year - at), String(year - at)] as const)
}
