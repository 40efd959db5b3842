import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Research, Visit } from '../domain/research.ts'
import type { Tables } from './tables.ts'

/** A research group with its members; refuses `common.not_found`. */
export async function loadResearch(tx: Tx<Tables>, id: string): Promise<Research> {
  const row = await tx
    .selectFrom('research')
    .select(['id', 'item_id', 'state', 'leader_id', 'secretary_id', 'report_version'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'researchId' })
  const members = await tx
    .selectFrom('research_member')
    .select(['member_id', 'conflict_declared_at'])
    .where('research_id', '=', id)
    .execute()
  const planned = await tx
    .selectFrom('research_visit')
    .select('id')
    .where('research_id', '=', id)
    .where('state', '=', 'PLANNED')
    .execute()
  return {
    id: row.id,
    itemId: row.item_id,
    state: row.state,
    leaderId: row.leader_id,
    secretaryId: row.secretary_id,
    members: members.map((one) => ({ memberId: one.member_id, hasConflict: one.conflict_declared_at !== null })),
    reportVersion: row.report_version,
    plannedVisits: planned.length,
  }
}

/** A visit of the group; refuses `common.not_found`. */
export async function loadVisit(tx: Tx<Tables>, researchId: string, visitId: string): Promise<Visit> {
  const row = await tx
    .selectFrom('research_visit')
    .select(['id', 'state'])
    .where('id', '=', visitId)
    .where('research_id', '=', researchId)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'visitId' })
  return row
}
