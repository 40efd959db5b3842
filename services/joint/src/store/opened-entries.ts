import type { Database } from '@lianxie/service-kit'
import type { JointTables } from './tables.ts'

/** The plain bodies of restricted entries that this side reads, by entry. */
export async function openedEntries(db: Database<JointTables>, compactId: string): Promise<Map<string, Uint8Array>> {
  const rows = await db
    .selectFrom('entry')
    .select(['entry_id', 'opened'])
    .where('compact_id', '=', compactId)
    .where('opened', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.entry_id, row.opened!]))
}
