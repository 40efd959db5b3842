import type { identity as i } from '@lianxie/contracts'
import type { Database, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { PASSWORD_PROVIDER } from './auth-tables.ts'
import type { Tables } from './tables.ts'

/** 会话, with what has to be known of its account. */
export interface Session {
  id: string
  accountId: string
  userName: string
  personId?: string
  memberId?: string
  acr: 'pending' | 'password' | 'mfa'
  method: 'PASSWORD' | 'SSO'
  authTime: Date
  grantId: string | null
  expiresAt: Date
  /** Came in by a one-time password that is still to be changed. */
  mustChangePassword: boolean
  hasPassword: boolean
  hasSecondFactor: boolean
}

/** How long the second factor may be given after the password. */
const PENDING = '5 minutes'

/** Undefined when it has ended, its account is stopped, or its second factor was not given in time. */
export async function sessionById(db: Database<Tables>, id: string): Promise<Session | undefined> {
  const row = await db
    .selectFrom('auth_session as s')
    .innerJoin('account as a', 'a.id', 's.userId')
    .innerJoin('auth_user as u', 'u.id', 's.userId')
    .select(['s.id', 's.userId', 's.acr', 's.method', 's.authTime', 's.grantId', 's.expiresAt'])
    .select(['a.person_id', 'a.member_id', 'u.username', 'u.oneTimeUntil', 'u.twoFactorEnabled'])
    .select(
      sql<boolean>`exists (
        select from auth_account p where p."userId" = s."userId" and p."providerId" = ${PASSWORD_PROVIDER})`.as(
        'has_password',
      ),
    )
    .where('s.id', '=', id)
    .where('a.state', '=', 'ACTIVE')
    .where(sql<boolean>`s."expiresAt" > clock_timestamp()`)
    .where(sql<boolean>`(s.acr <> 'pending' or s."createdAt" > clock_timestamp() - ${PENDING}::interval)`)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    accountId: row.userId,
    userName: row.username!,
    ...(row.person_id !== null && { personId: row.person_id }),
    ...(row.member_id !== null && { memberId: row.member_id }),
    acr: row.acr,
    method: row.method,
    authTime: row.authTime,
    grantId: row.grantId,
    expiresAt: row.expiresAt,
    mustChangePassword: row.oneTimeUntil !== null && row.method === 'PASSWORD',
    hasPassword: row.has_password,
    hasSecondFactor: row.twoFactorEnabled === true,
  }
}

/** The grants by which an account may act on a day, the one given first coming first. */
export async function heldGrants(db: Database<Tables> | Tx<Tables>, accountId: string, today: string) {
  return db
    .selectFrom('role_grant')
    .select(['id', 'role', 'member_id', 'unit_ids', 'until_on'])
    .where('account_id', '=', accountId)
    .where('state', '=', 'ACTIVE')
    .where('from_on', '<=', today)
    .where('until_on', '>=', today)
    .orderBy('approved_at')
    .orderBy('id')
    .execute()
}
export type HeldGrantRow = Awaited<ReturnType<typeof heldGrants>>[number]

/** The grant in which a session acts: the one that was chosen, or the first; none when the chosen one has ended. */
export const activeGrant = (
  { grantId }: Pick<Session, 'grantId'>,
  held: readonly HeldGrantRow[],
): HeldGrantRow | undefined => (grantId === null ? held[0] : held.find(({ id }) => id === grantId))

/** Who might sign in under a name, and with what. */
export interface Candidate {
  accountId: string
  state: i.AccountState
  hash: string | undefined
  hasSecondFactor: boolean
}

/** A one-time password whose days are over is none. */
export async function candidateOf(db: Database<Tables>, userName: string): Promise<Candidate | undefined> {
  const row = await db
    .selectFrom('auth_user as u')
    .innerJoin('account as a', 'a.id', 'u.id')
    .leftJoin('auth_account as p', (join) =>
      join.onRef('p.userId', '=', 'u.id').on('p.providerId', '=', PASSWORD_PROVIDER),
    )
    .select(['a.id', 'a.state', 'u.twoFactorEnabled'])
    .select(
      sql<
        string | null
      >`case when u."oneTimeUntil" is null or u."oneTimeUntil" > clock_timestamp() then p.password end`.as('hash'),
    )
    .where('u.username', '=', userName)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    accountId: row.id,
    state: row.state,
    hash: row.hash ?? undefined,
    hasSecondFactor: row.twoFactorEnabled === true,
  }
}

export async function passwordHashOf(db: Database<Tables>, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth_account')
    .select('password')
    .where('userId', '=', accountId)
    .where('providerId', '=', PASSWORD_PROVIDER)
    .executeTakeFirst()
  return row?.password ?? undefined
}

/** Puts a password in place of whatever there was; `oneTimeUntil` says until when it may be used to choose another. */
export async function keepPassword(
  tx: Tx<Tables>,
  accountId: string,
  { hash, oneTimeUntil }: { hash: string; oneTimeUntil: Date | null },
): Promise<void> {
  const now = new Date()
  await tx
    .insertInto('auth_account')
    .values({
      accountId,
      providerId: PASSWORD_PROVIDER,
      userId: accountId,
      password: hash,
      updatedAt: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['userId', 'providerId']).doUpdateSet({ password: hash, updatedAt: now }),
    )
    .execute()
  await tx.updateTable('auth_user').set({ oneTimeUntil }).where('id', '=', accountId).execute()
}

/** Ends one session that another takes the place of. */
export async function dropSession(db: Database<Tables>, id: string): Promise<void> {
  await db.deleteFrom('auth_session').where('id', '=', id).execute()
}
