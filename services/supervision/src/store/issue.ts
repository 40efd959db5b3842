import { given } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Issue } from '../domain/issue.ts'
import type { Candidate } from '../domain/issue-list.ts'
import type { MoreTime } from '../domain/rectification.ts'
import { holdProject } from './project.ts'
import type { Tables } from './tables.ts'

/** An issue with its project, which is held until the transaction ends. */
export async function findIssue(tx: Tx<Tables>, id: string): Promise<Issue | undefined> {
  const row = await tx
    .selectFrom('finding')
    .leftJoin('issue_round as now', (join) =>
      join.onRef('now.finding_id', '=', 'finding.id').onRef('now.round', '=', 'finding.round'),
    )
    .select([
      'finding.project_id',
      'finding.unit_id',
      'finding.state',
      'finding.list_id',
      'finding.listed_at',
      'finding.deadline',
      'finding.rectify_term',
      'finding.dispute_due_at',
      'finding.disputed_at',
      'finding.round',
      'finding.look_back',
      'finding.look_back_due',
      'now.rectified_on',
      'now.checked_on',
    ])
    .where('finding.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const project = await holdProject(tx, row.project_id, 'findingId')
  const handlers = await tx.selectFrom('issue_handler').select('handler').where('finding_id', '=', id).execute()
  const { deadline, listed_at, dispute_due_at, disputed_at } = row
  return {
    id,
    project,
    unitId: row.unit_id,
    state: row.state,
    ...(deadline !== null &&
      listed_at !== null &&
      dispute_due_at !== null && {
        listed: {
          on: shanghaiDate(listed_at),
          deadline,
          ...given('rectifyTerm', row.rectify_term),
          disputeDue: dispute_due_at.toISOString(),
          ...given('disputedOn', disputed_at === null ? null : shanghaiDate(disputed_at)),
        },
      }),
    round: row.round,
    ...given('rectifiedOn', row.rectified_on),
    ...given('verifiedOn', row.checked_on),
    ...given('lookBack', row.look_back),
    ...given('lookBackDue', row.look_back_due),
    handlers: handlers.map(({ handler }) => handler),
  }
}

/** The members of the groups of an issue's project, who judge it. */
export async function findJudges(tx: Tx<Tables>, findingId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('finding')
    .innerJoin('project_group', 'project_group.project_id', 'finding.project_id')
    .innerJoin('group_member', 'group_member.group_id', 'project_group.group_id')
    .select('group_member.member_id')
    .distinct()
    .where('finding.id', '=', findingId)
    .where('group_member.until_on', 'is', null)
    .execute()
  return rows.map(({ member_id }) => member_id)
}

/** Whether a member is in one of the groups of a project on a day. */
export async function isInGroups(
  tx: Tx<Tables>,
  groupIds: readonly string[],
  memberId: string | undefined,
  on: string,
): Promise<boolean> {
  if (memberId === undefined || groupIds.length === 0) return false
  const row = await tx
    .selectFrom('group_member')
    .select('group_id')
    .where('group_id', 'in', groupIds)
    .where('member_id', '=', memberId)
    .where('from_on', '<=', on)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', on)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The findings of a project among these. */
export async function findCandidates(tx: Tx<Tables>, projectId: string, ids: readonly string[]): Promise<Candidate[]> {
  const rows = await tx
    .selectFrom('finding')
    .select(['id', 'state', 'unit_id', sql<boolean>`fact is not null`.as('has_fact')])
    .where('project_id', '=', projectId)
    .where('id', 'in', ids)
    .execute()
  return rows.map(({ id, state, unit_id, has_fact }) => ({ id, state, unitId: unit_id, hasFact: has_fact }))
}

/** 下一清单编号 of a year: nobody else numbers a list of it before the transaction ends. */
export async function nextListNumber(tx: Tx<Tables>, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`issue list of ${year}`}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('issue_list')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('year', '=', year)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

/** When a project was agreed to. */
export async function findDecidedOn(tx: Tx<Tables>, projectId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('project').select('decided_on').where('id', '=', projectId).executeTakeFirst()
  return row?.decided_on ?? undefined
}

/** 延期申请 of an issue, oldest first. */
export async function loadRequests(tx: Tx<Tables>, findingId: string): Promise<MoreTime[]> {
  const rows = await tx
    .selectFrom('issue_more_time')
    .select(['id', 'round', 'until_on', 'state'])
    .where('finding_id', '=', findingId)
    .orderBy('requested_at')
    .execute()
  return rows.map(({ until_on, ...row }) => ({ ...row, until: until_on }))
}

type RoundWords = Partial<Record<'leader_post' | 'measures' | 'result' | 'check_notes', string>>

/** Keeps what the unit or the group wrote about a round. */
export async function keepRoundWords(
  tx: Tx<Tables>,
  { findingId, round }: { findingId: string; round: number },
  words: RoundWords,
): Promise<void> {
  await tx
    .updateTable('issue_round')
    .set(words)
    .where('finding_id', '=', findingId)
    .where('round', '=', round)
    .execute()
}

export const keepDisputeWords = (
  tx: Tx<Tables>,
  findingId: string,
  words: { reason: string } | { recheck_reason: string },
) => tx.updateTable('issue_dispute').set(words).where('finding_id', '=', findingId).execute()

export const keepLookBackNotes = (tx: Tx<Tables>, findingId: string, round: number, notes: string) =>
  tx
    .updateTable('issue_look_back')
    .set({ notes })
    .where('finding_id', '=', findingId)
    .where('round', '=', round)
    .execute()

export const keepRequestWords = (tx: Tx<Tables>, id: string, words: { reason: string } | { decision_reason: string }) =>
  tx.updateTable('issue_more_time').set(words).where('id', '=', id).execute()
