import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Commitment } from '../domain/commitment.ts'
import type { Outcome, OutcomeOfItem, Suggestion } from '../domain/outcome.ts'
import type { Tables } from './tables.ts'

/** An outcome with its suggestions; refuses `common.not_found`. */
export async function loadOutcome(tx: Tx<Tables>, id: string): Promise<Outcome> {
  const row = await tx
    .selectFrom('outcome')
    .select(['id', 'item_id', 'kind', 'title', 'state', 'adoption', 'meeting_on', 'submitted_on', 'instructed_on'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'outcomeId' })
  const suggestions = await tx
    .selectFrom('outcome_suggestion')
    .select(['id', 'unit_id', 'deadline', 'adoption', 'implemented_at'])
    .where('outcome_id', '=', id)
    .orderBy('number')
    .execute()
  return {
    id: row.id,
    itemId: row.item_id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    ...(row.adoption !== null && { adoption: row.adoption }),
    ...(row.meeting_on !== null && { meetingOn: row.meeting_on }),
    ...(row.submitted_on !== null && { submittedOn: row.submitted_on }),
    ...(row.instructed_on !== null && { instructedOn: row.instructed_on }),
    suggestions: suggestions.map((one) => ({
      id: one.id,
      ...(one.unit_id !== null && { unitId: one.unit_id }),
      ...(one.deadline && { deadline: one.deadline }),
      ...(one.adoption !== null && { adoption: one.adoption }),
      isImplemented: one.implemented_at !== null,
    })),
  }
}

/** The suggestion of an outcome; refuses `common.not_found`. */
export function suggestionIn(outcome: Outcome, suggestionId: string): Suggestion {
  const suggestion = outcome.suggestions.find(({ id }) => id === suggestionId)
  if (!suggestion) throw new Refusal('common.not_found', { field: 'suggestionId' })
  return suggestion
}

/** Every outcome of an item, as far as the item follows them. */
export async function loadOutcomesOf(tx: Tx<Tables>, itemId: string): Promise<OutcomeOfItem[]> {
  const rows = await tx
    .selectFrom('outcome')
    .select(['id', 'state', 'adoption', 'instructed_on'])
    .where('item_id', '=', itemId)
    .orderBy('id')
    .execute()
  return rows.map(({ id, state, adoption, instructed_on }) => ({
    id,
    state,
    ...(adoption !== null && { adoption }),
    ...(instructed_on !== null && { instructedOn: instructed_on }),
  }))
}

/** Refuses `common.not_found` unless the outcome has this instruction. */
export async function requireInstruction(tx: Tx<Tables>, outcomeId: string, instructionId: string): Promise<void> {
  const row = await tx
    .selectFrom('outcome_instruction')
    .select('id')
    .where('id', '=', instructionId)
    .where('outcome_id', '=', outcomeId)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'instructionId' })
}

/** The item that a session or a research group belongs to, if there is one of this id. */
export async function itemOf(
  tx: Tx<Tables>,
  table: 'session' | 'research',
  id: string | undefined,
): Promise<string | undefined> {
  if (id === undefined) return undefined
  const row = await tx.selectFrom(table).select('item_id').where('id', '=', id).executeTakeFirst()
  return row?.item_id
}

/** A promise; refuses `common.not_found`. */
export async function loadCommitment(tx: Tx<Tables>, id: string): Promise<Commitment> {
  const row = await tx
    .selectFrom('commitment')
    .select(['id', 'unit_id', 'state', 'due_on'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'commitmentId' })
  return { id: row.id, unitId: row.unit_id, state: row.state, dueOn: row.due_on }
}

/** How many promises made on an item are not closed. */
export async function countOpenCommitments(tx: Tx<Tables>, itemId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('commitment')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('item_id', '=', itemId)
    .where('state', 'not in', ['CLOSED', 'WITHDRAWN'])
    .executeTakeFirstOrThrow()
  return Number(count)
}
