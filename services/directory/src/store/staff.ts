import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

export async function loadStaff(tx: Tx<Tables>, staffId: string): Promise<{ beganOn: string; endedOn: string | null }> {
  const row = await tx.selectFrom('staff').select(['began_on', 'ended_on']).where('id', '=', staffId).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'staffId' })
  return { beganOn: row.began_on, endedOn: row.ended_on }
}

export async function accountTaken(tx: Tx<Tables>, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('staff')
    .select('id')
    .where('account_id', '=', accountId)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
