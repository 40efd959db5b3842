import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Grants, each with the reason for which it was proposed, whose it is and who had a hand in it. */
export const grantRows = (db: Database<Tables>) =>
  db
    .selectFrom('role_grant as g')
    .innerJoin('auth_user as u', 'u.id', 'g.account_id')
    .innerJoin('account as a', 'a.id', 'g.account_id')
    // Who acted may have been the service itself, whose name is no id of an account.
    .leftJoin('auth_user as p', (join) => join.on(isId('p', 'proposed_by')))
    .leftJoin('auth_user as q', (join) => join.on(isId('q', 'approved_by')))
    .selectAll('g')
    .select(['u.username', 'a.person_id', 'p.username as proposed_name', 'q.username as approved_name'])
    .select(
      sql<string | null>`(
        select w.text from words w
        where w.aggregate = 'role-grant/' || g.id and w.field = 'reason' order by w.version limit 1)`.as('reason'),
    )

const isId = (user: string, column: string) => sql<boolean>`
  ${sql.ref(`${user}.id`)} = case when ${sql.ref(`g.${column}`)} ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$'
    then ${sql.ref(`g.${column}`)}::uuid end`

type Found = Awaited<ReturnType<ReturnType<typeof grantRows>['execute']>>[number]

export const showGrant = (row: Found) => ({
  grantId: row.id,
  accountId: row.account_id,
  userName: row.username!,
  ...(row.person_id !== null && { personId: row.person_id }),
  role: row.role,
  unitIds: row.unit_ids,
  fromOn: row.from_on,
  untilOn: row.until_on,
  state: row.state,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at.toISOString(),
  ...(row.proposed_name !== null && { proposedByName: row.proposed_name }),
  ...(row.approved_name !== null && { approvedByName: row.approved_name }),
  ...(row.member_id !== null && { memberId: row.member_id }),
  ...(row.ending !== null && { ending: row.ending }),
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.approved_by !== null && { approvedBy: row.approved_by }),
  ...(row.approved_at && { approvedAt: row.approved_at.toISOString() }),
  ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
})
