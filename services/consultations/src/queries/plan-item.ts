import { consultations as c, Refusal } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { nextOfItem } from '../plan-steps.ts'
import { detailsOf, sourceOf } from '../store/plan-item-row.ts'
import type { Tables } from '../store/tables.ts'
import { historyOf } from './plan-history-entries.ts'
import { linksOf, listColumns, namesOf, partyIds, showItem } from './plan-item-rows.ts'
import { isOwn, PLAN_READERS, seesAll, visibleItems } from './plan-visibility.ts'

/** 计划事项: everything the actor may know of one item; another's topic answers as if it were not there. */
export const planItem = answer(c.PlanItemById, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, { itemId }, { actor }) => {
    const row = await db
      .selectFrom('plan_item')
      .innerJoin('plan', 'plan.id', 'plan_item.plan_id')
      .innerJoin('aggregate', (join) => join.on(({ eb }) => eb('aggregate.key', '=', `item/${itemId}`)))
      .innerJoin('aggregate as of_plan', (join) =>
        join.on(({ eb }) => eb('of_plan.key', '=', sql<string>`'plan/' || plan.id`)),
      )
      .select(listColumns.map((column) => `plan_item.${column}` as const))
      .select(['plan_item.proposal_reason', 'plan_item.proposed_late', 'plan_item.merged_into', 'plan_item.end_reason'])
      .select([
        'plan_item.withheld',
        'plan.state as plan_state',
        'aggregate.version',
        'of_plan.version as plan_version',
        isOwn(actor).as('own'),
      ])
      .where('plan_item.id', '=', itemId)
      .where(visibleItems(actor))
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'itemId' })
    const [named, links, mergedFrom, history, projects, appraisals] = await Promise.all([
      namesOf(db, partyIds(row)),
      linksOf(db, [row]),
      db
        .selectFrom('plan_item')
        .select(['id', 'topic'])
        .where('merged_into', '=', itemId)
        .where(visibleItems(actor))
        .orderBy('id')
        .execute(),
      historyOf(db, `item/${itemId}`, seesAll(actor.role)),
      answering(db, 'known_project', itemId),
      answering(db, 'known_appraisal', itemId),
    ])
    const source = sourceOf(row)
    const details = detailsOf(row)
    return {
      ...showItem(row, named, links.get(row.id) ?? []),
      version: row.version,
      planVersion: row.plan_version,
      coBodies: row.co_body_ids.map(named),
      participantBodies: row.participant_body_ids.map(named),
      mergedFrom: mergedFrom.map(({ id, topic }) => ({ itemId: id, topic })),
      withheld: row.withheld,
      ...(seesAll(actor.role) && {
        projects: projects.map(({ id, state }) => ({ projectId: id, state })),
        appraisals: appraisals.map(({ id, state }) => ({ appraisalId: id, state })),
      }),
      history: seesAll(actor.role) || row.own ? history : sinceAdoption(history),
      next: nextOfItem(row.plan_state, row.state, actor.role).filter(
        // Whoever is not of the office can withdraw an own topic alone.
        ({ command }) => command !== c.WithdrawItem.type || seesAll(actor.role) || row.own,
      ),
      ...(details && { details }),
      ...(row.summary !== null && { summary: row.summary }),
      ...(row.counterpart_rank !== null && { counterpartRank: row.counterpart_rank }),
      ...(source &&
        (seesAll(actor.role) || row.own) && {
          proposal: {
            source,
            late: row.proposed_late,
            own: row.own,
            ...(row.proposal_reason !== null && { reason: row.proposal_reason }),
          },
        }),
      ...(row.merged_into !== null && { mergedInto: row.merged_into }),
      ...(row.end_reason !== null && { endReason: row.end_reason }),
    }
  },
})

/** How an item was drafted is the committee's own affair; what became of it since is every reader's. */
function sinceAdoption(history: c.HistoryEntry[]): c.HistoryEntry[] {
  const adopted = history.findIndex(({ type }) => type === c.ItemAdopted.type)
  return adopted < 0 ? [] : history.slice(adopted)
}

/** 监督项目 or 民主评议 of an item, in the order in which they were proposed. */
const answering = (db: Database<Tables>, table: 'known_project' | 'known_appraisal', itemId: string) =>
  db.selectFrom(table).select(['id', 'state']).where('item_id', '=', itemId).orderBy('id').execute()
