import { consultations as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { nextOfPlan } from '../plan-steps.ts'
import type { Selectable } from 'kysely'
import type { PlanTables } from '../store/plan-tables.ts'
import type { Tables } from '../store/tables.ts'
import { historyOf } from './plan-history-entries.ts'
import { namesOf } from './plan-item-rows.ts'
import { countSentence, inOrder } from './plan-sentence.ts'
import { ENDED } from './plans.ts'
import { idsOf, PLAN_READERS, seesAll, visibleItems, visiblePlans } from './plan-visibility.ts'

/** 年度协商计划: how it came about, what was decided, how far it is, and what the actor may do now. */
export const plan = answer(c.PlanById, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, { planId }, { actor, now }) => {
    const row = await visiblePlan(db, planId, actor)
    const [opinions, amendments, recipients, counts, forms, aggregate] = await Promise.all([
      opinionsOf(db, planId, actor),
      db.selectFrom('plan_amendment').selectAll().where('plan_id', '=', planId).orderBy('number').execute(),
      db
        .selectFrom('plan_recipient')
        .select(({ fn }) => [fn.countAll<string>().as('all'), fn.count<string>('read_at').as('read')])
        .where('plan_id', '=', planId)
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('plan_item')
        .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
        .where('plan_id', '=', planId)
        .where(visibleItems(actor))
        .groupBy('state')
        .execute(),
      db
        .selectFrom('plan_item')
        .select(({ fn }) => ['form', fn.countAll<string>().as('count')])
        .where('plan_id', '=', planId)
        .where('state', 'not in', [...ENDED, 'PROPOSED'])
        .where(visibleItems(actor))
        .groupBy('form')
        .execute(),
      db.selectFrom('aggregate').select('version').where('key', '=', `plan/${planId}`).executeTakeFirstOrThrow(),
    ])
    const inStates = inOrder(counts)
    return {
      planId,
      year: row.year,
      title: row.title,
      state: row.state,
      version: aggregate.version,
      opinions,
      amendments: amendments.map(showAmendment),
      counts: inStates,
      sentence: countSentence(inStates, { zh: row.title, en: `Plan of ${row.year}` }),
      forms: FORMS.flatMap((form) => {
        const found = forms.find((one) => one.form === form)
        return found ? [{ form, count: Number(found.count) }] : []
      }),
      next: nextOfPlan(row.state, actor.role).filter(({ command }) => {
        if (command === c.PublishPlan.type) return row.published_at === null
        if (command === c.ConfirmPlanRead.type || command === c.RemindPlanReaders.type)
          return Number(recipients.all) > Number(recipients.read)
        return true
      }),
      ...(row.call_deadline !== null && {
        topicCall: {
          notice: row.call_notice!,
          deadline: row.call_deadline,
          open: row.state === 'COLLECTING' && shanghaiDate(now) <= row.call_deadline,
          asked: row.call_asked,
        },
      }),
      ...(row.deliberated_on !== null && {
        deliberation: { body: row.deliberated_by!, meeting: row.deliberated_meeting!, heldOn: row.deliberated_on },
      }),
      ...(row.adopted_on !== null && {
        adoption: { adoptedBy: row.adopted_by!, documentNumber: row.document_number!, decidedOn: row.adopted_on },
      }),
      ...(row.forwarded_on !== null && {
        forwarding: {
          documentNumber: row.forward_document!,
          forwardedOn: row.forwarded_on,
          recipients: Number(recipients.all),
          read: Number(recipients.read),
          ...(row.read_by !== null && { readBy: row.read_by }),
        },
      }),
      ...(row.published_at !== null && { publishedAt: row.published_at.toISOString() }),
    }
  },
})

const FORMS = Object.keys(c.PLAN_FORMS) as c.PlanForm[]

/** 计划调整: the decision and how many items it touched. */
export const showAmendment = (row: Selectable<PlanTables['plan_amendment']>) => ({
  amendmentId: row.id,
  number: row.number,
  adoptedBy: row.adopted_by,
  documentNumber: row.document_number,
  decidedOn: row.decided_on,
  reason: row.reason,
  added: row.added_ids.length,
  changed: row.changed_ids.length,
  cancelled: row.cancelled_ids.length,
})

/** The row of a plan that the actor may see; refuses `common.not_found` as for one that is not there. */
export async function visiblePlan(db: Database<Tables>, planId: string, actor: Actor) {
  const row = await db
    .selectFrom('plan')
    .selectAll()
    .where('id', '=', planId)
    .where(visiblePlans(actor))
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'planId' })
  return row
}

/** 征求意见情况: all of it for the office, the chair and the supervision office, its own for a unit. */
async function opinionsOf(db: Database<Tables>, planId: string, actor: Actor) {
  let rows = db.selectFrom('plan_opinion').selectAll().where('plan_id', '=', planId)
  if (!seesAll(actor.role) && actor.role !== 'SUPERVISION_OFFICE') {
    const units = actor.role === 'UNIT_HANDLER' || actor.role === 'UNIT_LEADER' ? idsOf(actor.units) : []
    if (units.length === 0) return []
    rows = rows.where('unit_id', 'in', units)
  }
  const opinions = await rows.orderBy('due').orderBy('unit_id').execute()
  const named = await namesOf(
    db,
    opinions.map(({ unit_id }) => unit_id),
  )
  return opinions.map(({ unit_id, due, opinion, text, given_at }) => ({
    unit: named(unit_id),
    due,
    ...(opinion !== null && { opinion }),
    ...(text !== null && { text }),
    ...(given_at !== null && { givenAt: given_at.toISOString() }),
  }))
}

/** 计划编制过程. */
export const planHistory = answer(c.PlanHistory, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, { planId }, { actor }) => {
    await visiblePlan(db, planId, actor)
    const items = await historyOf(db, `plan/${planId}`, seesAll(actor.role))
    // How the plan was drafted is the committee's own affair; what was decided is everybody's who reads it.
    const DECIDED: readonly string[] = [c.PlanAdopted, c.PlanForwarded, c.PlanAmended, c.PlanPublished].map(
      ({ type }) => type,
    )
    return { items: seesAll(actor.role) ? items : items.filter(({ type }) => DECIDED.includes(type)) }
  },
})
