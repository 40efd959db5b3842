import { plainPhrases, searchPairs, searchQuery } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Proposals } from './rows.ts'

/**
 * Which texts have every pair of the characters of the words, told by an index without reading a text. To say whether a text
 * has the words themselves is to read it, which takes longer than all else of a row: of what all else has left. Found once
 * and looked up row by row: in a join PostgreSQL would take them for few, or put all that fit in order for one page.
 */
export const hasPairs = (text: string) =>
  sql<boolean>`coalesce(proposal.id in (select texts_with(${searchPairs(text)}::tsquery)), false)`

/** Whether the text of a proposal has the words; true of those that an index has found already, as they are one pair each. */
export function hasPhrases(id: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const wanted = searchQuery(text)
  if (wanted === '') return sql<boolean>`false`
  if (!wanted.includes(' <')) return sql<boolean>`true`
  const phrases = plainPhrases(text)
  const byPlaces = sql<boolean>`stands_in(own.search, ${wanted}::tsquery)`
  const stands =
    phrases === undefined
      ? byPlaces
      : sql<boolean>`case when own.folded is null then ${byPlaces} else stands_in(own.folded, ${phrases}::text[]) end`
  return sql<boolean>`(select ${stands} from proposal_search own where own.proposal_id = ${id})`
}

/** The rows whose text has the words, where they are many and a page is filled in its order. */
export const eachWithWords = (rows: Proposals, { text }: { text?: string | undefined }): Proposals =>
  text === undefined ? rows : rows.where(hasPairs(text)).where(hasPhrases(sql.ref('proposal.id'), text))
