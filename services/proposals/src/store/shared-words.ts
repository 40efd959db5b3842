import type { proposals as c } from '@lianxie/contracts'
import type { FoldedParts } from './folded-parts.ts'
import { type Counting, eachTerm, shareOf, termsOf, weightOf } from './likeness-terms.ts'

/** Characters from which on the same words are a passage that was taken over. */
const PASSAGE = 12
/** Places of one beginning that are looked at. */
const MOST_PLACES = 16
const MOST_PASSAGES = 10
const MOST_TERMS = 8
/** What more than this share of proposals say is no reason. */
const TELLING_SHARE = 0.2

/** Why two texts are alike: passages that both have, and beyond them terms that both have and few others. */
export function sharedWords(
  here: FoldedParts,
  there: FoldedParts,
  counting: Counting,
): { terms: string[]; passages: c.SharedPassage[] } {
  const passages = sharedPassages(here.folded, there.folded)
  return {
    terms: sharedTerms(here, there, passages, counting),
    passages: [...passages]
      .sort((a, b) => b.to - b.from - (a.to - a.from))
      .slice(0, MOST_PASSAGES)
      .sort((a, b) => a.from - b.from)
      .map(({ from, to, at }) => {
        const mine = here.placeOf(from, to)
        return { text: mine.text, here: mine.place, there: there.placeOf(at, at + to - from).place }
      }),
  }
}

interface Passage {
  from: number
  to: number
  /** Where it begins in the other text. */
  at: number
}

/** The longest passages of `here` that stand in `there`, none over another. */
export function sharedPassages(here: string, there: string): Passage[] {
  const places = new Map<string, number[]>()
  for (let at = 0; at + PASSAGE <= there.length; at += 1) {
    const beginning = there.slice(at, at + PASSAGE)
    if (beginning.includes('\n')) continue
    const known = places.get(beginning)
    if (!known) places.set(beginning, [at])
    else if (known.length < MOST_PLACES) known.push(at)
  }
  const passages: Passage[] = []
  for (let from = 0; from + PASSAGE <= here.length; from += 1) {
    if (!isWordCharacter(here, from)) continue
    const found = places.get(here.slice(from, from + PASSAGE))
    if (!found) continue
    let best = { length: 0, at: 0 }
    for (const at of found) {
      const length = sameLength(here, from, there, at)
      if (length > best.length) best = { length, at }
    }
    let to = from + best.length
    while (!isWordCharacter(here, to - 1)) to -= 1
    if (to - from >= PASSAGE) passages.push({ from, to, at: best.at })
    from = Math.max(from, to - 1)
  }
  return passages
}

function sameLength(here: string, from: number, there: string, at: number): number {
  let length = 0
  while (from + length < here.length && here[from + length] === there[at + length] && here[from + length] !== '\n') {
    length += 1
  }
  return length
}

const isWordCharacter = (text: string, at: number) => /[\p{L}\p{N}]/u.test(text[at] ?? '')

/** Neighbouring terms are one: 停车 and 车难 are 停车难. */
function sharedTerms(
  here: FoldedParts,
  there: FoldedParts,
  passages: readonly Passage[],
  counting: Counting,
): string[] {
  const theirs = termsOf(there.folded)
  const runs: { from: number; to: number; weight: number }[] = []
  let passage = 0
  eachTerm(here.folded, (term, from, to) => {
    while (passage < passages.length && passages[passage]!.to <= from) passage += 1
    const inPassage = passage < passages.length && passages[passage]!.from < to
    if (inPassage || !theirs.has(term) || shareOf(term, counting) > TELLING_SHARE) return
    const weight = weightOf(term, counting)
    const last = runs.at(-1)
    if (last && from < last.to) Object.assign(last, { to, weight: last.weight + weight })
    else runs.push({ from, to, weight })
  })
  const terms = runs
    .sort((a, b) => b.weight - a.weight)
    .map((run) => withoutParticles(here.folded, run))
    .filter(({ from, to }) => to - from > 1)
    .map(({ from, to }) => here.placeOf(from, to).text)
  return [...new Set(terms)].slice(0, MOST_TERMS)
}

/** Characters that only hold words together: a term neither begins nor ends with them. */
const PARTICLES = new Set('的了在是和与及等对为以把被将从向如有并或于至由其中')

function withoutParticles(text: string, { from, to }: { from: number; to: number }): { from: number; to: number } {
  while (from < to && PARTICLES.has(text[from]!)) from += 1
  while (from < to && PARTICLES.has(text[to - 1]!)) to -= 1
  return { from, to }
}
