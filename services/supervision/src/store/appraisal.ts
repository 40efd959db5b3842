import { given, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Appraisal } from '../domain/appraisal.ts'
import type { Tables } from './tables.ts'

/** An appraisal with its units and votes; refuses `common.not_found`. */
export async function loadAppraisal(tx: Tx<Tables>, id: string, field = 'appraisalId'): Promise<Appraisal> {
  const row = await tx.selectFrom('appraisal').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field })
  const units = await tx
    .selectFrom('appraised_unit')
    .select(['unit_id', 'heard_at', 'drafted_by', 'signed_on', 'due_at', 'rectified_at', 'recheck'])
    .where('appraisal_id', '=', id)
    .orderBy('position')
    .execute()
  const votes = await tx
    .selectFrom('appraisal_vote')
    .select(['round', 'verdict', 'ballot_id', 'counts'])
    .where('appraisal_id', '=', id)
    .orderBy('round')
    .execute()
  const ballot = await tx
    .selectFrom('ballot')
    .leftJoin('appraisal_vote', 'appraisal_vote.ballot_id', 'ballot.id')
    .select('ballot.id')
    .where('ballot.subject_id', '=', id)
    .where('ballot.state', 'in', ['ISSUING', 'CASTING', 'CLOSED'])
    .where('appraisal_vote.ballot_id', 'is', null)
    .executeTakeFirst()
  return {
    id,
    state: row.state,
    hasBallot: ballot !== undefined,
    ...given('planItemId', row.plan_item_id),
    items: row.items,
    options: row.options,
    quorum: row.quorum,
    minimumCount: row.minimum_count,
    ...given('consentedOn', row.consented_on),
    units: units.map((unit) => ({
      unitId: unit.unit_id,
      isHeard: unit.heard_at !== null,
      ...given('draftedBy', unit.drafted_by),
      isSigned: unit.signed_on !== null,
      ...given('due', unit.due_at?.toISOString()),
      hasReported: unit.rectified_at !== null,
      ...given('recheck', unit.recheck),
    })),
    votes: votes.map(({ round, verdict, ballot_id, counts }) => ({
      round,
      verdict,
      isByBallot: ballot_id !== null,
      ...given('counts', counts),
    })),
  }
}

/** Keeps the words of one unit, which no event carries. */
export async function keepUnitWords(
  tx: Tx<Tables>,
  { appraisalId, unitId }: { appraisalId: string; unitId: string },
  words: Partial<Record<'report' | 'questions' | 'letter' | 'rectification' | 'recheck_finding', string | null>>,
): Promise<void> {
  await tx
    .updateTable('appraised_unit')
    .set(words)
    .where('appraisal_id', '=', appraisalId)
    .where('unit_id', '=', unitId)
    .execute()
}

/** Whether a questionnaire of an appraisal is awaited or open at an instant. */
export async function hasOpenQuestionnaire(tx: Tx<Tables>, appraisalId: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('questionnaire')
    .select('id')
    .where('appraisal_id', '=', appraisalId)
    .where('ended_at', 'is', null)
    .where('closes_at', '>', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
