import { Client, type QueryResult } from 'pg'
import { createStatementNames } from './statement-names.ts'

/** Of the process, not of the connection, so that each connection comes to know the same statements by the same names. */
const names = createStatementNames()

/**
 * A connection that prepares what transactions send again and again. Statements outside of transactions are lists and
 * searches, whose best plan depends on what is asked for: they are planned each time.
 */
export class PreparingClient extends Client {
  #inTransaction = false

  // pg has eight forms of `query`; Kysely uses the one with text and values, and all others go through as they are.
  override query(...args: any[]): any {
    const [text, values, callback] = args as [unknown, unknown, unknown]
    const send = super.query.bind(this) as (...args: unknown[]) => Promise<QueryResult>
    if (typeof text !== 'string' || callback !== undefined || typeof values === 'function') return send(...args)
    if (text === 'begin') this.#inTransaction = true
    else if (text === 'commit' || text === 'rollback') this.#inTransaction = false
    else if (this.#inTransaction && Array.isArray(values) && values.length > 0) {
      const name = names.of(text)
      if (name !== undefined) return prepared(send({ name, text, values }))
    }
    return send(...args)
  }
}

async function prepared(answer: Promise<QueryResult>): Promise<QueryResult> {
  try {
    return await answer
  } catch (error) {
    if (isOutdatedPlan(error)) names.renew()
    throw error
  }
}

/** A migration changed the columns that a prepared `select *` answers with: under a new name it is prepared anew. */
export const isOutdatedPlan = (error: unknown): boolean => {
  const { code, routine } = (error ?? {}) as { code?: unknown; routine?: unknown }
  return code === '0A000' && routine === 'RevalidateCachedQuery'
}
