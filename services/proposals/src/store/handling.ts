import { given } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Disagreement } from '../domain/disagreement.ts'
import type { Extension } from '../domain/extension.ts'
import type { Meeting } from '../domain/meeting.ts'
import type { Tables } from './tables.ts'

/** 面商 of a case, with the answers of the proposers. */
export async function loadMeetings(tx: Tx<Tables>, proposalId: string): Promise<Meeting[]> {
  const rows = await tx
    .selectFrom('proposal_meeting')
    .innerJoin('proposal_meeting_party', 'meeting_id', 'id')
    .select(['id', 'unit_id', 'round', 'stage', 'proposer_id', 'answer'])
    .where('proposal_id', '=', proposalId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => {
    const { id, unit_id, round, stage } = own[0]!
    const parties = own.map(({ proposer_id, answer }) => ({ proposerId: proposer_id, ...given('answer', answer) }))
    return { id, unitId: unit_id, round, stage, parties }
  })
}

/** 办理分歧 of a case. */
export async function findDisagreement(
  tx: Tx<Tables>,
  proposalId: string,
  id: string,
): Promise<Disagreement | undefined> {
  return tx
    .selectFrom('proposal_disagreement')
    .select(['id', 'state'])
    .where('id', '=', id)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
}

export async function disagrees(tx: Tx<Tables>, proposalId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('proposal_disagreement')
    .select('id')
    .where('proposal_id', '=', proposalId)
    .where('state', '<>', 'SETTLED')
    .executeTakeFirst()
  return row !== undefined
}

/** 延期申请 of a case. */
export async function findExtension(tx: Tx<Tables>, proposalId: string, id: string): Promise<Extension | undefined> {
  const row = await tx
    .selectFrom('proposal_extension')
    .select(['id', 'unit_id', 'until', 'state', 'supervision_at', 'committee_at'])
    .where('id', '=', id)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      unitId: row.unit_id,
      until: row.until,
      state: row.state,
      consents: [
        ...(row.supervision_at ? (['SUPERVISION'] as const) : []),
        ...(row.committee_at ? (['COMMITTEE'] as const) : []),
      ],
    }
  )
}
