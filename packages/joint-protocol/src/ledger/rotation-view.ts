import type { CompactText } from '../bodies/compact-text.ts'
import { hostOf } from './host-of.ts'
import type { Words } from './object-views.ts'
import type { RotationYearView } from './views.ts'

/** 轮值年: who hosts which year, from the first year to the year after the last one that was begun. */
export function rotationView(words: Words, text: CompactText): RotationYearView[] {
  const acts = words('rotation')
  const begun = acts.flatMap(({ body }) => (body.act === 'begin' ? [body.year] : []))
  const years: RotationYearView[] = []
  const { firstYear } = text.rotation
  for (let year = firstYear; year <= Math.max(firstYear, ...begun.map((y) => y + 1)); year++) {
    const began = acts.find(({ body }) => body.act === 'begin' && body.year === year)
    const host = began?.placed.entry.committee ?? hostOf(text, year)
    if (!host) continue
    const given = acts.find(({ body }) => body.act === 'hand-over' && body.year === year)
    const taken = acts.find(({ body }) => body.act === 'take-over' && body.handOver === given?.placed.id)
    years.push({
      year,
      host,
      state: taken ? 'HANDED_OVER' : began ? 'HOSTING' : 'SCHEDULED',
      handOver:
        given?.body.act === 'hand-over'
          ? { entry: given.placed.id, body: given.body, takenOver: taken?.placed.id ?? null }
          : null,
    })
  }
  return years
}
