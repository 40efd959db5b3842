import { type proposals as c, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { KeyVote } from '../domain/key-vote.ts'
import type { Tables } from './tables.ts'

export async function findKeyState(tx: Tx<Tables>, proposalId: string): Promise<c.KeyState | undefined> {
  const row = await tx
    .selectFrom('proposal_key')
    .select('state')
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  return row?.state
}

/** Which of these are candidates now. */
export async function loadNominated(tx: Tx<Tables>, proposalIds: readonly string[]): Promise<string[]> {
  if (proposalIds.length === 0) return []
  const rows = await tx
    .selectFrom('proposal_key')
    .select('proposal_id')
    .where('proposal_id', 'in', proposalIds)
    .where('state', '=', 'NOMINATED')
    .execute()
  return rows.map(({ proposal_id }) => proposal_id)
}

/** A vote on candidates; refuses `common.not_found`. */
export async function loadKeyVote(tx: Tx<Tables>, id: string): Promise<KeyVote> {
  const row = await tx
    .selectFrom('key_vote')
    .select(['id', 'proposal_ids', 'body_ids', 'seats', 'closes_on', 'closed_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'voteId' })
  const given = await tx
    .selectFrom('key_vote_given')
    .select(['voter_kind', 'voter_id', 'proposal_ids'])
    .where('vote_id', '=', id)
    .execute()
  return {
    id: row.id,
    proposalIds: row.proposal_ids,
    bodyIds: row.body_ids,
    seats: row.seats,
    closesOn: row.closes_on,
    closed: row.closed_at !== null,
    given: given.map(({ voter_kind: kind, voter_id, proposal_ids }) => ({
      voter: { kind, id: voter_id },
      proposalIds: proposal_ids,
    })),
  }
}

/** The version of the last record of a supervision. */
export async function findSupervisionVersion(
  tx: Tx<Tables>,
  proposalId: string,
  id: string,
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('proposal_supervision')
    .select('version')
    .where('id', '=', id)
    .where('proposal_id', '=', proposalId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.version
}
