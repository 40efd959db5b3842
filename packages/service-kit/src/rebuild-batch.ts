import { setImmediate } from 'node:timers/promises'
import { type CompiledQuery, type QueryId, type QueryResult, SelectQueryNode, sql } from 'kysely'
import { canWait, PendingTable, type TableShape } from './pending-rows.ts'
import { type OneTable, type PlainInsert, type PlainUpdate, readStatement } from './plain-statement.ts'
import type { Database, Tx } from './tables.ts'
import { compiler, transactionOn } from './transaction-on.ts'

/** Rows that may wait until they are written together. */
const MOST_PENDING = 4_000

/** Then what was sent gets a chance to leave, and answers to arrive, as nothing waits for either meanwhile. */
const MOST_WITHOUT_PAUSE = 100

/**
 * Does `work` with a transaction that keeps plain writes back (constant values put into, or set in, rows that are named by
 * their primary key) and sends many of them as one statement. Every other statement goes at once, after those kept back
 * that it could see or disturb; only who reads waits for PostgreSQL. The tables become the same as without this. But a
 * write does not say how many rows it changed, and when it fails it fails late: whoever needs to know which one it was does
 * the work again without.
 */
export async function inBatches<T>(
  tx: Tx<any>,
  shapes: readonly TableShape[],
  work: (tx: Tx<any>) => Promise<T>,
): Promise<T> {
  const pending = new Map(shapes.filter(canWait).map((shape) => [shape.name, new PendingTable(shape)]))
  const line = postOn(tx)
  let size = 0
  let kept = 0
  const post = (tables: Iterable<PendingTable>) => {
    const queries: CompiledQuery[] = []
    for (const table of tables) {
      size -= table.size
      queries.push(...table.take(tx))
    }
    line.post(...queries)
  }
  /** Where rows that a statement reads or writes may be pending. */
  const disturbed = (known: Known | undefined, { sql: text }: CompiledQuery): PendingTable[] => {
    // The text names every table that the statement touches.
    if (!known) return [...pending.values()].filter(({ shape, size }) => size > 0 && hasWord(text, shape.name))
    const table = pending.get(known.table)
    if (!table || table.size === 0) return []
    if (known.kind === 'insert') return [table]
    const changes = known.kind === 'update' ? [...known.set.keys()] : known.changes
    return table.mayMatch(known.where) || changes.some((column) => table.shape.key.includes(column)) ? [table] : []
  }
  const keepBack = (known: Known | undefined, queryId: QueryId): boolean => {
    const table = known && pending.get(known.table)
    if (!table) return false
    const before = table.size
    const isKept = isKeptBack(table, known, queryId)
    size += table.size - before
    return isKept
  }

  const batched = transactionOn(async <R>(query: CompiledQuery<unknown>): Promise<QueryResult<R>> => {
    const known = readStatement(query.query)
    if (keepBack(known, query.queryId)) {
      kept += 1
      if (kept % MOST_WITHOUT_PAUSE === 0) await setImmediate()
      if (size > MOST_PENDING) {
        // One round of statements under way while the next is collected, and no more.
        await line.empty()
        post(pending.values())
      }
      return { rows: [] }
    }
    const compiled = compiler.compileQuery(query.query, query.queryId) as CompiledQuery<R>
    post(disturbed(known, compiled))
    // What is known here returns nothing unless it selects.
    if (!known || SelectQueryNode.is(query.query)) return await tx.executeQuery(compiled)
    line.post(compiled)
    return { rows: [] }
  })
  try {
    const result = await work(batched)
    post(pending.values())
    return result
  } finally {
    // Also when it failed: what is under way must not arrive after the end of the transaction.
    await line.empty()
  }
}

function isKeptBack(table: PendingTable, known: Known, queryId: QueryId): boolean {
  switch (known.kind) {
    case 'insert':
      return table.insert(known)
    case 'update':
      return table.update(known) || table.change(known, queryId)
    case 'one table':
      return table.change(known, queryId)
  }
}

/** Statements that nobody waits for, in their order. */
export interface Line {
  /** Sends statements together, behind all that was sent before. */
  post(...queries: CompiledQuery[]): void
  /** Waits for the answers to all of them; throws the first error. Nothing is under way after that. */
  empty(): Promise<void>
}

export function postOn(tx: Tx<any>): Line {
  const executor = tx.getExecutor()
  let sent: Promise<void>[] = []
  let error: { cause: unknown } | undefined
  return {
    post(...queries) {
      if (queries.length === 0) return
      // The connection is held until all have answered: what the transaction is asked next comes behind them.
      const answered = executor.provideConnection(async (connection) => {
        // What was to follow a failed statement must not be done: the transaction may have ended meanwhile.
        if (error) return
        for (const answer of await Promise.allSettled(queries.map((query) => connection.executeQuery(query))))
          if (answer.status === 'rejected') error ??= { cause: answer.reason }
      })
      sent.push(answered)
    },
    async empty() {
      const before = sent
      sent = []
      await Promise.all(before)
      if (error) throw error.cause
    },
  }
}

const hasWord = (text: string, word: string) => text.split(/[^\w$]+/).includes(word)

type Known = PlainInsert | PlainUpdate | OneTable

/** Reads what has to be known of tables to write many rows at once, as they are in `schema`. */
export async function shapesOf(db: Database<any>, schema: string, tables: readonly string[]): Promise<TableShape[]> {
  const { rows } = await sql<{
    name: string
    types: [string, string][]
    key: string[]
    orderless: boolean
    unique: number
  }>`
    select c.relname as name,
      (select json_agg(json_build_array(attname, format_type(atttypid, atttypmod)))
       from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as types,
      (select coalesce(json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum)), '[]') from pg_index i
       join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
      (select count(*)::int from pg_index where indrelid = c.oid and indisunique) as unique,
      -- Neither numbered in the order of their coming, nor filled by a function.
      not exists (select from pg_attribute where attrelid = c.oid and attidentity <> '')
        and not exists (select from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
          where d.adrelid = c.oid and a.attgenerated = '' and pg_get_expr(d.adbin, d.adrelid) like '%(%') as orderless
    from pg_class c where c.relnamespace = ${schema}::regnamespace and c.relname = any(${[...tables]}::text[])`.execute(
    db,
  )
  return rows
    .filter(({ orderless }) => orderless)
    .map(({ name, types, key, unique }) => ({ name, types: new Map(types), key, keyAlone: unique === 1 }))
}
