import { given, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Certificate, Group } from '../domain/group.ts'
import type { Tables } from './tables.ts'

/** A group as it is now, held until the transaction ends; refuses `common.not_found`. */
export async function holdGroup(tx: Tx<Tables>, id: string): Promise<Group> {
  const row = await tx
    .selectFrom('supervision_group')
    .select(['id', 'kind', 'leader_id', 'from_on', 'until_on', 'ended_on', 'ended_by', 'changed_on'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'groupId' })
  const members = await tx
    .selectFrom('group_member')
    .select(['member_id', 'from_on'])
    .where('group_id', '=', id)
    .where('until_on', 'is', null)
    .orderBy('member_id')
    .execute()
  const postings = await tx
    .selectFrom('group_posting')
    .select(['unit_id', 'from_on'])
    .where('group_id', '=', id)
    .where('until_on', 'is', null)
    .orderBy('unit_id')
    .execute()
  return {
    id,
    kind: row.kind,
    leaderId: row.leader_id,
    fromOn: row.from_on,
    untilOn: row.until_on,
    ...given('endedOn', row.ended_on),
    ...given('endedBy', row.ended_by),
    ...given('changedOn', row.changed_on),
    members: members.map(({ member_id, from_on }) => ({ memberId: member_id, fromOn: from_on })),
    unitIds: postings.map(({ unit_id }) => unit_id),
    ...given('postedOn', postings[0]?.from_on),
  }
}

/** How many unfinished projects have this group and no other that is in its term. */
export async function countDependent(tx: Tx<Tables>, groupId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('project_group as own')
    .innerJoin('project', 'project.id', 'own.project_id')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('own.group_id', '=', groupId)
    .where('project.state', 'not in', ['CLOSED', 'CANCELLED'])
    .where('project.origin', '=', 'LIVE')
    .where(
      sql<boolean>`not exists (select from project_group other join supervision_group its on its.id = other.group_id
        where other.project_id = own.project_id and other.group_id <> own.group_id and its.ended_on is null)`,
    )
    .executeTakeFirstOrThrow()
  return count
}

/** The number that the next certificate of a year gets. Who asks waits for whoever has asked before. */
export async function nextCertificateNumber(tx: Tx<Tables>, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`certificates of ${year}`}, 0))`.execute(tx)
  const { last } = await tx
    .selectFrom('certificate')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** The certificates of a member in a group. */
export async function loadCertificates(tx: Tx<Tables>, groupId: string, memberId: string): Promise<Certificate[]> {
  const rows = await certificates(tx).where('group_id', '=', groupId).where('member_id', '=', memberId).execute()
  return rows.map(certificateOf)
}

/** A certificate of a group; refuses `common.not_found`. */
export async function loadCertificate(tx: Tx<Tables>, groupId: string, id: string): Promise<Certificate> {
  const row = await certificates(tx).where('id', '=', id).where('group_id', '=', groupId).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'certificateId' })
  return certificateOf(row)
}

const certificates = (tx: Tx<Tables>) =>
  tx.selectFrom('certificate').select(['id', 'member_id', 'from_on', 'until_on', 'lapsed_on', 'revoked_at'])

const certificateOf = (row: Awaited<ReturnType<ReturnType<typeof certificates>['execute']>>[number]): Certificate => ({
  id: row.id,
  memberId: row.member_id,
  fromOn: row.from_on,
  untilOn: row.until_on,
  ...given('lapsedOn', row.lapsed_on),
  isRevoked: row.revoked_at !== null,
})
