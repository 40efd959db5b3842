import { Client, type QueryResult } from 'pg'
import { createStatementNames } from './statement-names.ts'

/** Of the process, not of the connection, so that each connection comes to know the same statements by the same names. */
const names = createStatementNames()

type Answer = Promise<QueryResult>

/** Alone, outside of any transaction, these change nothing: they read, and lock for as long as they last. */
const reads = (text: string) => /^\s*(select|with)\b/i.test(text) && !WRITES.test(text)
const WRITES = /\b(insert\s+into|delete\s+from|merge\s+into|update\s+\S+\s+(\S+\s+)?set)\b/i

/** A transaction that begins with more than the word. */
const BEGINS = /^(begin|start transaction)\s/i

/** How long a plan is used, at most. A table that was empty when the plan was made may have grown large since. */
const PLANNED_MS = 10_000

/**
 * A connection that prepares what transactions send again and again, and sends `begin` together with the first statement
 * of the transaction when that one only reads or locks: a way to the database and back less. Statements outside of
 * transactions are lists and searches, whose best plan depends on what is asked for: they are planned each time.
 */
export class PreparingClient extends Client {
  #state: 'outside' | 'asked' | 'inside' = 'outside'
  /** The `begin` that is on its way, and whether a statement waits for its answer. */
  #begun: Answer | undefined
  #waits = false
  #planned = performance.now()
  #gathers = false

  // pg has eight forms of `query`; Kysely uses the one with text and values, and all others go through as they are.
  override query(...args: any[]): any {
    const [text, values, callback] = args as [unknown, unknown, unknown]
    if (typeof text !== 'string' || callback !== undefined || typeof values === 'function') {
      // It would go out before the `begin` that is held back.
      if (this.#state === 'asked') throw new TypeError('expected a transaction to begin with a text and its values')
      return this.#send(...args)
    }
    if (text === 'begin') {
      this.#state = 'asked'
      return Promise.resolve(nothing('BEGIN'))
    }
    if (text === 'commit' || text === 'rollback') {
      const before = this.#state
      this.#state = 'outside'
      // A transaction in which nothing was asked, or which was ended with its last statements, needs no end.
      if (before !== 'inside') return Promise.resolve(nothing(text.toUpperCase()))
      const ended = this.#inOrder(() => this.#send(text))
      return text === 'commit' ? ended.then(committed) : ended
    }
    if (BEGINS.test(text)) this.#state = 'inside'
    // What it belongs to when it is asked: the transaction may be told to end before this has left.
    const isOutside = this.#state === 'outside'
    const send = () => (isOutside ? this.#send(text, values) : this.#prepare(text, values))
    if (this.#state !== 'asked') return !this.#waits && reads(text) ? send() : this.#inOrder(send)
    this.#state = 'inside'
    const begun = this.#begin()
    this.#begun = begun
    const arrived = () => {
      this.#begun = undefined
      this.#waits = false
    }
    begun.then(arrived, () => {
      arrived()
      // What follows would be kept by itself. What has left already only reads or locks.
      this.connection.stream.destroy()
    })
    return reads(text) ? Promise.all([begun, send()]).then(([, answer]) => answer) : this.#inOrder(send)
  }

  async #begin(): Answer {
    if (performance.now() - this.#planned < PLANNED_MS) return this.#send('begin')
    this.#planned = performance.now()
    const [, begun] = await Promise.all([this.#send('discard plans'), this.#send('begin')])
    return begun
  }

  #inOrder(send: () => Answer): Answer {
    this.#waits = this.#begun !== undefined
    return this.#begun ? this.#begun.then(send) : send()
  }

  #send(...args: unknown[]): Answer {
    this.#gather()
    return (super.query as (...args: unknown[]) => Answer).apply(this, args)
  }

  /** What is asked in one turn leaves with one call of the system: each wakes PostgreSQL, and costs more than a statement. */
  #gather(): void {
    if (this.#gathers) return
    this.#gathers = true
    const { stream } = this.connection
    stream.cork()
    process.nextTick(() => {
      this.#gathers = false
      stream.uncork()
    })
  }

  #prepare(text: string, values: unknown): Answer {
    const name = Array.isArray(values) && values.length > 0 ? names.of(text) : undefined
    return name === undefined ? this.#send(text, values) : prepared(this.#send({ name, text, values }))
  }
}

/** The answer to what need not be sent. */
const nothing = (command: string): QueryResult => ({ command, rowCount: null, oid: 0, fields: [], rows: [] })

/** PostgreSQL rolls back a transaction in which something has failed, also where it is told to commit. */
function committed(answer: QueryResult): QueryResult {
  if (answer.command !== 'COMMIT') throw new Error(`expected the transaction to be committed, got ${answer.command}`)
  return answer
}

async function prepared(answer: Answer): Answer {
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
