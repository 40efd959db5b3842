import { given, type proposals as c, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Feedback, Form, Original } from '../domain/feedback.ts'
import type { Pledge } from '../domain/promise.ts'
import type { UnitResult } from '../domain/upgrade.ts'
import type { Tables } from './tables.ts'

/**
 * The forms of the last round in which a unit has replied, without a deadline while others have not, and beside them what
 * was last said of each unit: a round may ask some of them only.
 */
export async function loadFeedback(tx: Tx<Tables>, proposalId: string): Promise<Feedback> {
  const replies = await tx
    .selectFrom('proposal_feedback')
    .select(['unit_id', 'round', 'due_at', 'closed_at'])
    .where('proposal_id', '=', proposalId)
    .orderBy('round')
    .execute()
  const last = replies.at(-1)
  if (!last) return { round: 1, closed: false, forms: [], standing: [] }
  const lastOf = new Map(replies.map(({ unit_id, round }) => [unit_id, round]))
  const rows = await tx
    .selectFrom('proposal_rating')
    .select(['unit_id', 'round', 'original_id', 'proposer_kind', 'proposer_id', 'state', 'result'])
    .where('proposal_id', '=', proposalId)
    .orderBy('unit_id')
    .orderBy('original_id')
    .orderBy('proposer_id')
    .execute()
  return {
    round: last.round,
    ...given('due', last.due_at?.toISOString()),
    closed: replies.every(({ round, closed_at }) => round < last.round || closed_at !== null),
    forms: rows.filter(({ round }) => round === last.round).map(formOf),
    standing: rows.filter(({ unit_id, round }) => round === lastOf.get(unit_id)).map(formOf),
  }
}

const formOf = (row: {
  unit_id: string
  original_id: string
  proposer_kind: c.Proposer['kind']
  proposer_id: string
  state: c.FeedbackFormState
  result: c.FeedbackResult | null
}): Form => ({
  unitId: row.unit_id,
  originalId: row.original_id,
  proposer: { kind: row.proposer_kind, id: row.proposer_id },
  state: row.state,
  ...given('result', row.result),
})

/** The proposals of a case, its own first, with everybody who proposed them. */
export async function loadOriginals(tx: Tx<Tables>, caseId: string): Promise<Original[]> {
  const rows = await tx
    .selectFrom('proposal')
    .select(['id', 'kind', 'lead_kind', 'lead_id'])
    .where((eb) => eb.or([eb('id', '=', caseId), eb('merged_into', '=', caseId)]))
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const signed = await tx
    .selectFrom('proposal_cosigner')
    .select(['proposal_id', 'member_id'])
    .where(
      'proposal_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('state', '=', 'SIGNED')
    .orderBy('position')
    .execute()
  return rows
    .map(({ id, kind, lead_kind, lead_id }) => ({
      id,
      kind,
      lead: { kind: lead_kind, id: lead_id },
      cosigners: signed.filter(({ proposal_id }) => proposal_id === id).map(({ member_id }) => member_id),
    }))
    .sort((a, b) => Number(b.id === caseId) - Number(a.id === caseId))
}

export async function countOpenPromises(tx: Tx<Tables>, proposalId: string): Promise<number> {
  const { open } = await tx
    .selectFrom('proposal_promise')
    .select(({ fn }) => fn.countAll<string>().as('open'))
    .where('proposal_id', '=', proposalId)
    .where('state', 'in', ['OPEN', 'DONE'])
    .executeTakeFirstOrThrow()
  return Number(open)
}

export async function findPromise(tx: Tx<Tables>, proposalId: string, id: string): Promise<Pledge | undefined> {
  const row = await tx
    .selectFrom('proposal_promise')
    .select(['id', 'unit_id', 'due_on', 'state'])
    .where('id', '=', id)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  return row && { id: row.id, unitId: row.unit_id, dueOn: row.due_on, state: row.state }
}

/** What each unit's result is now: as its last reply said, or as it was upgraded since, and what it asks for. */
export async function loadResults(tx: Tx<Tables>, proposalId: string): Promise<UnitResult[]> {
  const replies = await tx
    .selectFrom('proposal_feedback')
    .select(['unit_id', 'result_class'])
    .distinctOn('unit_id')
    .where('proposal_id', '=', proposalId)
    .orderBy('unit_id')
    .orderBy('round', 'desc')
    .execute()
  const upgrades = await tx
    .selectFrom('proposal_upgrade')
    .select(['unit_id', 'to_class', 'state'])
    .where('proposal_id', '=', proposalId)
    .where('state', '<>', 'REFUSED')
    .orderBy('version')
    .execute()
  return replies.map(({ unit_id, result_class }) => {
    const own = upgrades.filter((one) => one.unit_id === unit_id)
    return {
      unitId: unit_id,
      resultClass: own.findLast(({ state }) => state === 'GRANTED')?.to_class ?? result_class,
      ...given('asked', own.find(({ state }) => state === 'ASKED')?.to_class),
    }
  })
}

export async function loadFinalOutcome(tx: Tx<Tables>, id: string): Promise<c.FinalOutcome | undefined> {
  const row = await tx.selectFrom('proposal').select('final_outcome').where('id', '=', id).executeTakeFirst()
  return row?.final_outcome ?? undefined
}

/** 回头看: cases in work whose promises are open. */
export async function loadOwing(tx: Tx<Tables>): Promise<string[]> {
  const rows = await tx
    .selectFrom('proposal_promise')
    .select('proposal_id')
    .distinct()
    .where('state', 'in', ['OPEN', 'DONE'])
    .orderBy('proposal_id')
    .execute()
  return rows.map(({ proposal_id }) => proposal_id)
}

export async function hasLookBack(tx: Tx<Tables>, year: number): Promise<boolean> {
  const row = await tx.selectFrom('look_back').select('id').where('year', '=', year).executeTakeFirst()
  return row !== undefined
}

export async function isInLookBack(tx: Tx<Tables>, lookBackId: string, proposalId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('look_back_item')
    .select('proposal_id')
    .where('look_back_id', '=', lookBackId)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  return row !== undefined
}

/** Throws `common.not_found` where nobody reported such a thing. */
export async function loadPressureReport(
  tx: Tx<Tables>,
  id: string,
): Promise<{ id: string; proposalId: string; isSettled: boolean }> {
  const row = await tx
    .selectFrom('pressure_report')
    .select(['proposal_id', 'settled_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'reportId' })
  return { id, proposalId: row.proposal_id, isSettled: row.settled_at !== null }
}
