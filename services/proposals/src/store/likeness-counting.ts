import type { Database } from '@lianxie/service-kit'
import { foldText, newId } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { type Counting, LIKENESS_VERSION, type LikenessText, termsOf } from './likeness-terms.ts'
import { submittedTexts } from './submitted-texts.ts'
import type { Tables } from './tables.ts'

/** Texts of a sample: what stands in none of so many is rare, however many proposals there are. */
const SAMPLE = 5_000
/** Texts read at once. */
const BATCH = 200

/** Before anything was counted all terms are equally rare. */
const NOTHING_COUNTED: Counting = {
  id: '00000000-0000-0000-0000-000000000000',
  documents: 0,
  proposals: 0,
  counts: new Map(),
}

// Some fifty thousand numbers, which would cost more than all else if each proposal read them. A counting never changes
// and its id is its own, so it can be kept; a process needs one of each database that it serves.
const known = new Map<string, Counting>()
const MOST_KNOWN = 8

/** The counting that holds now. */
export async function currentCounting(db: Database<Tables>): Promise<Counting> {
  const newest = await db
    .selectFrom('likeness_counting')
    .select('id')
    .orderBy('counted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return NOTHING_COUNTED
  const before = known.get(newest.id)
  if (before) return before
  const row = await db
    .selectFrom('likeness_counting')
    .select(['id', 'documents', 'proposals', 'terms', 'counts'])
    .where('id', '=', newest.id)
    .executeTakeFirst()
  // A later one took its place meanwhile.
  if (!row) return currentCounting(db)
  const counting = {
    id: row.id,
    documents: row.documents,
    proposals: row.proposals,
    counts: new Map(row.terms.map((term, at) => [term, row.counts[at]!])),
  }
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!)
  known.set(row.id, counting)
  return counting
}

/** True when there are twice as many proposals as were counted, or terms are made in another way than then. */
export async function isOutgrown(db: Database<Tables>): Promise<boolean> {
  const counted = await db
    .selectFrom('likeness_counting')
    .select(['version', 'proposals'])
    .orderBy('counted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const proposals = await countSubmitted(db)
  return proposals > 0 && (counted?.version !== LIKENESS_VERSION || proposals >= 2 * counted.proposals)
}

/** Counts in how many proposals each term stands, in a sample where there are many. */
export async function countTerms(db: Database<Tables>, { sample = SAMPLE } = {}): Promise<void> {
  const proposals = await countSubmitted(db)
  const ids = await sampledIds(db, proposals, sample)
  const counts = new Map<number, number>()
  let documents = 0
  for (let at = 0; at < ids.length; at += BATCH) {
    const texts = await submittedTexts(db, ids.slice(at, at + BATCH))
    documents += texts.length
    for (const text of texts) for (const term of allTerms(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const several = [...counts].filter(([, count]) => count > 1)
  const id = newId()
  await db
    .insertInto('likeness_counting')
    .values({
      id,
      version: LIKENESS_VERSION,
      documents,
      proposals,
      terms: several.map(([term]) => term),
      counts: several.map(([, count]) => count),
    })
    .execute()
  await db.deleteFrom('likeness_counting').where('id', '<>', id).execute()
}

const allTerms = ({ subject, body }: LikenessText) => termsOf(`${foldText(subject)}\n${foldText(body)}`)

async function countSubmitted(db: Database<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('proposal')
    .where('submitted_at', 'is not', null)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function sampledIds(db: Database<Tables>, proposals: number, sample: number): Promise<string[]> {
  const rows = await db
    .selectFrom('proposal')
    .where('submitted_at', 'is not', null)
    .$if(proposals > sample, (all) => all.where(sql<boolean>`random() < ${sample / proposals}`))
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}
