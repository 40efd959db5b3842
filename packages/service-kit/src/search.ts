import { type Expression, sql, type SqlBool } from 'kysely'
import { Converter } from 'opencc-js/t2cn'

/*
 * Search for any inner piece of Chinese text. Chinese has no spaces, and a dictionary's cut hides what lies across it; so
 * every pair of neighbouring characters is a token with its position: 停车管理 is 停车@1 车管@2 管理@3 理@4. A longer query is
 * its pairs at their distances, which finds exactly the texts that contain it. Letters and digits are words.
 */

/** Characters of one document that can be found: PostgreSQL numbers positions up to 16,383. */
const MAX_POSITION = 16_000
/** Of one query; what is longer is cut. */
const MAX_QUERY_CHARACTERS = 100
const WEIGHTS = ['A', 'B', 'C', 'D'] as const

/**
 * The value of a `search tsvector` column for the parts of a document, the weightiest (its title) first; null parts are
 * left out. PostgreSQL keeps the first 256 places of one pair: phrases of a text that repeats them more often may be missed.
 */
export function searchText(...parts: readonly (string | null | undefined)[]): string {
  const places = new Map<string, string>()
  let position = 1
  parts.forEach((part, index) => {
    const weight = WEIGHTS[Math.min(index, WEIGHTS.length - 1)]!
    const add = (token: string, at: number) => {
      if (at > MAX_POSITION) return
      const known = places.get(token)
      places.set(token, known === undefined ? `${at}${weight}` : `${known},${at}${weight}`)
    }
    for (const phrase of phrasesOf(part ?? '')) {
      for (const chunk of phrase) {
        if ('word' in chunk) add(chunk.word, position)
        // Every pair at the place of its first character, and the last character alone, so that each one begins a token.
        else
          for (let at = 0; at < chunk.han.length; at += 1)
            add(chunk.han[at]! + (chunk.han[at + 1] ?? ''), position + at)
        position += lengthOf(chunk)
      }
      // A gap, so that nothing is found across a full stop or from one part into the next.
      position += 1
    }
  })
  // Joined, as a text that grows piece by piece is kept as its pieces until somebody reads it.
  return Array.from(places, ([token, at]) => `'${token}':${at}`).join(' ')
}

/**
 * True for rows whose `search` column contains every piece of the query, pieces being parted by spaces or punctuation.
 * A last word of letters or digits matches as a beginning. A blank query matches all, one of punctuation alone nothing.
 */
export function matches(column: Expression<unknown>, query: string): Expression<SqlBool> {
  if (query.trim() === '') return sql<SqlBool>`true`
  const wanted = searchQuery(query)
  return wanted === '' ? sql<SqlBool>`false` : sql<SqlBool>`${column} @@ ${wanted}::tsquery`
}

/** True of rows that have the words, and of all where none are asked for; `fits` is `matchesMany` for a page of very many. */
export const hasWords = (column: Expression<unknown>, query: string | undefined, fits = matches): Expression<SqlBool> =>
  query === undefined ? sql<SqlBool>`true` : fits(column, query)

/**
 * The same, for when many rows match. PostgreSQL takes the pieces of a phrase to stand together by chance, expects few rows,
 * and would fetch and sort all of them for one page. Put like this, it expects many and follows the order of the page.
 */
export const matchesMany = (column: Expression<unknown>, query: string): Expression<SqlBool> =>
  searchQuery(query).includes(' <') ? sql<SqlBool>`coalesce(${matches(column, query)}, false)` : matches(column, query)

/** How well a row fits, for ordering with the best first (a `real`): more and weightier places count more. */
export function rank(column: Expression<unknown>, query: string): Expression<number> {
  const wanted = searchQuery(query)
  return wanted === '' ? sql<number>`0::real` : sql<number>`ts_rank(${column}, ${wanted}::tsquery)`
}

/** The query as a `tsquery`; empty when it has nothing to look for. */
export function searchQuery(query: string): string {
  return phrasesOf(Array.from(query).slice(0, MAX_QUERY_CHARACTERS).join('')).map(queryOf).join(' & ')
}

/** The parts as they are compared: folded, an unbroken phrase a line. What `plainPhrases` gives stands in one of the lines. */
export const foldedText = (...parts: readonly (string | null | undefined)[]): string =>
  parts.map((part) => (foldText(part ?? '').match(PHRASES) ?? []).join('\n')).join('\n')

/**
 * The phrases of a query that is Chinese alone, folded: a text that contains them all contains the query. Undefined where it
 * has letters or digits, which are words and compared whole.
 */
