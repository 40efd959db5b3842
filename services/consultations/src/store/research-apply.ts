import { searchText, type Tx } from '@lianxie/service-kit'
import type { Appliers } from './session-appliers.ts'
import type { Tables } from './tables.ts'

/** 调研: groups, visits, reports. */
export const researchAppliers: Appliers<'research'> = {
  async 'consultations.research-group-formed'(tx, { data, time }) {
    await tx
      .insertInto('research')
      .values({
        id: data.researchId,
        item_id: data.itemId,
        title: data.title,
        state: 'FORMED',
        leader_id: data.leaderId,
        secretary_id: data.secretaryId,
        formed_at: time,
        search: searchText(data.title),
      })
      .execute()
    await tx.insertInto('research_member').values(membersOf(data)).execute()
  },

  async 'consultations.research-group-changed'(tx, { data }) {
    const members = membersOf(data)
    await tx
      .deleteFrom('research_member')
      .where('research_id', '=', data.researchId)
      .where(
        'member_id',
        'not in',
        members.map(({ member_id }) => member_id),
      )
      .execute()
    // Who stays keeps what was declared.
    await tx
      .insertInto('research_member')
      .values(members)
      .onConflict((conflict) =>
        conflict.columns(['research_id', 'member_id']).doUpdateSet((eb) => ({ duty: eb.ref('excluded.duty') })),
      )
      .execute()
    await tx
      .updateTable('research')
      .set({ leader_id: data.leaderId, secretary_id: data.secretaryId })
      .where('id', '=', data.researchId)
      .execute()
  },

  'consultations.research-conflict-declared': (tx, { data, time }) =>
    tx
      .updateTable('research_member')
      .set({ conflict_declared_at: time })
      .where('research_id', '=', data.researchId)
      .where('member_id', '=', data.memberId)
      .execute(),

  'consultations.research-visit-planned': (tx, { data }) =>
    tx
      .insertInto('research_visit')
      .values({
        id: data.visitId,
        research_id: data.researchId,
        place: data.place,
        purpose: data.purpose,
        starts_at: new Date(data.startsAt),
        unit_ids: data.unitIds,
        state: 'PLANNED',
      })
      .execute(),

  'consultations.research-visit-held': (tx, { data }) =>
    tx
      .updateTable('research_visit')
      .set({
        state: 'HELD',
        held_at: new Date(data.heldAt),
        member_ids: data.memberIds,
        files: JSON.stringify(data.files),
      })
      .where('id', '=', data.visitId)
      .execute(),

  'consultations.research-visit-cancelled': (tx, { data }) =>
    tx
      .updateTable('research_visit')
      .set({ state: 'CANCELLED', reason: data.reason })
      .where('id', '=', data.visitId)
      .execute(),

  async 'consultations.research-report-submitted'(tx, { data, time }) {
    await tx
      .insertInto('research_report')
      .values({
        research_id: data.researchId,
        version: data.version,
        title: data.title,
        summary: data.summary,
        file: JSON.stringify(data.file),
        submitted_at: time,
      })
      .execute()
    await tx
      .updateTable('research')
      .set({ state: 'REPORTED', report_version: data.version })
      .where('id', '=', data.researchId)
      .execute()
  },

  'consultations.research-completed': (tx, { data }) => setState(tx, data.researchId, 'COMPLETED'),
  'consultations.research-group-dissolved': (tx, { data }) => setState(tx, data.researchId, 'DISSOLVED'),
}

function membersOf(group: { researchId: string; leaderId: string; secretaryId: string; memberIds: string[] }) {
  const row = (member_id: string, duty: 'LEADER' | 'SECRETARY' | 'MEMBER') => ({
    research_id: group.researchId,
    member_id,
    duty,
  })
  return [
    row(group.leaderId, 'LEADER'),
    row(group.secretaryId, 'SECRETARY'),
    ...group.memberIds.map((id) => row(id, 'MEMBER')),
  ]
}

const setState = (tx: Tx<Tables>, id: string, state: 'COMPLETED' | 'DISSOLVED') =>
  tx.updateTable('research').set({ state }).where('id', '=', id).execute()
