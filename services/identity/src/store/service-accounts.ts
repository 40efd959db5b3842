import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { ServiceAccount } from '../domain/service-account.ts'
import { clockOf } from './accounts.ts'
import type { Tables } from './tables.ts'

/** Locks the row, as tokens are issued under that lock. Refuses `common.not_found`. */
export async function holdServiceAccount(tx: Tx<Tables>, id: string): Promise<{ account: ServiceAccount; at: Date }> {
  const row = await tx
    .selectFrom('service_account')
    .select(['id', 'state', 'registered_by'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'serviceAccountId' })
  return { account: { id: row.id, state: row.state, registeredBy: row.registered_by }, at: await clockOf(tx) }
}
