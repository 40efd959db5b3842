import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../tables.ts'

// The relay writes these some time after the event.
const OF_RELAY = ['published_at', 'stream_seq', 'stream_epoch']

/** What tables hold, as one hash a table: two fingerprints are equal when every row is, whatever the order. */
export async function fingerprint(db: Database, tables: readonly string[]): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const table of tables) {
    const left = table === 'event' ? OF_RELAY : []
    const kept = sql`select (to_jsonb(t) - ${left}::text[])::text as row from ${sql.table(table)} t`
    const { rows } = await sql<{ row: string }>`${kept}`.execute(db)
    const sorted = rows.map(({ row }) => row).sort()
    prints[table] = `${sorted.length} rows ${createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 16)}`
  }
  return prints
}
