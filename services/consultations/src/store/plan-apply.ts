import type { consultations as c } from '@lianxie/contracts'
import { type RecordedEvent, searchText, type Tx } from '@lianxie/service-kit'
import { sql, type Updateable } from 'kysely'
import { isPlanEvent, type PlanEvent } from './plan-events.ts'
import { setItemState } from './plan-item-state.ts'
import type { PlanTables } from './plan-tables.ts'
import type { Tables } from './tables.ts'

/** Applies an event about the plan and its items; false when it is about something else. */
export async function applyPlan(tx: Tx<Tables>, event: RecordedEvent<any>): Promise<boolean> {
  if (!isPlanEvent(event)) return false
  await applyEvent(tx, event)
  return true
}

async function applyEvent(tx: Tx<Tables>, event: PlanEvent): Promise<void> {
  switch (event.type) {
    case 'consultations.plan-opened': {
      const { planId: id, year, title } = event.data
      await tx.insertInto('plan').values({ id, year, title, state: 'DRAFTING', opened_at: event.time }).execute()
      return
    }
    case 'consultations.topics-called': {
      const { planId, asked, deadline, notice } = event.data
      const { call_asked: before } = await tx
        .selectFrom('plan')
        .select('call_asked')
        .where('id', '=', planId)
        .executeTakeFirstOrThrow()
      const call_asked = JSON.stringify(united(before, asked))
      return setPlan(tx, planId, { state: 'COLLECTING', call_asked, call_deadline: deadline, call_notice: notice })
    }
    case 'consultations.topic-call-closed':
      return setPlan(tx, event.data.planId, { state: 'DRAFTING' })
    case 'consultations.plan-opinions-requested': {
      const { planId: plan_id, unitIds, due } = event.data
      await tx
        .insertInto('plan_opinion')
        .values(unitIds.map((unit_id) => ({ plan_id, unit_id, due })))
        // Asked again about a new draft, the unit answers anew.
        .onConflict((conflict) =>
          conflict.columns(['plan_id', 'unit_id']).doUpdateSet({ due, opinion: null, text: null, given_at: null }),
        )
        .execute()
      return setPlan(tx, plan_id, { state: 'CONSULTING' })
    }
    case 'consultations.plan-opinion-given': {
      const { planId, unitId, opinion, text } = event.data
      await tx
        .updateTable('plan_opinion')
        .set({ opinion, text: text ?? null, given_at: event.time })
        .where('plan_id', '=', planId)
        .where('unit_id', '=', unitId)
        .execute()
      return
    }
    case 'consultations.plan-submitted':
      return setPlan(tx, event.data.planId, { state: 'DELIBERATING' })
    case 'consultations.plan-deliberated': {
      const { planId, body, meeting, heldOn } = event.data
      const deliberated = { deliberated_by: body, deliberated_meeting: meeting, deliberated_on: heldOn }
      return setPlan(tx, planId, { state: 'DELIBERATED', ...deliberated })
    }
    case 'consultations.plan-sent-back':
      return setPlan(tx, event.data.planId, {
        state: 'DRAFTING',
        deliberated_by: null,
        deliberated_meeting: null,
        deliberated_on: null,
      })
    case 'consultations.plan-adopted': {
      const { planId, adoptedBy, documentNumber, decidedOn } = event.data
      const adopted = { adopted_by: adoptedBy, document_number: documentNumber, adopted_on: decidedOn }
      return setPlan(tx, planId, { state: 'ADOPTED', ...adopted })
    }
    case 'consultations.plan-forwarded': {
      const { planId: plan_id, documentNumber: document_number, forwardedOn: forwarded_on, recipients } = event.data
      const read_by = event.data.readBy ?? null
      const forwarding = { document_number, forwarded_on, read_by }
      await tx
        .insertInto('plan_recipient')
        .values(recipients.map(({ kind, id }) => ({ plan_id, kind, recipient_id: id, ...forwarding })))
        .execute()
      // The plan shows the first forwarding; later ones add recipients, each with its own document.
      await tx
        .updateTable('plan')
        .set({ state: 'FORWARDED', forward_document: document_number, forwarded_on, read_by })
        .where('id', '=', plan_id)
        .where('forwarded_on', 'is', null)
        .execute()
      return
    }
    case 'consultations.plan-read': {
      const { planId, recipient } = event.data
      await tx
        .updateTable('plan_recipient')
        .set({ read_at: event.time })
        .where('plan_id', '=', planId)
        .where('kind', '=', recipient.kind)
        .where('recipient_id', '=', recipient.id)
        .execute()
      return
    }
    case 'consultations.plan-readers-reminded': {
      const { planId, recipients } = event.data
      const reminded = sql<boolean>`(kind, recipient_id) in
        (select * from unnest(${recipients.map(({ kind }) => kind)}::text[], ${recipients.map(({ id }) => id)}::uuid[]))`
      await tx
        .updateTable('plan_recipient')
        .set(({ eb }) => ({ reminders: eb('reminders', '+', 1), reminded_at: event.time }))
        .where('plan_id', '=', planId)
        .where(reminded)
        .execute()
      return
    }
    case 'consultations.plan-amended': {
      const { planId, amendmentId, number, adoptedBy, documentNumber, decidedOn, reason } = event.data
      const { addedIds, changedIds, cancelledIds } = event.data
      await tx
        .insertInto('plan_amendment')
        .values({
          id: amendmentId,
          plan_id: planId,
          number,
          adopted_by: adoptedBy,
          document_number: documentNumber,
          decided_on: decidedOn,
          reason,
          added_ids: addedIds,
          changed_ids: changedIds,
          cancelled_ids: cancelledIds,
        })
        .execute()
      return
    }
    case 'consultations.plan-published':
      return setPlan(tx, event.data.planId, { published_at: event.time })
    case 'consultations.item-proposed': {
      const {
        itemId: id,
        planId: plan_id,
        year,
        topic,
        reason,
        form,
        leadBodyId,
        counterpartUnitIds,
        source,
        late,
      } = event.data
      await tx
        .insertInto('plan_item')
        .values({
          id,
          plan_id,
          year,
          topic,
          state: 'PROPOSED',
          state_since: event.time,
          created_at: event.time,
          changed_at: event.time,
          form: form ?? null,
          lead_body_id: leadBodyId ?? null,
          counterpart_unit_ids: counterpartUnitIds,
          source_kind: source.kind,
          source_id: 'id' in source ? source.id : null,
          proposed_by: event.actor,
          proposal_reason: reason ?? null,
          proposed_late: late,
          search: searchText(topic, null, reason),
        })
        .execute()
      return
    }
    case 'consultations.item-planned': {
      const { itemId: id, planId: plan_id, year } = event.data
      const since = { state: 'SHORTLISTED', state_since: event.time, changed_at: event.time } as const
      const columns = { ...columnsOf(event.data), ...since }
      await tx
        .insertInto('plan_item')
        .values({ id, plan_id, year, created_at: event.time, ...columns })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
        .execute()
      return
    }
    case 'consultations.item-adopted':
      return setItemState(tx, event.data.itemId, 'PLAN_ADOPTED', event)
    case 'consultations.item-changed':
      return setItem(tx, event.data.itemId, { ...columnsOf(event.data), changed_at: event.time })
    case 'consultations.item-declined':
      await setItem(tx, event.data.itemId, { end_reason: event.data.reason })
      return setItemState(tx, event.data.itemId, 'DECLINED', event)
    case 'consultations.item-merged':
      await setItem(tx, event.data.itemId, { merged_into: event.data.intoId })
      return setItemState(tx, event.data.itemId, 'MERGED', event)
    case 'consultations.item-withdrawn':
      await setItem(tx, event.data.itemId, { end_reason: event.data.reason })
      return setItemState(tx, event.data.itemId, event.data.state, event)
    case 'consultations.item-withheld':
      return setItem(tx, event.data.itemId, { withheld: true })
    default:
      event satisfies never
  }
}

