import { foldText } from '@lianxie/service-kit'

/** What texts are compared by; a change in how terms are made or chosen is a new version, and all is made anew. */
export const LIKENESS_VERSION = 1

/** Rarest terms kept of a proposal. */
const KEPT = 48
/** Rarest terms of a text that are looked up. */
const ASKED = 48
/** Those of them that the subject gives: a proposal of which the subject alone is known is found by it. */
const OF_SUBJECT = 8
/** Proposals that a search goes through at most, as far as can be foreseen: its time is theirs. */
const GONE_THROUGH = 5_000
/** From so many on, the share of all proposals that contain a term means something. */
const MIN_TOLD = 10

/** 提案的文字: as far as it is known. */
export interface LikenessText {
  subject: string
  body: string
}

/** How many proposals of a sample contain a term. */
export interface Counting {
  id: string
  /** Of the sample, and of all that there were. */
  documents: number
  proposals: number
  counts: ReadonlyMap<number, number>
}

/** What is kept of a text: its rarest terms, and the length of the vector of all its terms. */
export interface Likeness {
  terms: number[]
  weight: number
}

/**
 * 查重特征: the rarest terms of a text. Two texts about the same thing share some of their rarest terms; what all proposals
 * share tells nothing. Equally rare ones are taken by their hash, so that both texts choose the same.
 */
export function likenessOf({ subject, body }: LikenessText, counting: Counting): Likeness {
  const all = termsOf(`${foldText(subject)}\n${foldText(body)}`)
  const terms = rarest(all, counting, KEPT, termsOf(foldText(subject)))
  return { terms, weight: Math.sqrt(sumOfSquares(all, counting)) }
}

/** The terms by which similar proposals are looked up, the rarest first, as far as they lead to a bearable number. */
export function askedTerms({ subject, body }: LikenessText, counting: Counting): number[] {
  const asked = rarest(termsOf(`${foldText(subject)}\n${foldText(body)}`), counting, ASKED, termsOf(foldText(subject)))
  let left = GONE_THROUGH
  return rarestOf(asked, counting, asked.length).filter((term) => {
    const expected = shareOf(term, counting) * counting.proposals
    if (expected <= left) left -= expected
    else left = 0
    return left > 0
  })
}

/** What a term says of a text: the square of how surprising it is to find it. */
export function weightOf(term: number, counting: Counting): number {
  return Math.log((counting.documents + 2) / countOf(term, counting)) ** 2
}

/** The share of proposals that contain a term, as far as was counted. */
export const shareOf = (term: number, counting: Counting): number =>
  counting.documents < MIN_TOLD ? 0 : countOf(term, counting) / counting.documents

/** The square of the length of the vector of `terms`. */
function sumOfSquares(terms: Iterable<number>, counting: Counting): number {
  let sum = 0
  for (const term of terms) sum += weightOf(term, counting) ** 2
  return sum
}

/** Every two neighbouring characters of a folded text, and every word of letters or digits, once each. */
export function termsOf(folded: string): Set<number> {
  const terms = new Set<number>()
  eachTerm(folded, (term) => terms.add(term))
  return terms
}

/**
 * Calls `each` with every term of a folded text, where it begins and where it ends. A pair of Chinese characters is their
 * two codes; a word is a hash below all pairs.
 */
export function eachTerm(folded: string, each: (term: number, from: number, to: number) => void): void {
  let word = -1
  let hash = 0
  for (let at = 0; at <= folded.length; at += 1) {
    const code = at < folded.length ? folded.charCodeAt(at) : 0
    if (isWordPart(code)) {
      if (word < 0) [word, hash] = [at, 0x811c9dc5]
      hash = Math.imul(hash ^ code, 0x01000193)
      continue
    }
    if (word >= 0) each(hash & 0x0fff_ffff, word, at)
    word = -1
    if (isHan(code) && isHan(folded.charCodeAt(at + 1))) each((code << 16) | folded.charCodeAt(at + 1), at, at + 2)
  }
}

const isHan = (code: number) => code >= 0x3400 && code <= 0x9fff
const isWordPart = (code: number) => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)

/** A term that the sample has in one proposal or in none is as rare as can be told. */
const countOf = (term: number, { counts }: Counting) => counts.get(term) ?? 1

function rarest(all: Iterable<number>, counting: Counting, most: number, ofSubject: Iterable<number>): number[] {
  const chosen = new Set(rarestOf(ofSubject, counting, OF_SUBJECT))
  for (const term of rarestOf(all, counting, most)) {
    if (chosen.size === most) break
    chosen.add(term)
  }
  return [...chosen]
}

/** The rarest first. */
function rarestOf(terms: Iterable<number>, counting: Counting, most: number): number[] {
  // One number says how rare a term is and where it stands among equally rare ones: plain numbers are sorted fastest.
  const termOf = new Map<number, number>()
  for (const term of terms) termOf.set(countOf(term, counting) * 2 ** 32 + mixed(term), term)
  return Array.from(Float64Array.from(termOf.keys()).sort().subarray(0, most), (key) => termOf.get(key)!)
}

/** Bits of a term in an order that has nothing to do with its characters. */
function mixed(term: number): number {
  let bits = Math.imul(term ^ (term >>> 16), 0x045d_9f3b)
  bits = Math.imul(bits ^ (bits >>> 16), 0x045d_9f3b)
  return (bits ^ (bits >>> 16)) >>> 0
}
