import { given, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Ballot, VotedAppraisal, Voter } from '../domain/ballot.ts'
import { loadAppraisal } from './appraisal.ts'
import type { Tables } from './tables.ts'

/** A ballot for a command that moves it; its target is held already. */
export const loadBallot = (tx: Tx<Tables>, id: string): Promise<Ballot> => readBallot(tx, id, false)

/** A ballot that must stay in its phase until the transaction ends; many may do so at once. */
export const shareBallot = (tx: Tx<Tables>, id: string): Promise<Ballot> => readBallot(tx, id, true)

async function readBallot(tx: Tx<Tables>, id: string, shared: boolean): Promise<Ballot> {
  const query = tx
    .selectFrom('ballot')
    .select(['id', 'state', 'subject_id', 'questions', 'entitled', 'quorum', 'minimum'])
    .where('id', '=', id)
  const row = await (shared ? query.forShare() : query.forUpdate()).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'ballotId' })
  const { subject_id, ...ballot } = row
  return { ...ballot, ...given('subjectId', subject_id) }
}

/** The appraisal that a ballot is about, held so that no other is opened meanwhile; refuses `common.not_found`. */
export async function loadVoted(tx: Tx<Tables>, appraisalId: string): Promise<VotedAppraisal> {
  await tx.selectFrom('appraisal').select('id').where('id', '=', appraisalId).forUpdate().execute()
  const appraisal = await loadAppraisal(tx, appraisalId, 'subjectId')
  const unitIds = appraisal.units.map(({ unitId }) => unitId)
  const units = await tx.selectFrom('known_unit').select(['id', 'name']).where('id', 'in', unitIds).execute()
  return {
    appraisal,
    unitNames: new Map(units.map(({ id, name }) => [id, name])),
  }
}

export async function countIssued(tx: Tx<Tables>, ballotId: string): Promise<number> {
  const { issued } = await tx
    .selectFrom('ballot_voter')
    .select(sql<number>`count(issued_at)::int`.as('issued'))
    .where('ballot_id', '=', ballotId)
    .executeTakeFirstOrThrow()
  return issued
}

/** A member's place in the electorate, held until the transaction ends; undefined for who is not entitled. */
export async function holdVoter(
  tx: Tx<Tables>,
  ballotId: string,
  memberId: string | undefined,
): Promise<Voter | undefined> {
  if (memberId === undefined) return undefined
  const row = await tx
    .selectFrom('ballot_voter')
    .select(['member_id', 'blinded_sha256'])
    .where('ballot_id', '=', ballotId)
    .where('member_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst()
  return row && { memberId: row.member_id, ...given('blindedSha256', row.blinded_sha256) }
}

/** Keeps the blind signature, to be given again. */
export async function keepSignature(tx: Tx<Tables>, tokenId: string, blindSignature: string): Promise<void> {
  await tx
    .updateTable('ballot_voter')
    .set({ blind_signature: blindSignature })
    .where('token_id', '=', tokenId)
    .execute()
}