async function setPlan(tx: Tx<Tables>, id: string, change: Partial<Columns<'plan'>>): Promise<void> {
  await tx.updateTable('plan').set(change).where('id', '=', id).execute()
}

async function setItem(tx: Tx<Tables>, id: string, change: Partial<Columns<'plan_item'>>): Promise<void> {
  await tx.updateTable('plan_item').set(change).where('id', '=', id).execute()
}

type Columns<T extends keyof PlanTables> = Updateable<PlanTables[T]>

function columnsOf(details: c.ItemDetails) {
  return {
    form: details.form,
    form_label: details.formLabel ?? null,
    topic: details.topic,
    summary: details.summary ?? null,
    section: details.section ?? null,
    months: details.months,
    recurrence: details.recurrence ?? null,
    time_label: details.timeLabel ?? null,
    lead_body_id: details.leadBodyId ?? null,
    co_body_ids: details.coBodyIds,
    leader_member_id: details.leaderMemberId ?? null,
    leader_post: details.leaderPost ?? null,
    counterpart_unit_ids: details.counterpartUnitIds,
    counterpart_rank: details.counterpartRank ?? null,
    participant_body_ids: details.participantBodyIds,
    partner_committees: details.partnerCommittees,
    search: searchText(details.topic, details.formLabel, details.summary),
  }
}

/** Both lists, each party once, in the order in which it was first asked. */
function united(before: readonly c.AskedParty[], added: readonly c.AskedParty[]): c.AskedParty[] {
  const keyOf = (party: c.AskedParty) => `${party.kind} ${'id' in party ? party.id : ''}`
  return [...new Map([...before, ...added].map((party) => [keyOf(party), party])).values()]
}
