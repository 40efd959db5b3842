import { given } from '@lianxie/contracts'
import { defaultPack, packAt, PolicyPack } from '@lianxie/policy'
import type { Database, Tx } from '@lianxie/service-kit'
import type { Rules } from '../domain/deciding.ts'
import { type Body } from '../domain/proposal.ts'
import type { Tables } from './tables.ts'

/** The local rules in force at an instant; the product's defaults until the committee has its own. */
export async function loadRules(db: Database<Tables>, committee: string, at: Date): Promise<Rules> {
  const rows = await db.selectFrom('known_policy').select('pack').execute()
  const packs = rows.map(({ pack }) => PolicyPack.parse(pack))
  return packAt(packs, at) ?? defaultPack(committee)
}

/** A body or sector that still exists, where the directory has told of it. */
export async function findBody(tx: Tx<Tables>, id: string | undefined): Promise<Body | undefined> {
  if (id === undefined) return undefined
  const row = await tx
    .selectFrom('known_body')
    .select(['id', 'body_kind', 'is_sector'])
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst()
  return row && { id: row.id, ...given('bodyKind', row.body_kind), isSector: row.is_sector }
}

/** 召集人: whether a member convenes a body, or a sector. */
export async function isConvenor(tx: Tx<Tables>, bodyId: string, memberId: string | undefined): Promise<boolean> {
  if (memberId === undefined) return false
  const post = await tx
    .selectFrom('known_post')
    .select('id')
    .where('body_id', '=', bodyId)
    .where('member_id', '=', memberId)
    .where('post', '=', 'CONVENOR')
    .executeTakeFirst()
  if (post) return true
  const sector = await tx
    .selectFrom('sector_convenor')
    .select('sector_id')
    .where('sector_id', '=', bodyId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return sector !== undefined
}

/** Which of these the directory has not told of, or has closed; without doubles. */
export async function findUnknown(
  tx: Tx<Tables>,
  table: 'known_body' | 'known_unit' | 'known_member',
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
