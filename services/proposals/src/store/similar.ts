import type { proposals as c } from '@lianxie/contracts'
import { type Database, foldText } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Content } from '../domain/content.ts'
import { foldParts } from './folded-parts.ts'
import { currentCounting } from './likeness-counting.ts'
import { askedTerms, type Counting, eachTerm, termsOf, weightOf } from './likeness-terms.ts'
import { sharedWords } from './shared-words.ts'
import { bodyOf, type SubmittedText, submittedTexts } from './submitted-texts.ts'
import type { Tables } from './tables.ts'

/** Proposals whose texts are compared as a whole. */
const COMPARED = 50
/** Below this two proposals have no more in common than any two about one field of work. */
const ALIKE_FROM = 0.27
/** The same while there are too few to know what all proposals say. */
const ALIKE_FROM_UNCOUNTED = 0.5
const MIN_COUNTED = 50

export interface SimilarOptions {
  limit: number
  /** A proposal that is not to be found: the one that is asked about. */
  exclude?: string | undefined
  fromYear?: number | undefined
  /** Which rows of `proposal` may be found, and of which the text may be shown. */
  visible?: RawBuilder<boolean>
  readable?: RawBuilder<boolean>
}

export interface Similar {
  proposalId: string
  score: number
  terms: string[]
  passages: c.SharedPassage[]
}

/** 查重: the submitted proposals whose texts are most like `content`, the most alike first. */
export async function similarTo(db: Database<Tables>, content: Content, options: SimilarOptions): Promise<Similar[]> {
  const counting = await currentCounting(db)
  const candidates = await candidatesFor(db, content, counting, options)
  const texts = await submittedTexts(
    db,
    candidates.map(({ id }) => id),
  )
  const from = counting.documents < MIN_COUNTED ? ALIKE_FROM_UNCOUNTED : ALIKE_FROM
  const alike = scored(content, texts, candidates, counting)
    .filter(({ score }) => score >= from)
    .slice(0, options.limit)
  const here = foldParts(content)
  return alike.map(({ text, score, isReadable }) => ({
    proposalId: text.proposalId,
    score,
    ...(isReadable ? sharedWords(here, foldParts(text.content), counting) : { terms: [], passages: [] }),
  }))
}

interface Candidate {
  id: string
  weight: number
  is_readable: boolean
}

/** The proposals that share the rarest terms: each term is one look-up, and what it finds is added up. */
async function candidatesFor(
  db: Database<Tables>,
  content: Content,
  counting: Counting,
  { exclude, fromYear, visible = sql`true`, readable = sql`true` }: SimilarOptions,
): Promise<Candidate[]> {
  const terms = askedTerms({ subject: content.subject, body: bodyOf(content) }, counting)
  if (terms.length === 0) return []
  const weights = terms.map((term) => weightOf(term, counting) ** 2)
  // `offset 0`: only the best are looked at, in their order, whatever the planner thinks of `visible`.
  const { rows } = await sql<Candidate>`
    select proposal.id, alike.weight, proposal.is_readable
    from (
      select found.proposal_id, found.weight, sum(asked.weight) / found.weight as nearness
      from unnest(${terms}::integer[], ${weights}::float8[]) as asked (term, weight)
      cross join lateral (
        select proposal_id, weight from likeness where likeness.terms @> array[asked.term]) found
      group by found.proposal_id, found.weight
      order by nearness desc, found.proposal_id) alike
    cross join lateral (
      select proposal.id, ${readable} as is_readable from proposal
      where proposal.id = alike.proposal_id and proposal.submitted_at is not null
        and proposal.id is distinct from ${exclude ?? null}::uuid
        and (${fromYear ?? null}::integer is null or proposal.year >= ${fromYear ?? null}::integer)
        and ${visible}
      offset 0) proposal
    limit ${COMPARED}`.execute(db)
  return rows
}

/**
 * The best first. Where one of the two has hardly more than its subject, as an import of old lists has, or a draft that was
 * only begun, the subjects are compared; otherwise the texts as a whole.
 */
function scored(
  content: Content,
  texts: readonly SubmittedText[],
  candidates: readonly Candidate[],
  counting: Counting,
): { text: SubmittedText; score: number; isReadable: boolean }[] {
  const asked = { subject: foldText(content.subject), body: foldText(bodyOf(content)) }
  const bySubject = comparing(asked.subject, (term) => Math.sqrt(weightOf(term, counting)))
  const byAll = comparing(`${asked.subject}\n${asked.body}`, (term) => weightOf(term, counting))
  const found = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  return texts
    .map((text) => {
      const { weight, is_readable: isReadable } = found.get(text.proposalId)!
      const score =
        isBrief(asked.body) || isBrief(text.body)
          ? bySubject(foldText(text.subject))
          : byAll(`${foldText(text.subject)}\n${foldText(text.body)}`, weight)
      return { text, score, isReadable }
    })
    .sort((a, b) => b.score - a.score || (a.text.proposalId < b.text.proposalId ? -1 : 1))
}

/** Characters without which a body says no more than its subject. */
const BRIEF = 60
const isBrief = (body: string) => body.length < BRIEF

/**
 * Compares texts with one: the root of the cosine of all their terms. The root makes the number speak as people do: half of
 * one text in another is about 0.7, a few sentences of it 0.4.
 */
function comparing(asked: string, weigh: (term: number) => number): (found: string, length?: number) => number {
  const terms = termsOf(asked)
  const squares = new Map(Array.from(terms, (term) => [term, weigh(term) ** 2]))
  const lengthOf = (of: Iterable<number>) => Math.sqrt(Array.from(of, (term) => weigh(term) ** 2).reduce(plus, 0))
  const askedLength = lengthOf(terms)
  return (found, length = lengthOf(termsOf(found))) => {
    const shared = sumOfShared(squares, found)
    return shared === 0 ? 0 : Math.min(1, Math.sqrt(shared / (askedLength * length)))
  }
}

const plus = (sum: number, one: number) => sum + one

function sumOfShared(asked: ReadonlyMap<number, number>, folded: string): number {
  const seen = new Set<number>()
  let sum = 0
  eachTerm(folded, (term) => {
    const weight = asked.get(term)
    if (weight === undefined || seen.has(term)) return
    seen.add(term)
    sum += weight
  })
  return sum
}
