import { addDays } from '@lianxie/policy'
import { searchText, type Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import { join, lapseCertificates, leave, postTo } from './group-rows.ts'
import type { Tables } from './tables.ts'

/** 监督小组. */
export const groupAppliers = {
  async 'supervision.group-formed'(tx, { data, time }) {
    const { groupId, kind, name, unitId, alsoUnitIds, bodyId, leaderId, memberIds, fromOn, untilOn, synthetic } = data
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
        is_synthetic: synthetic ?? false,
        search: searchText(name),
      })
      .execute()
    await join(tx, groupId, [leaderId, ...memberIds], fromOn)
    if (unitId !== undefined) await postTo(tx, groupId, [unitId, ...alsoUnitIds], fromOn)
  },
  async 'supervision.group-changed'(tx, { data }) {
    const { groupId, name, bodyId, leaderId, joinedIds, leftIds, changedOn } = data
    await tx
      .updateTable('supervision_group')
      .set({ name, body_id: bodyId ?? null, leader_id: leaderId, changed_on: changedOn, search: searchText(name) })
      .where('id', '=', groupId)
      .execute()
    await leave(tx, groupId, leftIds, changedOn)
    await join(tx, groupId, joinedIds, changedOn)
    await lapseCertificates(tx, groupId, { after: addDays(changedOn, -1), of: leftIds })
  },
  async 'supervision.group-posted'(tx, { data: { groupId, unitIds, postedOn } }) {
    await tx.updateTable('supervision_group').set({ unit_id: unitIds[0]! }).where('id', '=', groupId).execute()
    await postTo(tx, groupId, unitIds, postedOn)
    await lapseCertificates(tx, groupId, { after: addDays(postedOn, -1) })
  },
  async 'supervision.group-extended'(tx, { data: { groupId, untilOn } }) {
    // Whoever was in the group to its end is in it again.
    await tx
      .updateTable('group_member')
      .from('supervision_group as its')
      .set({ until_on: null })
      .where('group_member.group_id', '=', groupId)
      .whereRef('its.id', '=', 'group_member.group_id')
      .whereRef('group_member.until_on', '=', 'its.ended_on')
      .execute()
    await changeTerm(tx, groupId, { until_on: untilOn, ended_on: null, ended_by: null })
  },
  async 'supervision.group-ended'(tx, { data: { groupId, endedOn, cause } }) {
    await changeTerm(tx, groupId, { ended_on: endedOn, ended_by: cause })
    await tx
      .updateTable('group_member')
      .set({ until_on: endedOn })
      .where('group_id', '=', groupId)
      .where('until_on', 'is', null)
      .execute()
    await lapseCertificates(tx, groupId, { after: endedOn })
  },
  // Who was reminded stands in the history alone.
  'supervision.group-term-reminded': async () => {},
  'supervision.certificate-issued': (tx, { data }) =>
    tx
      .insertInto('certificate')
      .values({
        id: data.certificateId,
        group_id: data.groupId,
        member_id: data.memberId,
        unit_ids: data.unitIds,
        year: data.year,
        number: data.number,
        issued_on: data.issuedOn,
        from_on: data.fromOn,
        until_on: data.untilOn,
        code_sha256: data.codeSha256,
      })
      .execute(),
  'supervision.certificate-revoked': (tx, { data, time }) =>
    tx.updateTable('certificate').set({ revoked_at: time }).where('id', '=', data.certificateId).execute(),
} satisfies Partial<Appliers>

const changeTerm = (
  tx: Tx<Tables>,
  id: string,
  change: { until_on?: string; ended_on: string | null; ended_by: 'DECIDED' | 'TERM_OVER' | null },
) => tx.updateTable('supervision_group').set(change).where('id', '=', id).execute()
