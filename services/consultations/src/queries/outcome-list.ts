import { consultations as c, listOf } from '@lianxie/contracts'
import { type Actor, answer, type Database, hasWords, matches, matchesMany, readUncounted } from '@lianxie/service-kit'
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { countsOf, mostByState, totalOf } from './state-counts.ts'
import { SESSION_READERS, unitsOf, visibleOutcomes } from './session-visibility.ts'

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

/** 建言成果列表, with the counts of every state whichever is shown, and what became of the suggestions. */
export const outcomeList = answer(c.Outcomes, {
  allow: OUTCOME_READERS,
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { itemId, unitId, overdue, text, limit, cursor } = params
    const [kinds, states, adoptions] = [listOf(params.kind), listOf(params.state), listOf(params.adoption)]
    let rows = outcomeRows(db, actor, now)
    let all = db
      .selectFrom('outcome')
      .where(visibleOutcomes(actor))
      .where(hasWords(sql.ref('outcome.search'), text))
    const narrow = (condition: RawBuilder<boolean>) => {
      rows = rows.where(condition)
      all = all.where(condition)
    }
    if (itemId !== undefined) narrow(sql`outcome.item_id = ${itemId}`)
    if (unitId !== undefined) {
      narrow(sql`exists (select from outcome_suggestion s where s.outcome_id = outcome.id and s.unit_id = ${unitId})`)
    }
    if (kinds.length > 0) narrow(sql`outcome.kind = any(${kinds}::text[])`)
    if (adoptions.length > 0) narrow(sql`outcome.adoption = any(${adoptions}::text[])`)
    const isOverdue = sql<boolean>`outcome.id in (select s.outcome_id from outcome_suggestion s
      where s.answered_at is null and s.due_at <= ${now})`
    if (overdue === 'true') narrow(isOverdue)
    if (overdue === 'false') narrow(sql`not ${isOverdue}`)
    const most = mostByState(text !== undefined || overdue !== undefined)
    const found = all.select('outcome.state').limit(most + 1)
    const counts = countsOf(
      await db
        .selectFrom(found.as('found'))
        .select(['state', sql<number>`count(*)::int`.as('count')])
        .groupBy('state')
        .execute(),
      c.OutcomeState.options,
      most,
    )
    const total = await totalOf(
      counts,
      most,
      states,
      states.length > 0 ? all.where('outcome.state', 'in', states) : all,
    )
    if (states.length > 0) rows = rows.where('outcome.state', 'in', states)
    const words = hasWords(sql.ref('outcome.search'), text, total.totalIsCapped ? matchesMany : matches)
    const page = await readUncounted(rows.where(words), {
      limit,
      cursor,
      order: [
        { by: sql.ref('outcome.drafted_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('outcome.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return {
      ...page,
      ...total,
      items: page.items.map(showOutcome),
      counts: counts ?? [],
      figures: counts ? await figuresOf(all, actor, now) : NO_FIGURES,
    }
  },
})

const NO_FIGURES = {
  suggestions: 0,
  answered: 0,
  adopted: 0,
  partlyAdopted: 0,
  notAdopted: 0,
  implemented: 0,
  overdue: 0,
}

/** 采纳情况 of all that fits, each figure among the one before it; a unit counts the suggestions that are with it. */
function figuresOf(all: SelectQueryBuilder<Tables, 'outcome', object>, actor: Actor, now: Date) {
  const units = unitsOf(actor)
  let suggestions = all
    .innerJoin('outcome_suggestion as s', 's.outcome_id', 'outcome.id')
    .where('outcome.submitted_on', 'is not', null)
  if (units.length > 0) suggestions = suggestions.where('s.unit_id', 'in', units)
  const count = (which: RawBuilder<unknown>) => sql<number>`(count(*) filter (where ${which}))::int`
  return suggestions
    .select([
      sql<number>`count(*)::int`.as('suggestions'),
      count(sql`s.adoption is not null`).as('answered'),
      count(sql`s.adoption = 'ADOPTED'`).as('adopted'),
      count(sql`s.adoption = 'PARTLY_ADOPTED'`).as('partlyAdopted'),
      count(sql`s.adoption = 'NOT_ADOPTED'`).as('notAdopted'),
      count(sql`s.implemented_at is not null`).as('implemented'),
      count(sql`s.adoption is null and s.due_at <= ${now}`).as('overdue'),
    ])
    .executeTakeFirstOrThrow()
}
