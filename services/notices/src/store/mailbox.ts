import type { Role } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Holds the mailbox of an account until the transaction ends, so that two readings follow one another. */
const holdMailbox = (tx: Tx<Tables>, accountId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`mailbox ${accountId}`}, 0))`.execute(tx)

export async function isRaised(tx: Tx<Tables>, raisingId: string): Promise<boolean> {
  const row = await tx.selectFrom('raising').select('id').where('id', '=', raisingId).executeTakeFirst()
  return row !== undefined
}

/** Which of these are the account's own, and which of those are unread. */
export async function ownNotices(
  tx: Tx<Tables>,
  accountId: string,
  noticeIds: readonly string[],
): Promise<{ own: string[]; unread: string[] }> {
  await holdMailbox(tx, accountId)
  const rows = await tx
    .selectFrom('notice')
    .select(['id', 'read_at'])
    .where('id', 'in', [...noticeIds])
    .where('account_id', '=', accountId)
    .execute()
  return {
    own: rows.map(({ id }) => id),
    unread: rows.filter(({ read_at }) => read_at === null).map(({ id }) => id),
  }
}

/** What one event can name. */
const MOST = 1_000

/** The newest unread ones of a role. */
export async function unreadNotices(tx: Tx<Tables>, accountId: string, role: Role): Promise<string[]> {
  await holdMailbox(tx, accountId)
  const rows = await tx
    .selectFrom('notice')
    .select('id')
    .where('account_id', '=', accountId)
    .where('role', '=', role as never)
    .where('read_at', 'is', null)
    .orderBy('raised_at', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ id }) => id)
}

/** The oldest reading and the oldest notice there are. */
export async function oldest(tx: Tx<Tables>): Promise<{ read: Date | null; raised: Date | null }> {
  const row = await tx
    .selectFrom('notice')
    .select((e) => [e.fn.min('read_at').as('read'), e.fn.min('raised_at').as('raised')])
    .executeTakeFirstOrThrow()
  return row
}
