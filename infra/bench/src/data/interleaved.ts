import type { DatedFact } from './append-history.ts'

/** What happens to one thing, in its order. */
export type Life = readonly DatedFact[]

/** Many lives at once: each in its own order, mixed with those of its time, as they are in an event table. */
export function* interleaved(lives: Iterable<Life>, random: () => number, atOnce = 2_000): Generator<DatedFact> {
  const source = lives[Symbol.iterator]()
  const open: { life: Life; next: number }[] = []
  const begin = () => {
    const next = source.next()
    if (!next.done) open.push({ life: next.value, next: 0 })
  }
  for (let i = 0; i < atOnce; i += 1) begin()
  while (open.length > 0) {
    const at = Math.floor(random() * open.length)
    const one = open[at]!
    yield one.life[one.next]!
    one.next += 1
    if (one.next < one.life.length) continue
    open[at] = open.at(-1)!
    open.pop()
    begin()
  }
}
