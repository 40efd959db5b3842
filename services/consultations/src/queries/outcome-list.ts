import { consultations as c, listOf } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { SESSION_READERS, visibleOutcomes } from './session-visibility.ts'

/** Who reads outcomes; units those with a suggestion for them. */
export const OUTCOME_READERS = SESSION_READERS

/** Visible outcomes with the counts of their suggestions, read in one go. */
export const outcomeRows = (db: Database<Tables>, actor: Actor, now: Date) =>
  db
    .selectFrom('outcome')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('outcome_suggestion')
          .whereRef('outcome_suggestion.outcome_id', '=', 'outcome.id')
          .select([
            sql<string>`count(*)`.as('suggestions'),
            sql<string>`count(adoption)`.as('answered'),
            sql<string>`count(implemented_at)`.as('implemented'),
            sql<string>`count(*) filter (where adoption is null and due_at <= ${now})`.as('overdue'),
          ])
          .as('counted'),
      (join) => join.onTrue(),
    )
    .select([
      'outcome.id',
      'outcome.item_id',
      'outcome.kind',
      'outcome.title',
      'outcome.state',
      'outcome.drafted_at',
      'outcome.submitted_on',
      'outcome.adoption',
      'counted.suggestions',
      'counted.answered',
      'counted.implemented',
      'counted.overdue',
    ])
    .where(visibleOutcomes(actor))

type Row = Awaited<ReturnType<ReturnType<typeof outcomeRows>['execute']>>[number]

export const showOutcome = (row: Row) => ({
  outcomeId: row.id,
  itemId: row.item_id,
  kind: row.kind,
  title: row.title,
  state: row.state,
  draftedAt: row.drafted_at.toISOString(),
  ...(row.submitted_on !== null && { submittedOn: row.submitted_on }),
  ...(row.adoption !== null && { adoption: row.adoption }),
  suggestions: Number(row.suggestions),
  answered: Number(row.answered),
  implemented: Number(row.implemented),
  overdue: Number(row.overdue),
})

/** 建言成果列表. */
export const outcomeList = answer(c.Outcomes, {
  allow: OUTCOME_READERS,
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { itemId, unitId, overdue, text, limit, cursor } = params
    const [kinds, states] = [listOf(params.kind), listOf(params.state)]
    let rows = outcomeRows(db, actor, now)
    if (itemId !== undefined) rows = rows.where('outcome.item_id', '=', itemId)
    if (unitId !== undefined) {
      rows = rows.where(sql<boolean>`exists (select from outcome_suggestion s
        where s.outcome_id = outcome.id and s.unit_id = ${unitId})`)
    }
    if (kinds.length > 0) rows = rows.where('outcome.kind', 'in', kinds)
    if (states.length > 0) rows = rows.where('outcome.state', 'in', states)
    if (overdue === 'true') {
      // The second condition says no more than the first, and finds the few without a look at all outcomes.
      rows = rows.where('counted.overdue', '>', '0').where(sql<boolean>`outcome.id in (
        select s.outcome_id from outcome_suggestion s where s.answered_at is null and s.due_at <= ${now})`)
    }
    if (overdue === 'false') rows = rows.where('counted.overdue', '=', '0')
    const page = await readPage(rows, {
      limit,
      cursor,
      words: { column: sql.ref('outcome.search'), text },
      order: [
        { by: sql.ref('outcome.drafted_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('outcome.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(showOutcome) }
  },
})
