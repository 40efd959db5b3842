import { createHash } from 'node:crypto'
import { given, Refusal } from '@lianxie/contracts'
import { searchText, type Tx } from '@lianxie/service-kit'
import type { Visit } from '../domain/field.ts'
import type { Tables } from './tables.ts'

/** The SHA-256 by which what a phone recorded is known when it comes again: of every field, in a fixed order. */
export const hashOf = (fields: Readonly<Record<string, unknown>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))), 'utf8')
    .digest('hex')

/** A visit, where there is one of this id. */
export async function findVisit(tx: Tx<Tables>, id: string): Promise<Visit | undefined> {
  const row = await tx
    .selectFrom('visit')
    .select(['id', 'project_id', 'group_id', 'state', 'held_at', 'sha256', 'planned_sha256', 'recorded_sha256'])
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      projectId: row.project_id,
      ...given('groupId', row.group_id),
      state: row.state,
      ...given('heldAt', row.held_at?.toISOString()),
      ...given('sha256', row.sha256),
      ...given('plannedSha256', row.planned_sha256),
      ...given('recordedSha256', row.recorded_sha256),
    }
  )
}

/** A visit; refuses `common.not_found`. */
export async function loadVisit(tx: Tx<Tables>, id: string, field = 'visitId'): Promise<Visit> {
  const visit = await findVisit(tx, id)
  if (!visit) throw new Refusal('common.not_found', { field })
  return visit
}

/** Which of these members are not in a group on a day. */
export async function findStrangers(
  tx: Tx<Tables>,
  groupId: string,
  memberIds: readonly string[],
  on: string,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('group_member')
    .select('member_id')
    .where('group_id', '=', groupId)
    .where('from_on', '<=', on)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', on)]))
    .execute()
  const members = new Set(rows.map(({ member_id }) => member_id))
  return memberIds.filter((id) => !members.has(id))
}

/** Whether a member was in a group on any of these days. */
export async function wasMember(
  tx: Tx<Tables>,
  groupId: string | undefined,
  memberId: string | undefined,
  days: readonly string[],
): Promise<boolean> {
  if (groupId === undefined || memberId === undefined) return false
  for (const day of new Set(days)) if ((await findStrangers(tx, groupId, [memberId], day)).length === 0) return true
  return false
}

/** Keeps the words of a finding, which no event carries. */
export async function keepFindingWords(
  tx: Tx<Tables>,
  findingId: string,
  { fact, basis, suggestion }: { fact: string; basis?: string | undefined; suggestion?: string | undefined },
): Promise<void> {
  await tx
    .updateTable('finding')
    .set({
      fact,
      basis: basis ?? null,
      suggestion: suggestion ?? null,
      search: searchText(fact, [basis ?? '', suggestion ?? ''].join('\n')),
    })
    .where('id', '=', findingId)
    .execute()
}

/** Whether a member is in a group on a day; nobody is in no group. */
export async function isInGroup(
  tx: Tx<Tables>,
  groupId: string | undefined,
  memberId: string | undefined,
  on: string,
): Promise<boolean> {
  if (groupId === undefined || memberId === undefined) return false
  return (await findStrangers(tx, groupId, [memberId], on)).length === 0
}

/** The notes of a visit as they are. */
export async function loadNotes(tx: Tx<Tables>, visitId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('visit').select('notes').where('id', '=', visitId).executeTakeFirstOrThrow()
  return row.notes ?? undefined
}

/** The words of a finding as they are. */
export async function loadFindingWords(tx: Tx<Tables>, findingId: string) {
  const row = await tx
    .selectFrom('finding')
    .select(['fact', 'basis', 'suggestion'])
    .where('id', '=', findingId)
    .executeTakeFirstOrThrow()
  return { ...given('fact', row.fact), ...given('basis', row.basis), ...given('suggestion', row.suggestion) }
}
