import { addDays } from '@lianxie/policy'
import type { Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

/** 入组: from a day on. */
export async function join(tx: Tx<Tables>, group_id: string, memberIds: readonly string[], from_on: string) {
  if (memberIds.length === 0) return
  await tx
    .insertInto('group_member')
    .values(memberIds.map((member_id) => ({ group_id, member_id, from_on })))
    .execute()
}

/** 退组: a day is the first without them; who came on that very day was never in it. */
export async function leave(tx: Tx<Tables>, groupId: string, memberIds: readonly string[], on: string) {
  if (memberIds.length === 0) return
  await tx
    .deleteFrom('group_member')
    .where('group_id', '=', groupId)
    .where('member_id', 'in', memberIds)
    .where('until_on', 'is', null)
    .where('from_on', '>=', on)
    .execute()
  await tx
    .updateTable('group_member')
    .set({ until_on: addDays(on, -1) })
    .where('group_id', '=', groupId)
    .where('member_id', 'in', memberIds)
    .where('until_on', 'is', null)
    .execute()
}

/** 派驻: to these units and no others from a day on, which lies behind the day of the posting before. */
export async function postTo(tx: Tx<Tables>, group_id: string, unitIds: readonly string[], from_on: string) {
  await tx
    .updateTable('group_posting')
    .set({ until_on: addDays(from_on, -1) })
    .where('group_id', '=', group_id)
    .where('until_on', 'is', null)
    .execute()
  await tx
    .insertInto('group_posting')
    .values(unitIds.map((unit_id) => ({ group_id, unit_id, from_on })))
    .execute()
}

/** 失效: of a group, or of some of its members, what would be valid after a day. */
export async function lapseCertificates(
  tx: Tx<Tables>,
  groupId: string,
  { after, of }: { after: string; of?: readonly string[] },
) {
  if (of?.length === 0) return
  let lapsing = tx
    .updateTable('certificate')
    .set({ lapsed_on: after })
    .where('group_id', '=', groupId)
    .where('until_on', '>', after)
    .where('lapsed_on', 'is', null)
    .where('revoked_at', 'is', null)
  if (of) lapsing = lapsing.where('member_id', 'in', of)
  await lapsing.execute()
}
