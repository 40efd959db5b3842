import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Grants, each with the reason for which it was proposed. */
export const grantRows = (db: Database<Tables>) =>
  db
    .selectFrom('role_grant as g')
    .selectAll('g')
    .select(
      sql<string | null>`(
        select w.text from words w
        where w.aggregate = 'role-grant/' || g.id and w.field = 'reason' order by w.version limit 1)`.as('reason'),
    )

type Found = Awaited<ReturnType<ReturnType<typeof grantRows>['execute']>>[number]

export const showGrant = (row: Found) => ({
  grantId: row.id,
  accountId: row.account_id,
  role: row.role,
  unitIds: row.unit_ids,
  fromOn: row.from_on,
  untilOn: row.until_on,
  state: row.state,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at.toISOString(),
  ...(row.member_id !== null && { memberId: row.member_id }),
  ...(row.ending !== null && { ending: row.ending }),
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.approved_by !== null && { approvedBy: row.approved_by }),
  ...(row.approved_at && { approvedAt: row.approved_at.toISOString() }),
  ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
})
