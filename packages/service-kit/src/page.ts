import { Refusal } from '@lianxie/contracts'
import { type Expression, type SelectQueryBuilder, sql, type SqlBool } from 'kysely'
import { matches, matchesMany } from './search.ts'

/** One key of an order: an expression over the rows, how PostgreSQL writes its type, and the direction. */
export interface SortKey {
  /** A column, `item.due_on`, or an expression. It must never be null: order by `coalesce(…)` where it may be. */
  by: Expression<unknown>
  type: 'text' | 'integer' | 'bigint' | 'uuid' | 'date' | 'timestamptz' | 'real'
  direction?: 'asc' | 'desc'
}

export interface PageOptions {
  limit: number
  cursor?: string | undefined
  /** Words that a column made by `searchText` must contain. */
  words?: { column: Expression<unknown>; text: string | undefined }
  /** The order; the last key must be unique, as an id is: it keeps rows with equal keys in one order. */
  order: readonly [SortKey, ...SortKey[]]
}

/** Rows of one page, the cursor of the next one if there is one, and how many rows match in all. */
export interface Paged<Row> {
  items: Row[]
  next?: string
  total: number
  /** More rows match than `total` says: they were counted up to `MOST_COUNTED` only. */
  totalIsCapped?: true
}

/** To count all that fits a frequent word takes longer than to show it, and nobody reads page fifty. */
export const MOST_COUNTED = 1_000

/**
 * Reads one page by keyset: rows that come or go meanwhile neither repeat nor hide others, and the last page is as fast as
 * the first. (Where the direction turns within an order, the rows of one page may be asked for in parts, one after the other.) The cursor holds the sort keys of the last row and nothing secret; a forged one can only start elsewhere.
 * Throws `request.cursor` for a cursor that is not one of this order.
 */
export async function readPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  options: PageOptions,
): Promise<Paged<Row>> {
  const { column, text } = options.words ?? {}
  if (column && text !== undefined) {
    const counted = await countRows(query.where(matches(column, text)))
    const fits = counted.totalIsCapped ? matchesMany : matches
    return { ...(await readUncounted(query.where(fits(column, text)), options)), ...counted }
  }
  const total = sql<string>`(select count(*) from (${foundIn(query)}) as found)`.as('page_total')
  type Counted = Row & { page_total: string }
  const counted = query.select(total) as unknown as SelectQueryBuilder<DB, TB, Counted>
  const { rows, items: counting, ...page } = await readRows(counted, options)
  const items = counting.map(({ page_total: _, ...row }) => row as unknown as Row)
  const [first] = rows
  // A page behind the last row has no row that could tell how many there are.
  if (!first && options.cursor !== undefined) return { ...page, items, ...(await countRows(query)) }
  return { ...page, items, ...totalOf(Number(first?.page_total ?? 0)) }
}

/** How many rows match, up to the most that are counted. */
export async function countRows<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
): Promise<Pick<Paged<Row>, 'total' | 'totalIsCapped'>> {
  return totalOf((await foundIn(query).execute()).length)
}

const foundIn = <DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>) =>
  query
    .clearSelect()
    .clearOrderBy()
    .select(sql`1`.as('one'))
    .limit(MOST_COUNTED + 1)

/** Reads one page like `readPage`, for who knows how many rows match, or does not ask. */
export async function readUncounted<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  options: PageOptions,
): Promise<Omit<Paged<Row>, 'total' | 'totalIsCapped'>> {
  const { rows: _, ...page } = await readRows(query, options)
  return page
}

async function readRows<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { limit, cursor, order }: PageOptions,
): Promise<{ items: Row[]; next?: string; rows: readonly Row[] }> {
  const after = cursor === undefined ? undefined : decode(cursor, order)
  const keys = sql.join(order.map(({ by }) => sql`(${by})::text`))
  let page = query.select(sql<string[]>`array[${keys}]`.as('page_keys'))
  for (const { by, direction = 'asc' } of order) page = page.orderBy(by, direction)
  const rows: (Row & { page_keys: string[] })[] = []
  for (const part of after ? partsAfter(order, after) : [undefined]) {
    const lacking = limit + 1 - rows.length
    if (lacking === 0) break
    const found = await (part ? page.where(part) : page).limit(lacking).execute()
    rows.push(...(found as unknown as (Row & { page_keys: string[] })[]))
  }
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const items = shown.map(({ page_keys: _, ...row }) => row as unknown as Row)
  return { items, ...(last && { next: encode(last.page_keys) }), rows }
}

/** The total of a page from a count that went no further than one beyond the most. */
const totalOf = (counted: number): { total: number; totalIsCapped?: true } =>
  counted > MOST_COUNTED ? { total: MOST_COUNTED, totalIsCapped: true } : { total: counted }

/**
 * Rows behind the one with these values, in parts that follow each other, each of which an index of the same order holds in
 * one piece. Keys of one direction are one part: `(a, b) > (x, y)`. Where the direction turns, what is equal up to there comes
 * first: `a = x and (b, c) > (y, z)`, then `a < x`.
 */
function partsAfter(order: readonly SortKey[], values: readonly string[]): Expression<SqlBool>[] {
  const wanted = order.map((key, index) => typed(values[index]!, key))
  const parts: Expression<SqlBool>[] = []
  for (let from = 0, to = 0; from < order.length; from = to) {
    const { direction = 'asc' } = order[from]!
    while (to < order.length && (order[to]!.direction ?? 'asc') === direction) to += 1
    const equal = order.slice(0, from).map(({ by }, at) => sql`${by} = ${wanted[at]}`)
    const keys = sql.join(order.slice(from, to).map(({ by }) => by))
    const behind = sql.join(wanted.slice(from, to))
    const beyond = direction === 'desc' ? sql`(${keys}) < (${behind})` : sql`(${keys}) > (${behind})`
    parts.unshift(sql<SqlBool>`${sql.join([...equal, beyond], sql` and `)}`)
  }
  return parts
}

const typed = (value: string, { type }: SortKey) => sql`${value}::text::${sql.raw(type)}`

const encode = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url')

// What PostgreSQL would refuse to cast is refused here, so that a wrong cursor is a refusal and no fault.
const FITS: Record<SortKey['type'], (value: string) => boolean> = {
  text: (value) => value.isWellFormed() && !value.includes('\0'),
  integer: (value) => /^-?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= 2_147_483_647,
  bigint: (value) => /^-?\d{1,18}$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value),
  timestamptz: (value) =>
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-](0\d|1[0-4])(:\d{2})?$/.test(value) &&
    !Number.isNaN(instantOf(value)),
  real: (value) => /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,2})?$/.test(value) && isReal(Math.abs(Number(value))),
}

const isReal = (size: number) => size === 0 || (size > 1e-37 && size < 1e38)

const isDay = (value: string) => {
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) && !value.startsWith('0000')
}

const instantOf = (value: string) =>
  isDay(value.slice(0, 10)) ? Date.parse(value.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')) : Number.NaN

function decode(cursor: string, order: readonly SortKey[]): string[] {
  const refusal = new Refusal('request.cursor', { field: 'cursor' })
  if (!/^[\w-]{1,2000}$/.test(cursor)) throw refusal
  let keys: unknown
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refusal
  }
  if (!Array.isArray(keys) || keys.length !== order.length) throw refusal
  if (!keys.every((key, index) => typeof key === 'string' && FITS[order[index]!.type](key))) throw refusal
  return keys as string[]
}
