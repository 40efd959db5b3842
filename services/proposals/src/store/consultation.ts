import { given } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Session } from '../domain/consultation.ts'
import type { Tables } from './tables.ts'

/** A session that consultations has told of, and how it stands to the proposal. */
export async function findSession(tx: Tx<Tables>, proposalId: string, id: string): Promise<Session | undefined> {
  const row = await tx
    .selectFrom('known_session')
    .leftJoin('proposal_session', (join) =>
      join
        .onRef('proposal_session.session_id', '=', 'known_session.id')
        .on('proposal_session.proposal_id', '=', proposalId),
    )
    .select([
      'known_session.id',
      'known_session.held_on',
      'proposal_session.linked_at',
      'proposal_session.held_on as recorded',
    ])
    .where('known_session.id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      ...given('heldOn', row.held_on),
      isLinked: row.linked_at !== null,
      isRecorded: row.recorded !== null,
    }
  )
}

/** The proposals that a session is about. */
export async function proposalsOfSession(tx: Tx<Tables>, sessionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('proposal_session')
    .select('proposal_id')
    .where('session_id', '=', sessionId)
    .orderBy('proposal_id')
    .execute()
  return rows.map(({ proposal_id }) => proposal_id)
}
