import { type proposals as c, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Appraisal } from '../domain/appraisal.ts'
import type { Tally } from '../domain/appraisal-score.ts'
import type { Tables } from './tables.ts'

/** An appraisal; refuses `common.not_found`. */
export async function loadAppraisal(tx: Tx<Tables>, id: string): Promise<Appraisal> {
  const row = await tx
    .selectFrom('appraisal')
    .select(['id', 'unit_id', 'state', 'items'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'appraisalId' })
  return { id: row.id, unitId: row.unit_id, state: row.state, items: row.items }
}

export async function hasAppraisal(tx: Tx<Tables>, unitId: string, year: number): Promise<boolean> {
  const row = await tx
    .selectFrom('appraisal')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('year', '=', year)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a member has scored; undefined for one who is no appraiser. */
export async function hasScored(
  tx: Tx<Tables>,
  appraisalId: string,
  memberId: string | undefined,
): Promise<boolean | undefined> {
  if (memberId === undefined) return undefined
  const row = await tx
    .selectFrom('appraisal_appraiser')
    .select('scored')
    .where('appraisal_id', '=', appraisalId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return row?.scored
}

/** How many may score, and how many have. */
export async function countScores(tx: Tx<Tables>, appraisalId: string): Promise<{ entitled: number; ballots: number }> {
  const row = await tx
    .selectFrom('appraisal_appraiser')
    .select(({ fn }) => [
      fn.countAll<string>().as('entitled'),
      fn.countAll<string>().filterWhere('scored', '=', true).as('ballots'),
    ])
    .where('appraisal_id', '=', appraisalId)
    .executeTakeFirstOrThrow()
  return { entitled: Number(row.entitled), ballots: Number(row.ballots) }
}

export const loadTally = (tx: Tx<Tables>, appraisalId: string): Promise<Tally> =>
  tx
    .selectFrom('appraisal_tally')
    .select(['item', 'score', 'given'])
    .where('appraisal_id', '=', appraisalId)
    .orderBy('item')
    .orderBy('score')
    .execute()

/** Counts one appraiser's points, of whom no word is written here. In the order of the items, so that nobody waits in a ring. */
export async function countIn(tx: Tx<Tables>, appraisalId: string, scores: readonly c.AppraisalScore[]): Promise<void> {
  await tx
    .insertInto('appraisal_tally')
    .values(
      scores
        .toSorted((a, b) => a.code.localeCompare(b.code))
        .map(({ code, score }) => ({ appraisal_id: appraisalId, item: code, score, given: 1 })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['appraisal_id', 'item', 'score'])
        .doUpdateSet({ given: sql<number>`appraisal_tally.given + 1` }),
    )
    .execute()
}
