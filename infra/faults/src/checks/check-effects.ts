import type { Figure } from '../scenario.ts'
import { some } from './check-answers.ts'
import type { Effect } from './expected.ts'

/** One change of a projection. */
export interface Happened extends Effect {
  /** Made by a rebuild, which takes in several events and shows the last of them. */
  rebuilt?: boolean
  /** The versions between which the consumer's cursor went in the transaction that made it; null where it stood still. */
  cameFrom?: number | null
  reached?: number | null
}

/**
 * Holds what happened in a projection, oldest first, against what the answers say should have: once each, in order. What a
 * transaction took in together shows as its last effect.
 */
export function checkEffects(
  expected: ReadonlyMap<string, readonly Effect[]>,
  happened: readonly Happened[],
  where: string,
): { figures: Figure[]; findings: string[] } {
  const seen = Map.groupBy(happened, ({ thing }) => thing)
  const lost: string[] = []
  const doubled: string[] = []
  const disordered: string[] = []
  const foreign = [...seen.keys()].filter((thing) => !expected.has(thing))
  for (const [thing, wanted] of expected) {
    const changes = seen.get(thing) ?? []
    const got = changes.map(wordOf)
    const want = wanted.map(wordOf)
    const counts = new Map<string, number>()
    for (const word of got) counts.set(word, (counts.get(word) ?? 0) + 1)
    const passed = new Set([...passedByRebuild(changes, want), ...passedTogether(changes, want)])
    lost.push(...want.filter((word, i) => !counts.has(word) && !passed.has(i)))
    const surplus = [...counts].flatMap(([word, count]) => Array.from({ length: count - 1 }, () => word))
    doubled.push(...surplus, ...[...counts.keys()].filter((word) => !want.includes(word)))
    const places = [...new Set(got)].map((word) => want.indexOf(word)).filter((place) => place >= 0)
    if (places.some((place, i) => i > 0 && place < places[i - 1]!)) disordered.push(thing)
  }
  const name = (what: string) => `${what} in ${where}`
  return {
    figures: [
      { name: name('effects'), value: happened.length, unit: '' },
      { name: name('effects lost'), value: lost.length, unit: '', most: 0 },
      { name: name('effects doubled'), value: doubled.length + foreign.length, unit: '', most: 0 },
      { name: name('order errors behind the cursor'), value: disordered.length, unit: '', most: 0 },
    ],
    findings: [
      ...some(name('effect lost'), lost, (word) => word),
      ...some(name('effect that happened twice, or of no known event'), [...doubled, ...foreign], (word) => word),
      ...some(name('effects out of order'), disordered, (thing) => thing),
    ],
  }
}

/** The places of effects between what was there before a rebuild and what it left; nobody saw those. */
function passedByRebuild(changes: readonly Happened[], want: readonly string[]): Set<number> {
  const passed = new Set<number>()
  for (const [i, change] of changes.entries()) {
    if (!change.rebuilt) continue
    const before = changes[i - 1]
    const from = before === undefined ? -1 : want.indexOf(wordOf(before))
    for (let place = from + 1; place < want.indexOf(wordOf(change)); place += 1) passed.add(place)
  }
  return passed
}

/** The places of effects that one transaction took in before the last one of its thing, which is the one it wrote. */
function passedTogether(changes: readonly Happened[], want: readonly string[]): Set<number> {
  const passed = new Set<number>()
  for (const change of changes) {
    const { cameFrom, reached } = change
    if (cameFrom == null || reached == null || want[reached - 1] !== wordOf(change)) continue
    for (let place = cameFrom; place < reached - 1; place += 1) passed.add(place)
  }
  return passed
}

const wordOf = ({ name, active }: Effect) => (active ? name : `${name} (ended)`)
