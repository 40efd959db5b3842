import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import type { Runtime } from './runtime.ts'
import type { Database } from './tables.ts'

/**
 * Connections of a rebuild's own to the service's database: a statement over all rows may take longer than a request
 * would wait, and a service that goes on serving keeps its own connections. Let go of with `destroy`.
 */
export function openRebuildDatabase({ pool, log, service }: Runtime<any>): Database<any> {
  const own = new Pool({
    ...pool.options,
    application_name: `lianxie ${service} rebuild`,
    max: 2,
    // A plan that is good while a table is empty must not be kept until it is full.
    options: '-c plan_cache_mode=force_custom_plan',
    query_timeout: 0,
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  })
  own.on('error', (error) => log.warn({ err: error }, 'database connection of the rebuild lost'))
  own.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'database connection of the rebuild lost in use'))
  })
  return new Kysely({ dialect: new PostgresDialect({ pool: own }) })
}
