import type { Database, Tx } from '@lianxie/service-kit'
import type { OwnResult } from '../domain/proposal-result.ts'
import type { JointTables } from './tables.ts'

/** The own result of a joint proposal, as proposals told of it. */
export async function ownResult(tx: Tx<JointTables>, jointKey: string): Promise<OwnResult | undefined> {
  const row = await results(tx).where('joint_key', '=', jointKey).executeTakeFirst()
  return row && resultOf(row)
}

/** The own results of all joint proposals, the last reply first, each with the proposal that it is about. */
export async function ownResults(db: Database<JointTables>): Promise<(OwnResult & { proposalId: string })[]> {
  const rows = await results(db).execute()
  return rows
    .map((row) => ({ ...resultOf(row), proposalId: row.proposal_id }))
    .sort((a, b) => (a.repliedOn < b.repliedOn ? 1 : a.repliedOn > b.repliedOn ? -1 : 0))
}

/** Where two own proposals bear one key, the later reply counts. */
const results = (db: Database<JointTables> | Tx<JointTables>) =>
  db
    .selectFrom('keyed_proposal')
    .innerJoin('own_result', 'own_result.proposal_id', 'keyed_proposal.proposal_id')
    .distinctOn('joint_key')
    .select(['joint_key', 'own_result.proposal_id', 'result_class', 'replied_on', 'round'])
    .orderBy('joint_key')
    .orderBy('round', 'desc')
    .orderBy('replied_on', 'desc')
    .orderBy('own_result.proposal_id')

type Row = JointTables['own_result'] & JointTables['keyed_proposal']

const resultOf = (row: Pick<Row, 'joint_key' | 'result_class' | 'replied_on' | 'round'>): OwnResult => ({
  jointKey: row.joint_key,
  resultClass: row.result_class,
  repliedOn: row.replied_on,
  round: row.round,
})
