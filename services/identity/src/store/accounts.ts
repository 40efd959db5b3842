import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { type Selectable, sql } from 'kysely'
import type { Account, Held, Newcomers } from '../domain/account.ts'
import { PASSWORD_PROVIDER, SSO_PROVIDER } from './auth-tables.ts'
import type { Tables } from './tables.ts'

/**
 * Locks an account, and reads the clock by which its tokens are issued: whoever issues one holds the row as well, so that
 * every token is either older than what follows, or sees it. Refuses `common.not_found`.
 */
export async function holdAccount(
  tx: Tx<Tables>,
  accountId: string,
  { sessionIds }: { sessionIds?: readonly string[] | undefined } = {},
): Promise<Held> {
  const [account] = await lockAccounts(tx, [accountId])
  if (!account) throw new Refusal('common.not_found', { field: 'accountId' })
  return { account, at: await clockOf(tx), sessionIds: await sessionsOf(tx, accountId, sessionIds) }
}

/** Locks several, in the order of their ids. */
export async function holdAccounts(tx: Tx<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  return new Map((await lockAccounts(tx, ids)).map((account) => [account.id, account]))
}

/** The clock of the database, which all processes share; the platform's own may stand elsewhere. */
export async function clockOf(tx: Tx<Tables>): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx)
  return rows[0]!.at
}

async function lockAccounts(tx: Tx<Tables>, ids: readonly string[]): Promise<Account[]> {
  const rows = await tx
    .selectFrom('account')
    .innerJoin('auth_user', 'auth_user.id', 'account.id')
    .select(['account.id', 'account.member_id', 'account.state', 'auth_user.twoFactorEnabled'])
    .select(
      sql<boolean>`exists (
        select from auth_account l where l."userId" = account.id and l."providerId" = ${SSO_PROVIDER})`.as('has_sso'),
    )
    .where('account.id', 'in', [...ids])
    .orderBy('account.id')
    .forUpdate('account')
    .execute()
  return rows.map(accountOf)
}

const accountOf = (
  row: Pick<Selectable<Tables['account']>, 'id' | 'member_id' | 'state'> & {
    twoFactorEnabled: boolean | null
    has_sso: boolean
  },
): Account => ({
  id: row.id,
  state: row.state,
  hasSecondFactor: row.twoFactorEnabled === true,
  hasSso: row.has_sso,
  ...(row.member_id !== null && { memberId: row.member_id }),
})

async function sessionsOf(tx: Tx<Tables>, accountId: string, only?: readonly string[]): Promise<string[]> {
  let sessions = tx.selectFrom('auth_session').select('id').where('userId', '=', accountId).orderBy('id')
  if (only) sessions = sessions.where('id', 'in', [...only])
  return (await sessions.execute()).map(({ id }) => id)
}

/** What the directory and this service know of the people for whom accounts are asked. */
export async function newcomers(
  tx: Tx<Tables>,
  accounts: readonly { personId?: string | undefined; memberId?: string | undefined; userName: string }[],
): Promise<Newcomers> {
  const ids = accounts.flatMap(({ personId, memberId }) => [personId, memberId]).filter((id) => id !== undefined)
  const known = await tx.selectFrom('known_person').selectAll().where('id', '=', any(ids)).execute()
  const taken = await tx
    .selectFrom('account')
    .select(['person_id', 'member_id'])
    .where((e) => e.or([e('person_id', '=', any(ids)), e('member_id', '=', any(ids))]))
    .execute()
  return {
    known: new Map(known.map(({ id, kind }) => [id, kind])),
    withAccount: new Set(taken.flatMap((row) => [row.person_id, row.member_id]).filter((id) => id !== null)),
    takenNames: await takenNames(
      tx,
      accounts.map(({ userName }) => userName),
    ),
  }
}

const any = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

export async function takenNames(tx: Tx<Tables>, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('auth_user')
    .select('username')
    .where('username', 'in', [...names])
    .execute()
  return new Set(rows.map(({ username }) => username!))
}

/** Those who sign in, beside their accounts; without a password nobody can yet. */
export async function keepUsers(tx: Tx<Tables>, users: readonly { id: string; userName: string }[]): Promise<void> {
  // better-auth wants an address of each user. No mail can reach this one.
  const rows = users.map(({ id, userName: username }) => ({
    id,
    username,
    name: '',
    email: `${id}@accounts.invalid`,
    emailVerified: false,
    twoFactorEnabled: false,
    oneTimeUntil: null,
  }))
  await tx.insertInto('auth_user').values(rows).execute()
}

export const dropSessions = async (tx: Tx<Tables>, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await tx
      .deleteFrom('auth_session')
      .where('id', 'in', [...ids])
      .execute()
}

export const dropAllSessions = async (tx: Tx<Tables>, accountId: string): Promise<void> =>
  void (await tx.deleteFrom('auth_session').where('userId', '=', accountId).execute())

export const dropPassword = async (tx: Tx<Tables>, accountId: string): Promise<void> =>
  dropLink(tx, accountId, PASSWORD_PROVIDER)

export const dropSso = async (tx: Tx<Tables>, accountId: string): Promise<void> => dropLink(tx, accountId, SSO_PROVIDER)

async function dropLink(tx: Tx<Tables>, accountId: string, provider: string): Promise<void> {
  await tx.deleteFrom('auth_account').where('userId', '=', accountId).where('providerId', '=', provider).execute()
}

export async function keepSso(tx: Tx<Tables>, accountId: string, subject: string, now: Date): Promise<void> {
  await dropSso(tx, accountId)
  await tx
    .insertInto('auth_account')
    .values({ accountId: subject, providerId: SSO_PROVIDER, userId: accountId, password: null, updatedAt: now })
    .execute()
}

export async function dropSecondFactor(tx: Tx<Tables>, accountId: string): Promise<void> {
  await tx.deleteFrom('auth_two_factor').where('userId', '=', accountId).execute()
  await tx.updateTable('auth_user').set({ twoFactorEnabled: false }).where('id', '=', accountId).execute()
}
