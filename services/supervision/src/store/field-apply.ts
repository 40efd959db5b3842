import type { supervision as c } from '@lianxie/contracts'
import type { Appliers } from './appliers.ts'

/** 走访与问题, as they are recorded. */
export const fieldAppliers = {
  async 'supervision.visit-recorded'(tx, { data, time }) {
    const { visitId: visit_id, memberIds } = data
    const held = {
      project_id: data.projectId,
      group_id: data.groupId,
      kind: data.kind,
      state: 'HELD' as const,
      place: data.place,
      unit_ids: data.unitIds,
      held_at: new Date(data.heldAt),
      recorded_at: time,
      sha256: data.sha256,
      recorded_sha256: data.sha256,
      files: JSON.stringify(data.files),
    }
    await tx
      .insertInto('visit')
      .values({ id: visit_id, ...held })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(held))
      .execute()
    await tx
      .insertInto('visit_participant')
      .values(memberIds.map((member_id) => ({ visit_id, member_id })))
      .execute()
  },
  'supervision.visit-planned': (tx, { data }) =>
    tx
      .insertInto('visit')
      .values({
        id: data.visitId,
        project_id: data.projectId,
        group_id: data.groupId,
        state: 'PLANNED',
        planned_sha256: data.sha256,
        ...planned(data),
      })
      .execute(),
  'supervision.planned-visit-changed': (tx, { data }) =>
    tx.updateTable('visit').set(planned(data)).where('id', '=', data.visitId).execute(),
  'supervision.visit-cancelled': (tx, { data }) =>
    tx.updateTable('visit').set({ state: 'CANCELLED' }).where('id', '=', data.visitId).execute(),
  async 'supervision.visit-corrected'(tx, { data }) {
    const { visitId: visit_id, memberIds } = data
    await tx
      .updateTable('visit')
      .set({
        kind: data.kind,
        place: data.place,
        unit_ids: data.unitIds,
        held_at: new Date(data.heldAt),
        sha256: data.sha256,
        files: JSON.stringify(data.files),
      })
      .where('id', '=', visit_id)
      .execute()
    await tx.deleteFrom('visit_participant').where('visit_id', '=', visit_id).execute()
    await tx
      .insertInto('visit_participant')
      .values(memberIds.map((member_id) => ({ visit_id, member_id })))
      .execute()
  },
  'supervision.finding-revised': (tx, { data }) =>
    tx
      .updateTable('finding')
      .set({
        severity: data.severity,
        subject: data.subject,
        unit_id: data.unitId,
        sha256: data.sha256,
        files: JSON.stringify(data.files),
      })
      .where('id', '=', data.findingId)
      .execute(),
  'supervision.finding-dropped': (tx, { data, time }) =>
    tx.updateTable('finding').set({ state: 'DROPPED', state_since: time }).where('id', '=', data.findingId).execute(),
  'supervision.finding-raised': (tx, { data, time, actor }) =>
    tx
      .insertInto('finding')
      .values({
        id: data.findingId,
        project_id: data.projectId,
        visit_id: data.visitId,
        group_id: data.groupId,
        state: 'RAISED',
        state_since: time,
        severity: data.severity,
        subject: data.subject,
        unit_id: data.unitId,
        raised_at: time,
        raised_by: actor,
        raised_by_member: data.memberId ?? null,
        sha256: data.sha256,
        raised_sha256: data.sha256,
        files: JSON.stringify(data.files),
      })
      .execute(),
} satisfies Partial<Appliers>

const planned = (data: { kind: c.VisitKind; place: string; unitIds: string[]; startsAt: string }) => ({
  kind: data.kind,
  place: data.place,
  unit_ids: data.unitIds,
  starts_at: new Date(data.startsAt),
})
