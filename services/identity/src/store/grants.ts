import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Selectable } from 'kysely'
import type { HeldGrant, RoleGrant } from '../domain/role-grant.ts'
import { clockOf, holdAccounts } from './accounts.ts'
import type { Tables } from './tables.ts'

/** A grant with its account's row locked, as tokens are issued under that lock. Refuses `common.not_found`. */
export async function holdGrant(tx: Tx<Tables>, grantId: string): Promise<HeldGrant> {
  const [found] = await loadGrants(tx, [grantId])
  if (!found) throw new Refusal('common.not_found', { field: 'grantId' })
  await holdAccounts(tx, [found.accountId])
  // Read once more under the lock.
  const [grant] = await loadGrants(tx, [grantId])
  return { grant: grant!, at: await clockOf(tx) }
}

/** In the order in which they are asked for. Refuses `common.not_found`. */
export async function grantsOf(tx: Tx<Tables>, ids: readonly string[]): Promise<RoleGrant[]> {
  const found = new Map((await loadGrants(tx, ids)).map((grant) => [grant.id, grant]))
  return ids.map((id, index) => {
    const grant = found.get(id)
    if (!grant) throw new Refusal('common.not_found', { field: `grantIds.${index}` })
    return grant
  })
}

/** What these accounts hold or were proposed. */
export async function standingGrants(tx: Tx<Tables>, accountIds: readonly string[]): Promise<RoleGrant[]> {
  const rows = await tx
    .selectFrom('role_grant')
    .selectAll()
    .where('account_id', 'in', [...accountIds])
    .where('state', '<>', 'ENDED')
    .execute()
  return rows.map(grantOf)
}

export async function knownParties(
  tx: Tx<Tables>,
  ids: readonly string[] = [],
): Promise<ReadonlyMap<string, 'UNIT' | 'BODY'>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('known_party')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** How many act as operators now. Whoever asks holds the others off. */
export async function countOperators(tx: Tx<Tables>): Promise<number> {
  const rows = await tx
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account_id')
    .select('role_grant.id')
    .where('role_grant.role', '=', 'OPS')
    .where('role_grant.state', '=', 'ACTIVE')
    .where('account.state', '=', 'ACTIVE')
    .execute()
  return rows.length
}

async function loadGrants(tx: Tx<Tables>, ids: readonly string[]): Promise<RoleGrant[]> {
  const rows = await tx
    .selectFrom('role_grant')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return rows.map(grantOf)
}

export const grantOf = (row: Selectable<Tables['role_grant']>): RoleGrant => ({
  id: row.id,
  accountId: row.account_id,
  role: row.role,
  unitIds: row.unit_ids,
  fromOn: row.from_on,
  untilOn: row.until_on,
  state: row.state,
  proposedBy: row.proposed_by,
  ...(row.member_id !== null && { memberId: row.member_id }),
})
