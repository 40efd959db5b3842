import { given, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { RaisedFinding } from '../domain/finding.ts'
import type { Tables } from './tables.ts'

/** A finding with its project and group; refuses `common.not_found`. */
export async function loadRaised(
  tx: Tx<Tables>,
  id: string,
): Promise<{ finding: RaisedFinding; projectId: string; groupId?: string }> {
  const row = await tx
    .selectFrom('finding')
    .select(['id', 'project_id', 'group_id', 'state', 'sha256', 'raised_by', 'raised_by_member'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'findingId' })
  return {
    finding: {
      id: row.id,
      state: row.state,
      sha256: row.sha256,
      raisedBy: row.raised_by,
      ...given('raisedByMember', row.raised_by_member),
    },
    projectId: row.project_id,
    ...given('groupId', row.group_id),
  }
}
