import { proposals } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { JointTables } from '../store/tables.ts'

/**
 * 联合提案办理结果: the class of an own case that has a key, once every part of it is answered; and the class that it is
 * upgraded to since, of the same reply.
 */
export const replyReactions: readonly Reaction[] = [
  react(proposals.ReplySent, async (tx: Tx<JointTables>, { proposalId, jointKey, caseClass, sentOn, round }) => {
    if (jointKey === undefined || caseClass === undefined) return
    const result = { proposal_id: proposalId, result_class: caseClass, replied_on: sentOn, round }
    await tx
      .insertInto('own_result')
      .values({ joint_key: jointKey, ...result })
      .onConflict((conflict) =>
        conflict
          .column('joint_key')
          .doUpdateSet(result)
          // Of two proposals with one key the later reply counts, in whatever order they are heard of.
          .where(
            sql<boolean>`(excluded.round, excluded.replied_on, excluded.proposal_id) >=
              (own_result.round, own_result.replied_on, own_result.proposal_id)`,
          ),
      )
      .execute()
  }),
  react(proposals.ResultUpgraded, async (tx: Tx<JointTables>, { proposalId, caseClass }) => {
    await tx.updateTable('own_result').set({ result_class: caseClass }).where('proposal_id', '=', proposalId).execute()
  }),
]
