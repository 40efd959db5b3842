import { identity as i, listOf, Refusal } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { answer, type Answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SSO_PROVIDER } from '../store/auth-tables.ts'
import type { Tables } from '../store/tables.ts'
import { grantRows, showGrant } from './grant-rows.ts'

const READERS = ['OPS', 'STAFF_OFFICE', 'AUDITOR'] as const

function accountRows(db: Database<Tables>) {
  return db
    .selectFrom('account as a')
    .innerJoin('auth_user as u', 'u.id', 'a.id')
    .select(['a.id', 'a.person_id', 'a.member_id', 'a.state', 'a.created_at', 'u.username', 'u.twoFactorEnabled'])
    .select([
      sql<boolean>`(u."oneTimeUntil" is not null or not exists (
        select from auth_account p where p."userId" = a.id))`.as('password_pending'),
      sql<boolean>`exists (
        select from auth_account l where l."userId" = a.id and l."providerId" = ${SSO_PROVIDER})`.as('has_sso'),
      sql<i.GrantableRole[]>`array(
        select distinct g.role from role_grant g where g.account_id = a.id and g.state = 'ACTIVE' order by 1)`.as(
        'roles',
      ),
      sql<Date | null>`(
        select s.at from sign_in_audit s where s.account_id = a.id and s.outcome = 'DONE'
        order by s.at desc limit 1)`.as('last_sign_in'),
    ])
}
type AccountFound = Awaited<ReturnType<ReturnType<typeof accountRows>['execute']>>[number]

const showAccount = (row: AccountFound) => ({
  accountId: row.id,
  userName: row.username!,
  state: row.state,
  createdAt: row.created_at.toISOString(),
  passwordPending: row.password_pending,
  hasSecondFactor: row.twoFactorEnabled === true,
  hasSso: row.has_sso,
  roles: row.roles,
  ...(row.person_id !== null && { personId: row.person_id }),
  ...(row.member_id !== null && { memberId: row.member_id }),
  ...(row.last_sign_in && { lastSignInAt: row.last_sign_in.toISOString() }),
})

const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')

