import type { CompiledQuery, QueryResult, RawBuilder } from 'kysely'
import { postOn } from './rebuild-batch.ts'
import { compiler, transactionOn } from './transaction-on.ts'
import { canWait, PendingTable, type TableShape } from './pending-rows.ts'
import { readStatement } from './plain-statement.ts'
import type { Tx } from './tables.ts'

/** A transaction that keeps plain writes back. */
export interface LiveBatch {
  tx: Tx<any>
  /** Sends statements behind all that is kept back, and does not wait for their answers. */
  send(...statements: readonly RawBuilder<unknown>[]): void
  /** Sends what is kept back, and waits for the answers to all that was sent; throws the first failure. */
  flush(): Promise<void>
}

/** Rows that may wait until they are written together. */
const MOST_PENDING = 2_000

/**
 * A transaction on tables in use that keeps plain writes back (constant values put into, or set in, rows that are named by
 * their primary key) and sends many of them as one statement, the tables in the order of `shapes`. Every other statement
 * goes behind all that is kept back. A write that is kept back does not say how many rows it changed, and when it fails it
 * fails late.
 */
export function keepWritesBack(tx: Tx<any>, shapes: readonly TableShape[]): LiveBatch {
  const pending = new Map(shapes.filter(canWait).map((shape) => [shape.name, new PendingTable(shape)]))
  const line = postOn(tx)
  let size = 0
  const post = () => {
    if (size === 0) return
    size = 0
    line.post(...[...pending.values()].flatMap((table) => table.take(tx)))
  }
  const isKept = (query: CompiledQuery<unknown>): boolean => {
    const known = readStatement(query.query)
    const table = known && pending.get(known.table)
    if (!table || known.kind === 'one table') return false
    const before = table.size
    const kept = known.kind === 'insert' ? table.insert(known) : table.update(known)
    size += table.size - before
    return kept
  }
  return {
    tx: transactionOn(async <R>(query: CompiledQuery<unknown>): Promise<QueryResult<R>> => {
      if (isKept(query)) {
        if (size > MOST_PENDING) {
          post()
          await line.empty()
        }
        return { rows: [] }
      }
      const compiled = compiler.compileQuery(query.query, query.queryId) as CompiledQuery<R>
      post()
      return await tx.executeQuery(compiled)
    }),
    send(...statements) {
      post()
      line.post(...statements.map((statement) => statement.compile(tx)))
    },
    flush() {
      post()
      return line.empty()
    },
  }
}
