import { endOfDay } from '@lianxie/policy'
import { historyImportAppliers, type RecordedEvent, type Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { Appliers } from './appliers.ts'
import type { ProposalTable } from './draft-tables.ts'
import type { HistoryCaseTable, HistoryTables } from './history-tables.ts'
import { setAssignment } from './set-assignment.ts'
import { setProposal } from './set-proposal.ts'
import type { Tables } from './tables.ts'

// Thousands of these come together: each writes rows that it names by their keys, and reads none.

/** 历史导入, and what imported facts make of proposals. */
export const historyAppliers = {
  'proposals.history-import-started': historyImportAppliers.started,
  'proposals.history-chunk-imported': historyImportAppliers.chunkImported,
  'proposals.history-import-finished': historyImportAppliers.finished,
  'proposals.history-import-cancelled': historyImportAppliers.cancelled,

  'proposals.history-actor-named': (tx, { data: { actorId, region, kind, name = null } }) =>
    tx.insertInto('history_actor').values({ id: actorId, region, kind, name }).execute(),

  async 'proposals.history-proposal-received'(tx, event) {
    const { data, time } = event
    const { proposalId, source, termNumber = null, sessionNumber = null } = data
    const year = Number(data.occurredOn.slice(0, 4))
    await tx
      .insertInto('proposal')
      .values({
        id: proposalId,
        state: data.state,
        state_since: time,
        created_at: time,
        origin: 'IMPORTED',
        kind: data.kind,
        collective_kind: data.collectiveKind ?? null,
        lead_kind: data.lead.kind,
        lead_id: data.lead.id,
        text_version: 1,
        text_sha256: source.digest,
        term_number: termNumber,
        session_number: sessionNumber,
        year,
        period: data.period,
        submitted_at: time,
      })
      .execute()
    await tx
      .insertInto('proposal_text')
      .values({ proposal_id: proposalId, version: 1, sha256: source.digest, written_at: time, submitted: true })
      .execute()
    for (const [position, member_id] of data.cosigners.entries()) {
      await tx
        .insertInto('proposal_cosigner')
        .values({
          proposal_id: proposalId,
          member_id,
          position: position + 1,
          state: 'SIGNED',
          invited_at: time,
          answered_at: time,
          sha256: source.digest,
        })
        .execute()
    }
    await tx
      .insertInto('history_case')
      .values({
        proposal_id: proposalId,
        region: data.region,
        ref: data.ref,
        received_on: data.occurredOn,
        term_number: termNumber,
        session_number: sessionNumber,
        year,
        printed_category: data.printedCategory ?? null,
        co_bodies: data.coBodyIds,
      })
      .execute()
    await keepFact(tx, event)
  },
  async 'proposals.history-proposal-filed'(tx, event) {
    const { data, time } = event
    const { occurredOn: decided_on, printedNumber: printed_number, subject, state: decided_as } = data
    await moveCase(tx, event, { printed_number, decided_on, decided_as }, { filed_at: time, decided_on, subject })
  },
  async 'proposals.history-proposal-not-filed'(tx, event) {
    const { data } = event
    const { occurredOn: decided_on, state: decided_as, reasonCode = null, destination = null } = data
    await moveCase(tx, event, { decided_on, decided_as }, { decided_on, not_filed_reason: reasonCode, destination })
  },
  async 'proposals.history-proposal-absorbed'(tx, event) {
    const { data } = event
    await moveCase(tx, event, {}, { merged_into: data.intoId, state_before_merger: 'FILED' })
    await setProposal(tx, data.intoId, { originals: data.originals })
  },
  async 'proposals.history-key-designated'(tx, event) {
    const { proposalId, occurredOn: key_on, leadership = null, printedLeader = null } = event.data
    await moveCase(tx, event, { key_on, printed_leader: printedLeader }, { key_since: key_on })
    await keepStep(tx, event, 'KEY', { form: printedLeader })
    await tx
      .insertInto('proposal_key')
      .values({
        proposal_id: proposalId,
        state: 'DESIGNATED',
        nominated_at: event.time,
        nominated_version: event.aggregateVersion,
        consulted_body_ids: [],
        decided_on: key_on,
        decided_version: event.aggregateVersion,
        leadership,
      })
      .execute()
  },
  async 'proposals.history-proposal-assigned'(tx, event) {
    const { occurredOn, dated, round, leadUnitId, coUnitIds, releasedIds, dueOn = null } = event.data
    const reply_due_at = dueOn === null ? null : new Date(endOfDay(dueOn))
    await moveCase(
      tx,
      event,
      {
        assigned_round: round,
        assigned_on: occurredOn,
        lead_unit_id: leadUnitId,
        co_unit_ids: coUnitIds,
        due_on: dueOn,
        is_returned: false,
        ...(round === 1 && { first_assigned_on: occurredOn, ...(!dated && { is_dated: false }) }),
      },
      {
        assignment_mode: coUnitIds.length > 0 ? 'LEAD_CO' : 'SOLE',
        reply_due_at,
        ...(round === 1 && { assigned_at: event.time, assigned_on: occurredOn }),
      },
    )
    await keepStep(tx, event, 'ASSIGNED', { round, unit_id: leadUnitId, co_unit_ids: coUnitIds, due_on: dueOn })
    const { proposalId } = event.data
    for (const unitId of releasedIds) await setAssignment(tx, { proposalId, unitId }, { state: 'RELEASED' })
    const lead = { role: coUnitIds.length > 0 ? ('LEAD' as const) : ('SOLE' as const), reply_due: reply_due_at }
    for (const [position, unitId] of [leadUnitId, ...coUnitIds].entries()) {
      const part = {
        position,
        ...(position === 0 ? lead : { role: 'CO' as const, reply_due: null }),
        state: 'ASSIGNED' as const,
        work: 'HANDLING' as const,
        assigned_at: event.time,
      }
      await tx
        .insertInto('proposal_assignment')
        .values({ proposal_id: proposalId, unit_id: unitId, ...part })
        .onConflict((conflict) => conflict.columns(['proposal_id', 'unit_id']).doUpdateSet(part))
        .execute()
    }
  },
  async 'proposals.history-unit-returned'(tx, event) {
    const { round, unitId } = event.data
    // A unit can only be followed by another after it returned: so many rounds, so many returns.
    await moveCase(tx, event, { is_returned: true, returns: round })
    await keepStep(tx, event, 'RETURNED', { round, unit_id: unitId })
    await setAssignment(tx, event.data, { state: 'DECLINED', declined_at: event.time })
  },
  async 'proposals.history-proposer-consulted'(tx, event) {
    const { meetingId, proposalId, unitId, way, form, occurredOn } = event.data
    await moveCase(tx, event, { is_met: true })
    await keepStep(tx, event, 'CONSULTED', { form, by_telephone: way === 'PHONE' })
    if (unitId === undefined) return
    await tx
      .insertInto('proposal_meeting')
      .values({
        id: meetingId,
        proposal_id: proposalId,
        unit_id: unitId,
        round: 1,
        way,
        stage: 'DURING',
        held_on: occurredOn,
        recorded_at: event.time,
        version: event.aggregateVersion,
      })
      .execute()
  },
  async 'proposals.history-proposal-replied'(tx, event) {
    const { data, time, actor } = event
    const { occurredOn, dated, round, class: result = null, late = null, unitId, coUnitIds, proposalId } = data
    await moveCase(
      tx,
      event,
      {
        replied_round: round,
        replied_on: occurredOn,
        result_class: result,
        ...(round === 1 && { first_replied_on: occurredOn, ...(!dated && { is_dated: false }) }),
      },
      { replied_at: time, replied_late: late, result_class: result, reply_round: round },
    )
    await keepStep(tx, event, 'REPLIED', { round, class: result })
    const accepted = { state: 'ACCEPTED', accepted_at: time } as const
    await setAssignment(tx, data, { ...accepted, work: 'REPLIED', round, replied_at: time, replied_late: late })
    // What the others gave is not told; once the reply is there they owe nothing.
    for (const coUnitId of coUnitIds)
      await setAssignment(tx, { proposalId, unitId: coUnitId }, { ...accepted, opinion_at: time })
    if (result === null) return
    await tx
      .insertInto('proposal_reply')
      .values({
        proposal_id: proposalId,
        unit_id: unitId,
        round,
        draft: 1,
        result_class: result,
        drafted_class: result,
        drafted_at: time,
        drafted_by: actor,
        sent_at: time,
        sent_on: occurredOn,
        late,
      })
      .execute()
    const form = { proposal_id: proposalId, round, unit_id: unitId, result_class: result, sent_on: occurredOn }
    await tx
      .insertInto('proposal_feedback')
      .values({ ...form, closed_at: time })
      .execute()
  },
  async 'proposals.history-supervision-held'(tx, event) {
    const { supervisionId: id, proposalId: proposal_id, form, printedForm, occurredOn: held_on } = event.data
    await moveCase(tx, event)
    await keepStep(tx, event, 'SUPERVISED', { form: printedForm })
    if (form === undefined) return
    const row = { id, version: event.aggregateVersion, proposal_id, form, held_on, recorded_at: event.time }
    await tx
      .insertInto('proposal_supervision')
      .values({ ...row, member_ids: [], body_ids: [], files: '[]' })
      .execute()
  },
  async 'proposals.history-reply-rated'(tx, event) {
    const { proposalId, round, unitId, lead, rating, isClassed } = event.data
    await moveCase(tx, event)
    await keepStep(tx, event, 'RATED', { round, rating })
    if (!isClassed) return
    await tx
      .insertInto('proposal_rating')
      .values({
        proposal_id: proposalId,
        round,
        unit_id: unitId,
        original_id: proposalId,
        proposer_kind: lead.kind,
        proposer_id: lead.id,
        state: 'RATED',
        // Nobody gave it here.
        origin: 'IMPORTED',
        version: event.aggregateVersion,
        rated_at: event.time,
        result: rating,
      })
      .execute()
  },
} satisfies Partial<Appliers>

/** An imported fact about a proposal, whichever. */
type FactEvent = Pick<RecordedEvent, 'aggregateVersion' | 'time'> & {
  data: {
    proposalId: string
    state: HistoryCaseTable['decided_as'] & string
    occurredOn: string
    dated: boolean
    source: { sha256: string; line: number; fact: string; digest: string }
  }
}

const keepFact = (tx: Tx<Tables>, { data: { proposalId: proposal_id, source } }: FactEvent) =>
  tx
    .insertInto('history_fact')
    .values({ name: source.fact, digest: source.digest, proposal_id, sha256: source.sha256, line: source.line })
    .execute()

/** The fact is known from now on, and the proposal is in the state that it says. */
async function moveCase(
  tx: Tx<Tables>,
  event: FactEvent,
  values: Updateable<HistoryCaseTable> = {},
  proposal: Updateable<ProposalTable> = {},
): Promise<void> {
  const { proposalId, state } = event.data
  await keepFact(tx, event)
  await setProposal(tx, proposalId, { state, state_since: event.time, ...proposal })
  if (Object.keys(values).length === 0) return
  await tx.updateTable('history_case').set(values).where('proposal_id', '=', proposalId).execute()
}

const keepStep = (
  tx: Tx<Tables>,
  { aggregateVersion: version, data: { proposalId: proposal_id, occurredOn: happened_on, dated: is_dated } }: FactEvent,
  step: HistoryTables['history_step']['step'],
  values: Partial<Omit<HistoryTables['history_step'], 'proposal_id' | 'version' | 'step'>>,
) =>
  tx
    .insertInto('history_step')
    .values({
      proposal_id,
      version,
      step,
      happened_on,
      is_dated,
      round: null,
      unit_id: null,
      co_unit_ids: null,
      due_on: null,
      form: null,
      by_telephone: null,
      class: null,
      rating: null,
      ...values,
    })
    .execute()
