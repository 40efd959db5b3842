import { defaultPack, packAt, PolicyPack } from '@lianxie/policy'
import type { Database, Tx } from '@lianxie/service-kit'
import type { Rules } from '../domain/deciding.ts'
import type { Tables } from './tables.ts'

/** The local rules in force at an instant; the product's defaults until the committee has its own. */
export async function loadRules(db: Database<Tables>, committee: string, at: Date): Promise<Rules> {
  const rows = await db.selectFrom('known_policy').select('pack').execute()
  const packs = rows.map(({ pack }) => PolicyPack.parse(pack))
  return packAt(packs, at) ?? defaultPack(committee)
}

/** Which of these others have not told of, or have closed; without doubles. */
export async function findUnknown(
  tx: Tx<Tables>,
  table: 'known_body' | 'known_unit' | 'known_member' | 'known_plan_item',
  ids: readonly (string | undefined)[],
): Promise<string[]> {
  const asked = [...new Set(ids.filter((id) => id !== undefined))]
  if (asked.length === 0) return []
  const query = tx.selectFrom(table).select('id').where('id', 'in', asked)
  // A member of earlier terms stays a member of the directory.
  const rows =
    table === 'known_member'
      ? await query.execute()
      : await query.where('active' as never, '=', true as never).execute()
  const known = new Set(rows.map(({ id }) => id))
  return asked.filter((id) => !known.has(id))
}
