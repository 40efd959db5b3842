import { LocalDate } from '@lianxie/contracts'
import { z } from 'zod'

/** 退回/补正: the clock stands still after the day `from` and runs again after the day `to`. */
export const Pause = z
  .strictObject({ from: LocalDate, to: LocalDate, reason: z.string().optional() })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'a pause ends on or after the day on which it began' })
export type Pause = z.infer<typeof Pause>

/** Pauses in order, those that touch or overlap as one, so that no day is given twice. */
export function mergePauses(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = []
  for (const pause of pauses.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) last.to = last.to > pause.to ? last.to : pause.to
    else merged.push({ ...pause })
  }
  return merged
}
