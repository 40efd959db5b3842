import type { FactOf, joint } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import { toldKey } from '../ledger/told-key.ts'
import type { JointTables } from './tables.ts'

type JointEvent = RecordedEvent<FactOf<Extract<(typeof joint)[keyof typeof joint], { kind: 'event' }>>>

/** Each event changes the tables in exactly one way, given here. The chains are not events: they are signed entries. */
export async function apply(tx: Tx<JointTables>, event: JointEvent): Promise<void> {
  const { data, time, actor } = event
  switch (event.type) {
    case 'joint.invitation-received':
      return void (await tx
        .insertInto('compact')
        .values({
          compact_id: event.data.compactId,
          name: event.data.name,
          members: event.data.members,
          file: event.data.file,
          signed_by: event.data.signedBy,
          stage: 'SIGNING',
          hub_url: null,
          created_at: time,
        })
        .onConflict((conflict) =>
          conflict.column('compact_id').doUpdateSet({ file: event.data.file, signed_by: event.data.signedBy }),
        )
        .execute())
    case 'joint.invitation-signed':
      return void (await tx
        .updateTable('compact')
        .set({ file: event.data.file, signed_by: event.data.signedBy })
        .where('compact_id', '=', event.data.compactId)
        .execute())
    case 'joint.compact-in-force':
      return void (await tx
        .updateTable('compact')
        .set({ stage: 'IN_FORCE' })
        .where('compact_id', '=', event.data.compactId)
        .execute())
    case 'joint.hub-connected':
      return void (await tx
        .updateTable('compact')
        .set({ hub_url: event.data.url })
        .where('compact_id', '=', event.data.compactId)
        .execute())
    case 'joint.draft-prepared':
      return void (await tx
        .insertInto('draft')
        .values({
          draft_id: event.data.draftId,
          compact_id: event.data.compactId,
          kind: event.data.entryKind,
          content: event.data.content,
          content_hash: event.data.contentHash,
          audience: event.data.audience,
          state: 'PREPARED',
          prepared_by: actor,
          prepared_at: time,
          entry_id: null,
          closed_at: null,
        })
        .execute())
    case 'joint.draft-released':
      return void (await tx
        .updateTable('draft')
        .set({ state: 'RELEASED', entry_id: event.data.entryId, closed_at: time })
        .where('draft_id', '=', event.data.draftId)
        .execute())
    case 'joint.draft-discarded':
      return void (await tx
        .updateTable('draft')
        .set({ state: 'DISCARDED', closed_at: time })
        .where('draft_id', '=', event.data.draftId)
        .execute())
    case 'joint.alarm-raised':
      await tx
        .insertInto('alarm')
        .values({
          alarm_id: event.data.alarmId,
          compact_id: event.data.compactId,
          what: event.data.what,
          code: event.data.code,
          blamed: event.data.blamed,
          blamed_as: event.data.as,
          entry_id: event.data.entryId,
          raised_at: time,
          closed_at: null,
          finding: null,
        })
        .execute()
      break
    case 'joint.alarm-closed':
      return void (await tx
        .updateTable('alarm')
        .set({ closed_at: time, finding: event.data.finding })
        .where('alarm_id', '=', event.data.alarmId)
        .execute())
    case 'joint.recovery-ordered':
      return void (await tx
        .insertInto('recovery_order')
        .values({
          order_id: event.data.orderId,
          compact_id: event.data.compactId,
          reason: event.data.reason,
          ordered_by: actor,
          ordered_at: time,
          confirmed_by: null,
          entry_id: null,
        })
        .execute())
    case 'joint.recovery-confirmed':
      return void (await tx
        .updateTable('recovery_order')
        .set({ confirmed_by: actor, entry_id: event.data.entryId })
        .where('order_id', '=', event.data.orderId)
        .execute())
    default:
  }
  const key = toldKey({ type: event.type, data })
  if (key !== undefined) await tx.insertInto('told').values({ key, told_at: time }).execute()
}
