import type { notices as n } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** The robot of a person; held until the transaction ends. */
export async function robotOf(tx: Tx<Tables>, accountId: string): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`robot ${accountId}`}, 0))`.execute(tx)
  const row = await tx.selectFrom('robot').select('id').where('account_id', '=', accountId).executeTakeFirst()
  return row?.id
}

export async function isOfOffice(tx: Tx<Tables>, robotId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('robot')
    .select('id')
    .where('id', '=', robotId)
    .where('account_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps where a robot listens, beside the event that does not tell. */
export async function keepPlace(
  tx: Tx<Tables>,
  robotId: string,
  { url, secret }: { url: string; secret?: string | undefined },
): Promise<void> {
  await tx
    .updateTable('robot')
    .set({ url, secret: secret ?? null })
    .where('id', '=', robotId)
    .execute()
}

/** The committee's robots that tell of a kind. */
export async function officeRobotsFor(tx: Tx<Tables>, kind: n.NoticeKind): Promise<string[]> {
  const rows = await tx
    .selectFrom('robot')
    .select('id')
    .where('account_id', 'is', null)
    .where(sql<boolean>`${kind} = any(kinds)`)
    .execute()
  return rows.map(({ id }) => id)
}
