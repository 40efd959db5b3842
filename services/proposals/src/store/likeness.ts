import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { countTerms, currentCounting } from './likeness-counting.ts'
import { likenessOf, type LikenessText } from './likeness-terms.ts'
import { submittedTexts } from './submitted-texts.ts'
import type { Tables } from './tables.ts'

/** A proposal's text, and which version of it this is. */
export type VersionedText = { proposalId: string; textVersion: number } & LikenessText

/** Proposals made anew in one transaction, and texts read at once. */
const RENEWED = 2_000
const BATCH = 200

/**
 * Keeps what proposals are found by when a similar one is written: called with the text that was submitted, one or many,
 * in the transaction that submits or imports it.
 */
export async function keepLikeness(db: Database<Tables>, texts: readonly VersionedText[]): Promise<void> {
  if (texts.length === 0) return
  const counting = await currentCounting(db)
  const rows = texts.map((text) => ({ ...text, ...likenessOf(text, counting) }))
  // One statement of one shape, however many rows.
  await sql`
    insert into likeness (proposal_id, text_version, counting_id, weight, terms)
    select proposal_id, text_version, ${counting.id}::uuid, weight, terms::integer[]
    from unnest(
      ${rows.map(({ proposalId }) => proposalId)}::uuid[],
      ${rows.map(({ textVersion }) => textVersion)}::integer[],
      ${rows.map(({ weight }) => weight)}::real[],
      ${rows.map(({ terms }) => `{${terms.join()}}`)}::text[]) as kept (proposal_id, text_version, weight, terms)
    order by proposal_id
    on conflict (proposal_id) do update
    set text_version = excluded.text_version, counting_id = excluded.counting_id,
      weight = excluded.weight, terms = excluded.terms
    -- What was read before a revision does not take the place of what came with it.
    where likeness.text_version <= excluded.text_version`.execute(db)
}

/** Lets a proposal be found no more. */
export async function dropLikeness(db: Database<Tables>, proposalId: string): Promise<void> {
  await db.deleteFrom('likeness').where('proposal_id', '=', proposalId).execute()
}

/**
 * Makes anew what is kept of the next proposals behind `after` that is missing or of an earlier counting, in one
 * transaction. Gives the id to go on from; undefined when there are no more.
 */
export async function renewLikeness(tx: Database<Tables>, after: string | undefined): Promise<string | undefined> {
  const next = await tx
    .selectFrom('proposal')
    .select('id')
    .where('submitted_at', 'is not', null)
    .$if(after !== undefined, (rest) => rest.where('id', '>', after!))
    .orderBy('id')
    .limit(RENEWED)
    .execute()
  const ids = next.map(({ id }) => id)
  const counting = await currentCounting(tx)
  const current = await tx
    .selectFrom('likeness')
    .select('proposal_id')
    .where('proposal_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('counting_id', '=', counting.id)
    .execute()
  const done = new Set(current.map((row) => row.proposal_id))
  const outdated = ids.filter((id) => !done.has(id))
  for (let at = 0; at < outdated.length; at += BATCH) {
    await keepLikeness(tx, await submittedTexts(tx, outdated.slice(at, at + BATCH)))
  }
  return ids.length < RENEWED ? undefined : ids.at(-1)
}

/** Counts anew and makes all anew: after an import, and when the way of making changed. */
export async function reindexLikeness(db: Database<Tables>): Promise<void> {
  await db.transaction().execute((tx) => countTerms(tx))
  let after: string | undefined
  do after = await db.transaction().execute((tx) => renewLikeness(tx, after))
  while (after !== undefined)
}
