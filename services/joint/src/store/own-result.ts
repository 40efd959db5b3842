import type { Tx } from '@lianxie/service-kit'
import type { OwnResult } from '../domain/proposal-result.ts'
import type { JointTables } from './tables.ts'

/** The own result of a joint proposal, as proposals told of it. */
export async function ownResult(tx: Tx<JointTables>, jointKey: string): Promise<OwnResult | undefined> {
  const row = await tx.selectFrom('own_result').selectAll().where('joint_key', '=', jointKey).executeTakeFirst()
  return row && resultOf(row)
}

export const resultOf = (row: JointTables['own_result']): OwnResult => ({
  jointKey: row.joint_key,
  resultClass: row.result_class,
  repliedOn: row.replied_on,
  round: row.round,
})
