import { proposals } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { JointTables } from '../store/tables.ts'

/**
 * 联合提案及其办理结果: which own proposals bear a key, and the class of each once every part of its case is answered. Both
 * are kept apart, as a merged proposal is answered with its case, and nothing says which is heard of first.
 */
export const proposalReactions: readonly Reaction[] = [
  react(proposals.ProposalSubmitted, (tx: Tx<JointTables>, { proposalId, jointKey }) =>
    keepKey(tx, proposalId, jointKey),
  ),
  react(proposals.ReplySent, async (tx: Tx<JointTables>, { proposalId, jointKey, originals, ...reply }) => {
    await keepKey(tx, proposalId, jointKey)
    const { caseClass, sentOn, round } = reply
    if (caseClass === undefined) return
    const answered = new Set([proposalId, ...originals.map((original) => original.proposalId)])
    const result = { case_id: proposalId, result_class: caseClass, replied_on: sentOn, round }
    await tx
      .insertInto('own_result')
      .values([...answered].map((id) => ({ proposal_id: id, ...result })))
      .onConflict((conflict) =>
        conflict
          .column('proposal_id')
          .doUpdateSet(result)
          .where(sql<boolean>`(excluded.round, excluded.replied_on) >= (own_result.round, own_result.replied_on)`),
      )
      .execute()
  }),
  react(proposals.ResultUpgraded, async (tx: Tx<JointTables>, { proposalId, caseClass }) => {
    await tx.updateTable('own_result').set({ result_class: caseClass }).where('case_id', '=', proposalId).execute()
  }),
]

async function keepKey(tx: Tx<JointTables>, proposalId: string, jointKey: string | undefined): Promise<void> {
  if (jointKey === undefined) return
  await tx
    .insertInto('keyed_proposal')
    .values({ proposal_id: proposalId, joint_key: jointKey })
    .onConflict((conflict) => conflict.column('proposal_id').doUpdateSet({ joint_key: jointKey }))
    .execute()
}
