import { joint as j, type notices as n } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { nameThing } from './known.ts'
import { type Heard, tell } from './tell.ts'

const compact = (id: string): n.NoticeThing => ({ of: 'COMPACT', id })

/** Entries by which the committee binds itself: a chair alone lets them go. */
const NEEDS_CHAIR: readonly string[] = ['compact-text', 'answer', 'endorsement', 'leave', 'key']
const SETTLED: readonly string[] = ['DONE', 'VERIFIED', 'DECLINED']

/** 联动协商. A record is told of in its compact, where it is read and signed. */
export const jointReactions = [
  react(j.InvitationReceived, (tx: Tx<Tables>, { compactId, name }) => nameThing(tx, 'COMPACT', compactId, name)),
  react(j.CompactInForce, (tx: Tx<Tables>, { compactId, name }) => nameThing(tx, 'COMPACT', compactId, name)),
  react(j.DraftPrepared, async (tx: Tx<Tables>, { compactId, entryKind }, context) => {
    if (!NEEDS_CHAIR.includes(entryKind)) return
    await tell(tx, context, { kind: 'JOINT_DRAFT_WAITS', thing: compact(compactId), whom: { offices: true } })
  }),
  react(j.CompactAmended, (tx: Tx<Tables>, { compactId, name }) => nameThing(tx, 'COMPACT', compactId, name)),
  react(j.CompactTextProposed, (tx: Tx<Tables>, { compactId, proposedBy, signers }, context) =>
    tellToSign(tx, context, { compactId, from: proposedBy, signers }),
  ),
  react(j.TopicProposed, (tx: Tx<Tables>, { compactId, proposedBy }, context) =>
    tellToSign(tx, context, { compactId, from: proposedBy }),
  ),
  react(j.RecordCirculated, (tx: Tx<Tables>, { compactId, circulatedBy, signers }, context) =>
    tellToSign(tx, context, { compactId, from: circulatedBy, signers }),
  ),
  react(j.RecordEffective, (tx: Tx<Tables>, { compactId }, context) =>
    tell(tx, context, { kind: 'JOINT_RECORD_EFFECTIVE', thing: compact(compactId), whom: { offices: true } }),
  ),
  react(j.TaskAllocated, async (tx: Tx<Tables>, { compactId, taskId, side, unitId, due }, context) => {
    if (side !== context.envelope.committee) return
    const row = { compact_id: compactId, unit_id: uuidOf(unitId), due_on: due, open: true }
    await tx
      .insertInto('known_task')
      .values({ id: taskId, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    await tell(tx, context, {
      kind: 'JOINT_TASK_ALLOCATED',
      thing: compact(compactId),
      whom: { units: [row.unit_id] },
      dueAt: due === null ? undefined : endOfDay(due),
    })
  }),
  react(j.TaskProgressed, async (tx: Tx<Tables>, { taskId, side, state, due }, context) => {
    if (side !== context.envelope.committee) return
    const change = { open: !SETTLED.includes(state), ...(due !== null && { due_on: due }) }
    await tx.updateTable('known_task').set(change).where('id', '=', taskId).execute()
  }),
  react(j.AlarmRaised, (tx: Tx<Tables>, { compactId }, context) =>
    tell(tx, context, { kind: 'JOINT_ALARM', thing: compact(compactId), whom: { offices: true } }),
  ),
]

/** 待会签: what another side put up, where the own one is among those who sign; a topic is for all. */
async function tellToSign(
  tx: Tx<Tables>,
  context: Heard,
  { compactId, from, signers }: { compactId: string; from: string; signers?: readonly string[] },
): Promise<void> {
  const own = context.envelope.committee
  if (from === own || (signers && !signers.includes(own))) return
  await tell(tx, context, { kind: 'JOINT_TO_COUNTERSIGN', thing: compact(compactId), whom: { offices: true } })
}

/** A unit of the directory; sides may name others by words of their own. */
const uuidOf = (unitId: string): string | null =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(unitId) ? unitId : null
