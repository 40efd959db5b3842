import type { Tx } from '@lianxie/service-kit'
import { type RawBuilder, sql, type Updateable } from 'kysely'
import type { AssignmentTable } from './handling-tables.ts'
import type { Tables } from './tables.ts'

type Change = {
  [K in keyof Updateable<AssignmentTable>]: Updateable<AssignmentTable>[K] | RawBuilder<Updateable<AssignmentTable>[K]>
}

/** Sets columns of what is assigned to one unit. */
export const setAssignment = (
  tx: Tx<Tables>,
  { proposalId, unitId }: { proposalId: string; unitId: string },
  values: Change,
) =>
  tx
    .updateTable('proposal_assignment')
    .set(values)
    .where('proposal_id', '=', proposalId)
    .where('unit_id', '=', unitId)
    .execute()

/** The case is due when the first of the units is that has not replied; when all have, the day stays. */
export const setReplyDue = (tx: Tx<Tables>, proposalId: string) =>
  tx
    .updateTable('proposal')
    .set({
      reply_due_at: sql<Date>`coalesce((
        select min(unit.reply_due) from proposal_assignment unit
        where unit.proposal_id = ${proposalId} and unit.role <> 'CO' and unit.state <> 'RELEASED' and unit.work <> 'REPLIED'
      ), proposal.reply_due_at)`,
    })
    .where('id', '=', proposalId)
    .execute()

/**
 * 再办理: these units reply once more, in a round of their own, by a new day; for whoever orders it. The case itself is
 * moved by that event.
 */
export async function beginRound(
  tx: Tx<Tables>,
  {
    proposalId,
    round,
    deadline,
    unitIds,
  }: { proposalId: string; round: number; deadline: { due: string }; unitIds: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('proposal_assignment')
    .set({
      work: 'HANDLING',
      round,
      reply_deadline: JSON.stringify(deadline),
      reply_due: new Date(deadline.due),
      reply_by_rule: false,
      replied_at: null,
      replied_late: null,
    })
    .where('proposal_id', '=', proposalId)
    .where('unit_id', 'in', unitIds)
    .execute()
  await tx
    .updateTable('proposal')
    .set({
      reply_round: round,
      replied_at: null,
      replied_late: null,
      feedback_deadline: null,
      feedback_due_at: null,
    })
    .where('id', '=', proposalId)
    .execute()
  await setReplyDue(tx, proposalId)
}