export const answers: readonly Answer<any, any>[] = [
  answer(i.Accounts, {
    allow: READERS,
    read: async (db: Database<Tables>, { limit, cursor, text, state, role, personId, password }) => {
      let rows = accountRows(db)
      if (text !== undefined) rows = rows.where('u.username', 'like', `${escapeLike(text.toLowerCase())}%`)
      if (state) rows = rows.where('a.state', '=', state)
      if (personId !== undefined) {
        rows = rows.where((e) => e.or([e('a.person_id', '=', personId), e('a.member_id', '=', personId)]))
      }
      if (role) {
        rows = rows.where(sql<boolean>`exists (
          select from role_grant g where g.account_id = a.id and g.state = 'ACTIVE' and g.role = ${role})`)
      }
      if (password) {
        const isPending = sql<boolean>`(u."oneTimeUntil" is not null or not exists (
          select from auth_account p where p."userId" = a.id))`
        rows = rows.where(password === 'PENDING' ? isPending : sql<boolean>`not ${isPending}`)
      }
      const page = await readPage(rows, { limit, cursor, order: [{ by: sql.ref('u.username'), type: 'text' }] })
      return { ...page, items: page.items.map(showAccount) }
    },
  }),
  answer(i.AccountById, {
    allow: READERS,
    read: async (db: Database<Tables>, { accountId }) => {
      const found = await accountRows(db).where('a.id', '=', accountId).executeTakeFirst()
      if (!found) throw new Refusal('common.not_found', { field: 'accountId' })
      const { version } = await db
        .selectFrom('aggregate')
        .select('version')
        .where('key', '=', `account/${accountId}`)
        .executeTakeFirstOrThrow()
      const grants = await grantRows(db)
        .where('g.account_id', '=', accountId)
        .orderBy('g.proposed_at', 'desc')
        .orderBy('g.id', 'desc')
        .limit(200)
        .execute()
      const sessions = await db
        .selectFrom('auth_session')
        .select(['id', 'createdAt', 'expiresAt'])
        .where('userId', '=', accountId)
        .where('acr', '<>', 'pending')
        .orderBy('createdAt', 'desc')
        .limit(200)
        .execute()
      return {
        ...showAccount(found),
        version,
        grants: grants.map(showGrant),
        sessions: sessions.map(({ id, createdAt, expiresAt }) => ({
          sessionId: id,
          signedInAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
      }
    },
  }),
  answer(i.RoleGrants, {
    allow: READERS,
    read: async (db: Database<Tables>, { limit, cursor, state, role, accountId, untilOn }) => {
      let rows = grantRows(db)
      if (listOf(state).length > 0) rows = rows.where('g.state', 'in', listOf(state))
      if (listOf(role).length > 0) rows = rows.where('g.role', 'in', listOf(role))
      if (accountId !== undefined) rows = rows.where('g.account_id', '=', accountId)
      if (untilOn !== undefined) rows = rows.where('g.until_on', '<=', untilOn)
      const page = await readPage(rows, {
        limit,
        cursor,
        order: [
          { by: sql.ref('g.proposed_at'), type: 'timestamptz', direction: 'desc' },
          { by: sql.ref('g.id'), type: 'uuid', direction: 'desc' },
        ],
      })
      return { ...page, items: page.items.map(showGrant) }
    },
  }),
  answer(i.SignIns, {
    allow: READERS,
    read: async (db: Database<Tables>, { limit, cursor, accountId, outcome, address, fromOn, untilOn }) => {
      let rows = db
        .selectFrom('sign_in_audit as s')
        .leftJoin('auth_user as u', 'u.id', 's.account_id')
        .select('u.username')
        .select(['s.id', 's.at', 's.method', 's.outcome', 's.account_id', 's.service_account_id'])
        .select(['s.name_hash', 's.address', 's.agent'])
      if (accountId !== undefined) rows = rows.where('s.account_id', '=', accountId)
      if (listOf(outcome).length > 0) rows = rows.where('s.outcome', 'in', listOf(outcome))
      if (address !== undefined) rows = rows.where('s.address', '=', address)
      if (fromOn !== undefined) rows = rows.where('s.at', '>=', sql<Date>`${`${fromOn} 00:00+08`}::timestamptz`)
      if (untilOn !== undefined) rows = rows.where('s.at', '<=', new Date(endOfDay(untilOn)))
      const page = await readPage(rows, {
        limit,
        cursor,
        order: [
          { by: sql.ref('s.at'), type: 'timestamptz', direction: 'desc' },
          { by: sql.ref('s.id'), type: 'bigint', direction: 'desc' },
        ],
      })
      return {
        ...page,
        items: page.items.map((row) => ({
          at: row.at.toISOString(),
          method: row.method,
          outcome: row.outcome,
          address: row.address,
          agent: row.agent,
          ...(row.account_id !== null && { accountId: row.account_id }),
          ...(row.username !== null && { userName: row.username }),
          ...(row.service_account_id !== null && { serviceAccountId: row.service_account_id }),
          ...(row.name_hash !== null && { nameHash: row.name_hash }),
        })),
      }
    },
  }),
  answer(i.ServiceAccounts, {
    allow: READERS,
    read: async (db: Database<Tables>, { limit, cursor, state }) => {
      let rows = db.selectFrom('service_account as s').selectAll('s')
      if (state) rows = rows.where('s.state', '=', state)
      const page = await readPage(rows, {
        limit,
        cursor,
        order: [
          { by: sql.ref('s.registered_at'), type: 'timestamptz', direction: 'desc' },
          { by: sql.ref('s.id'), type: 'uuid', direction: 'desc' },
        ],
      })
      return {
        ...page,
        items: page.items.map((row) => ({
          serviceAccountId: row.id,
          label: row.label,
          role: row.role,
          scopes: row.scopes,
          untilOn: row.until_on,
          state: row.state,
          hasSecret: row.secret_sha256 !== null,
          registeredBy: row.registered_by,
          registeredAt: row.registered_at.toISOString(),
          ...(row.approved_by !== null && { approvedBy: row.approved_by }),
        })),
      }
    },
  }),
]
