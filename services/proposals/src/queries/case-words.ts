import type { Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** The words that came with events of an aggregate, by version and field. */
export type Words = (version: number | null, field: string) => string | undefined

/** Every word of an aggregate in one read, as they stand after corrections. */
export async function wordsOf(db: Database<Tables>, aggregate: string): Promise<Words> {
  const rows = await db
    .selectFrom('current_words')
    .select(['version', 'field', 'text'])
    .where('aggregate', '=', aggregate)
    .execute()
  const known = new Map(rows.map(({ version, field, text }) => [`${version} ${field}`, text]))
  return (version, field) => known.get(`${version} ${field}`)
}
