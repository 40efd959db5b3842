import { identity as i } from '@lianxie/contracts'
import type { Means } from '../auth/means.ts'
import type { Session } from '../store/sessions.ts'

/** Ends sessions of the account itself, and tells every service; ids that are not its own end nothing. */
export async function endOwnSessions(
  { runtime: { db, wakeRelay }, execute }: Means,
  { id, accountId }: Session,
  which: { sessionIds: readonly string[] } | { others: true },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    let theirs = tx.selectFrom('auth_session').select('id').where('userId', '=', accountId)
    theirs = 'others' in which ? theirs.where('id', '<>', id) : theirs.where('id', 'in', [...which.sessionIds])
    const sessionIds = (await theirs.limit(200).execute()).map((row) => row.id)
    if (sessionIds.length > 0) await execute(tx, i.EndSessions, { accountId, sessionIds })
  })
  wakeRelay()
}
