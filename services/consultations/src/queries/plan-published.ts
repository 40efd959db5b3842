import { consultations as c, Refusal } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { listColumns, namesOf, partyIds } from './plan-item-rows.ts'

/** 公开的年度协商计划: the adopted items that are not withheld, with what anybody may know of them. */
export const publishedPlan = answer(c.PublishedPlan, {
  allow: 'public',
  read: async (db: Database<Tables>, { year }) => {
    const plan = await db
      .selectFrom('plan')
      .selectAll()
      .where('year', '=', year)
      .where('published_at', 'is not', null)
      .executeTakeFirst()
    if (!plan) throw new Refusal('common.not_found', { field: 'year' })
    const [rows, amendments] = await Promise.all([
      db
        .selectFrom('plan_item')
        .select(listColumns)
        .where('plan_id', '=', plan.id)
        .where('withheld', '=', false)
        .where('state', 'not in', ['PROPOSED', 'SHORTLISTED', 'DECLINED', 'MERGED', 'WITHDRAWN'])
        .orderBy('month_order')
        .orderBy('id')
        .execute(),
      db
        .selectFrom('plan_amendment')
        .select(['number', 'document_number', 'decided_on'])
        .where('plan_id', '=', plan.id)
        .orderBy('number')
        .execute(),
    ])
    const named = await namesOf(db, rows.flatMap(partyIds))
    const nameOf = (id: string) => named(id).name
    return {
      year,
      title: plan.title,
      adoptedBy: plan.adopted_by!,
      documentNumber: plan.document_number!,
      decidedOn: plan.adopted_on!,
      publishedAt: plan.published_at!.toISOString(),
      amendments: amendments.map(({ number, document_number, decided_on }) => ({
        number,
        documentNumber: document_number,
        decidedOn: decided_on,
      })),
      items: rows.map((row) => {
        const leadBody = row.lead_body_id === null ? undefined : nameOf(row.lead_body_id)
        return {
          itemId: row.id,
          form: row.form!,
          topic: row.topic,
          months: row.months,
          counterpartUnits: row.counterpart_unit_ids.flatMap((id) => nameOf(id) ?? []),
          partnerCommittees: row.partner_committees,
          progress: PROGRESS[row.state],
          ...(row.form_label !== null && { formLabel: row.form_label }),
          ...(row.section !== null && { section: row.section }),
          ...(row.recurrence !== null && { recurrence: row.recurrence }),
          ...(row.time_label !== null && { timeLabel: row.time_label }),
          ...(leadBody !== undefined && { leadBody }),
        }
      }),
    }
  },
})

/** What the public is told of an item's state: nothing of instructions and of what became of suggestions. */
const PROGRESS: Record<c.ItemState, 'PLANNED' | 'UNDERWAY' | 'HELD' | 'CLOSED' | 'CANCELLED'> = {
  PROPOSED: 'PLANNED',
  SHORTLISTED: 'PLANNED',
  PLAN_ADOPTED: 'PLANNED',
  SCHEDULED: 'UNDERWAY',
  RESEARCHING: 'UNDERWAY',
  SESSION_HELD: 'HELD',
  OUTCOME_DRAFTED: 'HELD',
  OUTCOME_APPROVED: 'HELD',
  SUBMITTED: 'HELD',
  INSTRUCTED: 'HELD',
  ADOPTED: 'HELD',
  PARTLY_ADOPTED: 'HELD',
  NOT_ADOPTED: 'HELD',
  IMPLEMENTED: 'HELD',
  TRACKED: 'HELD',
  CLOSED: 'CLOSED',
  DECLINED: 'CANCELLED',
  MERGED: 'CANCELLED',
  WITHDRAWN: 'CANCELLED',
  CANCELLED: 'CANCELLED',
}
