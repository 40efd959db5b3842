import type { CompiledQuery, QueryResult } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { isAftermath } from './database.ts'
import { compiler, transactionOn } from './transaction-on.ts'
import type { Tx } from './tables.ts'

/**
 * Does `work` in a transaction whose statements share a way to the database unless they wait for each other; Kysely's own
 * transactions send a statement when the one before has been answered. Commits what `work` resolves with, and rolls back
 * when it rejects, with the first error of a statement rather than what followed from it. Statements are carried out in the
 * order in which they are asked.
 */
export async function inPipeline<T>(pool: Pool, work: (tx: Tx<any>) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let over = false
  /** Why the transaction cannot go on. Whoever asked behind that is only told that it cannot. */
  let failure: unknown
  const run = async <R>({ sql: text, parameters }: CompiledQuery<unknown>): Promise<QueryResult<R>> => {
    if (over) throw new Error('expected the transaction to be under way')
    try {
      return await ask(client, text, parameters)
    } catch (error) {
      // The first one: that `commit` did not commit is a consequence, too.
      if (!isAftermath(error)) failure ??= error
      throw error
    }
  }
  try {
    await client.query('begin')
    const result = await work(transactionOn(run, compiler))
    over = true
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    over = true
    await client.query('rollback').then(
      () => client.release(),
      // A connection that cannot even roll back is of no use to anybody.
      (broken: Error) => client.release(broken),
    )
    throw isAftermath(error) ? (failure ?? error) : error
  }
}

const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

async function ask<R>(client: PoolClient, text: string, parameters: readonly unknown[]): Promise<QueryResult<R>> {
  const { command, rowCount, rows } = await client.query(text, [...parameters])
  return { rows, ...(COUNTED.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) }
}
