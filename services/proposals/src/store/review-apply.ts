import { sql } from 'kysely'
import type { Appliers } from './appliers.ts'
import { moveProposal, setProposal } from './set-proposal.ts'

/** From the review to filing or another end, and 并案. */
export const reviewAppliers = {
  async 'proposals.review-claimed'(tx, { data, time, actor }) {
    await setProposal(tx, data.proposalId, { reviewer: actor })
    await tx
      .updateTable('proposal')
      .set({ state: 'UNDER_REVIEW', state_since: time })
      .where('id', '=', data.proposalId)
      .where('state', '=', 'SUBMITTED')
      .execute()
  },
  async 'proposals.proposal-reviewed'(tx, { data, time, actor, aggregateVersion }) {
    await tx
      .insertInto('proposal_review')
      .values({
        proposal_id: data.proposalId,
        version: aggregateVersion,
        step: data.step,
        verdict: data.verdict,
        category: data.category ?? null,
        lead_unit: data.leadUnitId ?? null,
        co_units: data.coUnitIds,
        similar_ids: data.similarIds,
        seal_checked: data.sealChecked ?? null,
        reviewer: actor,
        reviewed_at: time,
      })
      .execute()
    await setProposal(tx, data.proposalId, {
      ...(data.step === 'PRE' ? { pre_reviewed_by: actor, second_reviewed_by: null } : { second_reviewed_by: actor }),
      ...(data.category !== undefined && { category: data.category }),
      ...(data.leadUnitId !== undefined && {
        suggested_lead_unit: data.leadUnitId,
        suggested_co_units: data.coUnitIds,
      }),
    })
  },
  async 'proposals.proposal-filed'(tx, event) {
    const { data, time } = event
    await moveProposal(tx, event, 'FILED', {
      serial: data.serial,
      filed_at: time,
      subject: data.subject,
      category: data.category,
      forum: data.forum,
      decided_on: data.decidedOn,
      suggested_lead_unit: data.leadUnitId ?? null,
      suggested_co_units: data.coUnitIds,
      planned_finish_on: data.plannedFinishOn ?? null,
      is_important: data.isImportant,
    })
    await tx
      .updateTable('intake')
      .set({ last_serial: data.serial })
      .where('term_number', '=', data.termNumber)
      .where('session_number', '=', data.sessionNumber)
      .execute()
  },
  'proposals.proposal-not-filed': (tx, event) =>
    moveProposal(tx, event, 'NOT_FILED', {
      not_filed_reason: event.data.reasonCode,
      destination: event.data.destination,
      forum: event.data.forum,
      decided_on: event.data.decidedOn,
    }),
  'proposals.proposal-sent-back': (tx, event) => moveProposal(tx, event, 'RETURNED_FOR_REVISION'),
  'proposals.proposal-converted': (tx, event) =>
    moveProposal(tx, event, 'CONVERTED', { converted_to: event.data.reference }),
  'proposals.category-changed': (tx, { data }) => setProposal(tx, data.proposalId, { category: data.to }),

  'proposals.proposals-merged': (tx, { data }) =>
    tx
      .updateTable('proposal')
      .set({ originals: sql`originals + ${data.fromIds.length}` })
      .where('id', '=', data.proposalId)
      .execute(),
  'proposals.proposal-absorbed': (tx, event) =>
    moveProposal(tx, event, 'MERGED_INTO', {
      merged_into: event.data.intoId,
      state_before_merger: event.data.before,
      merge_answer: null,
    }),
  'proposals.proposal-split': (tx, event) =>
    moveProposal(tx, event, event.data.state, { merged_into: null, state_before_merger: null, merge_answer: null }),
  'proposals.merger-ended': (tx, { data }) =>
    tx
      .updateTable('proposal')
      .set({ originals: sql`originals - 1` })
      .where('id', '=', data.proposalId)
      .execute(),
  'proposals.merger-answered': (tx, { data }) => setProposal(tx, data.proposalId, { merge_answer: data.answer }),
} satisfies Partial<Appliers>
