import { randomInt } from 'node:crypto'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { OwnMail } from '../domain/own-mail.ts'
import type { Reachable } from '../domain/plan-deliveries.ts'
import type { Tables } from './tables.ts'

/** How one is reached by mail; held until the transaction ends. */
export async function ownMail(tx: Tx<Tables>, accountId: string): Promise<Omit<OwnMail, 'isOffered'>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${accountId}`}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('recipient')
    .select(['mail', 'pending_mail', 'code', 'code_until', 'codes_asked'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return {
    mail: row?.mail ?? null,
    pendingMail: row?.pending_mail ?? null,
    code: row?.code ?? null,
    codeUntil: row?.code_until ?? null,
    codesAsked: row?.codes_asked ?? [],
  }
}

// Without what is taken for something else: 0 and O, 1 and I and L, U and V.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTWXYZ'

/** Keeps an address that is to be confirmed, with a new code of 38 bits. */
export async function keepPending(tx: Tx<Tables>, accountId: string, mail: string, until: Date): Promise<void> {
  const code = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  await tx
    .updateTable('recipient')
    .set({ pending_mail: mail, code, code_until: until })
    .where('account_id', '=', accountId)
    .execute()
}

export async function keepConfirmed(tx: Tx<Tables>, accountId: string): Promise<void> {
  await tx
    .updateTable('recipient')
    .set((e) => ({ mail: e.ref('pending_mail'), pending_mail: null, code: null, code_until: null }))
    .where('account_id', '=', accountId)
    .execute()
}

export async function forgetMail(tx: Tx<Tables>, accountId: string): Promise<void> {
  await tx
    .updateTable('recipient')
    .set({ mail: null, pending_mail: null, code: null, code_until: null })
    .where('account_id', '=', accountId)
    .execute()
}

export async function isRecipient(tx: Tx<Tables>, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('recipient')
    .select('account_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}

/** Those of them who can be reached beside the page, with what they chose. */
export async function reachable(tx: Tx<Tables>, accountIds: readonly string[]): Promise<Reachable[]> {
  const rows = await sql<{
    account_id: string
    muted: Reachable['muted'] | null
    digest_at: number | null
    quiet_from: number | null
    quiet_until: number | null
    has_mail: boolean
    robot_id: string | null
  }>`
    select a.account_id, r.muted, r.digest_at, r.quiet_from, r.quiet_until, r.mail is not null as has_mail, b.id as robot_id
    from unnest(${[...new Set(accountIds)]}::text[]) as a (account_id)
    left join recipient r using (account_id)
    left join robot b using (account_id)
    where r.mail is not null or b.id is not null`.execute(tx)
  return rows.rows.map((row) => ({
    accountId: row.account_id,
    muted: row.muted ?? [],
    digestAt: row.digest_at,
    quietFrom: row.quiet_from,
    quietUntil: row.quiet_until,
    hasMail: row.has_mail,
    robotId: row.robot_id,
  }))
}
