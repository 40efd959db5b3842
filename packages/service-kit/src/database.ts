import type { Logger } from 'pino'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import { isOutdatedPlan, PreparingClient } from './preparing-client.ts'
import type { Database } from './tables.ts'

// A calendar day is a day in Asia/Shanghai, never an instant: it stays the text `2022-03-01`.
types.setTypeParser(types.builtins.DATE, (day) => day)

/** Opens a pool on `url`. A connection that breaks while idle is logged, and the next query takes another. */
export function openDatabase<Tables>(
  url: string,
  { name, log, ...options }: { name: string; log: Logger } & Pick<PoolConfig, 'max'>,
): { pool: Pool; db: Database<Tables> } {
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // PostgreSQL that is paused or cut off answers nothing at all: a request must not wait for ever.
    query_timeout: 30_000,
    statement_timeout: 25_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    Client: PreparingClient,
    // Statements of one transaction that do not wait for each other share a way to the database.
    pipeline: true,
    ...options,
  })
  // Without a listener the process would die when PostgreSQL stops.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'))
  // Nor may it die when a connection breaks between two queries of a transaction: the next query says so.
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'database connection lost in use'))
  })
  return { pool, db: new Kysely({ dialect: new PostgresDialect({ pool }) }) }
}

// Errors that say "not now" rather than "not so": lost connections, shutdown, too many connections,
// disk full, out of memory, a read-only server, time-outs.
const NOT_NOW = /^(08|53|57P|57014|58|25006|25P03|XX001|XX002)/
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
])

/** True when the database could not do its work now and the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return (
    (code !== undefined && (NOT_NOW.test(code) || CONNECTION_CODES.has(code))) ||
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/.test(
      error.message,
    )
  )
}

/**
 * True when the same transaction may simply be tried again: two of them stood in each other's way, or a migration
 * changed a table under a prepared statement.
 */
export function isCollision(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01' || code === '55P03' || isOutdatedPlan(error)
}

/** True for what was sent behind a statement that failed: it had no turn any more, and does not say why. */
export const isAftermath = (error: unknown): boolean => codeOf(error) === '25P02'

/** True when a statement broke a rule of the tables: a key, a reference, a check, a value that must be there. */
export const isBrokenRule = (error: unknown): boolean => codeOf(error)?.startsWith('23') ?? false

/** The constraint that a statement broke because the row exists already, if that is what happened. */
export function brokenUnique(error: unknown): string | undefined {
  return codeOf(error) === '23505' ? ((error as { constraint?: string }).constraint ?? 'unknown') : undefined
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}

/** Answers when the database does. */
export async function ping(db: Kysely<any>): Promise<void> {
  await sql`select 1`.execute(db)
}
