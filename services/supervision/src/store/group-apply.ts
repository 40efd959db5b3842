import type { Appliers } from './appliers.ts'

/** 监督小组. */
export const groupAppliers = {
  async 'supervision.group-formed'(tx, { data, time }) {
    const { groupId, kind, name, unitId, bodyId, leaderId, memberIds, fromOn, untilOn } = data
    await tx
      .insertInto('supervision_group')
      .values({
        id: groupId,
        kind,
        name,
        unit_id: unitId ?? null,
        body_id: bodyId ?? null,
        leader_id: leaderId,
        from_on: fromOn,
        until_on: untilOn,
        formed_at: time,
      })
      .execute()
    await tx
      .insertInto('group_member')
      .values([leaderId, ...memberIds].map((member_id) => ({ group_id: groupId, member_id, from_on: fromOn })))
      .execute()
  },
} satisfies Partial<Appliers>