export function plainPhrases(query: string): string[] | undefined {
  const phrases = foldText(Array.from(query).slice(0, MAX_QUERY_CHARACTERS).join('')).match(PHRASES) ?? []
  return phrases.every((phrase) => /^\p{Script=Han}+$/u.test(phrase)) ? [...phrases] : undefined
}

/**
 * Every pair of the query, wherever it stands, as a `tsquery`: an index tells which texts have them all without reading one.
 * Of those nearly all contain the query; `searchQuery` says which.
 */
export function searchPairs(query: string): string {
  const pairs = phrasesOf(Array.from(query).slice(0, MAX_QUERY_CHARACTERS).join('')).flatMap((phrase) =>
    phrase.flatMap((chunk, index) => {
      if ('word' in chunk) return `'${chunk.word}'${index === phrase.length - 1 ? ':*' : ''}`
      if (chunk.han.length === 1) return `'${chunk.han[0]}':*`
      return chunk.han.slice(1).map((next, at) => `'${chunk.han[at]}${next}'`)
    }),
  )
  return [...new Set(pairs)].join(' & ')
}

// Two notations, one text: full and half width, capitals, traditional and simplified characters. Characters are folded
// one by one: a conversion that looked at phrases would fold 乾 one way in 乾淨 and another in 乾坤, and a piece of a text
// would no longer be a piece of the folded text.
const toSimplified = lazy(() => Converter({ from: 'hk', to: 'cn' }))
const folded = new Map<number, string>()
/** Of the first 65,536 characters those that are known to stay as they are: most of any text. */
const stays = new Uint8Array(0x1_0000)

/** Folds 繁体 into 简体, full width into half width and capitals into small letters. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  let all = ''
  let copied = 0
  for (let at = 0; at < plain.length; at += 1) {
    if (stays[plain.charCodeAt(at)] === 1) continue
    const code = plain.codePointAt(at)!
    const character = String.fromCodePoint(code)
    const simple = folded.get(code) ?? foldCharacter(character)
    if (simple === character && isWhole(code)) {
      stays[code] = 1
      continue
    }
    folded.set(code, simple)
    all += plain.slice(copied, at) + simple
    copied = at + character.length
    at = copied - 1
  }
  return copied === 0 ? plain : all + plain.slice(copied)
}

/** True for characters of one unit: half of a larger one says nothing. */
const isWhole = (code: number) => code < 0xd800 || (code > 0xdfff && code < stays.length)

const foldCharacter = (character: string): string =>
  /\p{Script=Han}/u.test(character) ? toSimplified()(character) : character

const PHRASES = /[\p{L}\p{M}\p{N}]+/gu

type Chunk = { han: readonly string[] } | { word: string }

/** Text as unbroken phrases of Chinese runs and words; digits and letters are words of their own: ISO9001 is iso, 9001. */
function phrasesOf(text: string): Chunk[][] {
  const phrases = foldText(text).match(PHRASES) ?? []
  return phrases.map((phrase) =>
    (phrase.match(/\p{Script=Han}+|\p{N}+|[^\p{Script=Han}\p{N}]+/gu) ?? []).map((chunk) =>
      /^\p{Script=Han}/u.test(chunk) ? { han: Array.from(chunk) } : { word: chunk.slice(0, 100) },
    ),
  )
}

const lengthOf = (chunk: Chunk): number => ('word' in chunk ? 1 : chunk.han.length)

/** 老旧小区停车 becomes '老旧' <2> '小区' <2> '停车': the fewest pairs that cover it. */
function queryOf(phrase: readonly Chunk[]): string {
  const wanted: { token: string; at: number }[] = []
  let position = 0
  phrase.forEach((chunk, index) => {
    const isLast = index === phrase.length - 1
    if ('word' in chunk) wanted.push({ token: `'${chunk.word}'${isLast ? ':*' : ''}`, at: position })
    else wanted.push(...pairsOf(chunk.han).map(({ token, at }) => ({ token, at: at + position })))
    position += lengthOf(chunk)
  })
  return wanted
    .map(({ token, at }, index) => (index === 0 ? token : `<${at - wanted[index - 1]!.at}> ${token}`))
    .join(' ')
}

function pairsOf(han: readonly string[]): { token: string; at: number }[] {
  // A single character is the beginning of a pair, or the last of its run.
  if (han.length === 1) return [{ token: `'${han[0]}':*`, at: 0 }]
  const starts = Array.from({ length: Math.floor(han.length / 2) }, (_, index) => index * 2)
  if (han.length % 2 === 1) starts.push(han.length - 2)
  return starts.map((at) => ({ token: `'${han[at]}${han[at + 1]}'`, at }))
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
