import type { Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** The version of an aggregate, which `If-Match` is compared with. */
export async function aggregateVersion(db: Database<Tables>, key: string): Promise<number> {
  const row = await db.selectFrom('aggregate').select('version').where('key', '=', key).executeTakeFirst()
  return row?.version ?? 0
}

/** 曾用名, oldest first. */
export async function formerNames(db: Database<Tables>, thingId: string): Promise<{ name: string; until: string }[]> {
  return db
    .selectFrom('former_name')
    .select(['name', 'until'])
    .where('thing_id', '=', thingId)
    .orderBy('until')
    .orderBy('name')
    .execute()
}
