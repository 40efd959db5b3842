import { sql } from 'kysely'
import type { Appliers } from './appliers.ts'
import { setAssignment, setReplyDue } from './set-assignment.ts'
import { moveProposal } from './set-proposal.ts'

/** 承办: plans, opinions, meetings, messages, disagreements, extensions. */
export const handlingAppliers = {
  'proposals.handler-named': (tx, { data, time }) => setAssignment(tx, data, { handler_named_at: time }),
  'proposals.handling-plan-submitted': (tx, { data, time, aggregateVersion }) =>
    setAssignment(tx, data, { plan_version: aggregateVersion, plan_at: time, plan_finish_on: data.finishOn }),
  'proposals.co-unit-opinion-given': (tx, { data, time, aggregateVersion }) =>
    setAssignment(tx, data, {
      opinion_at: time,
      opinion_late: data.late,
      opinion_version: aggregateVersion,
      opinion_files: JSON.stringify(data.files),
    }),

  async 'proposals.meeting-recorded'(tx, { data, time, aggregateVersion }) {
    await tx
      .insertInto('proposal_meeting')
      .values({
        id: data.meetingId,
        proposal_id: data.proposalId,
        unit_id: data.unitId,
        round: data.round,
        way: data.way,
        stage: data.stage,
        held_on: data.heldOn,
        recorded_at: time,
        version: aggregateVersion,
      })
      .execute()
    await tx
      .insertInto('proposal_meeting_party')
      .values(
        data.proposers.map(({ kind, id }) => ({ meeting_id: data.meetingId, proposer_id: id, proposer_kind: kind })),
      )
      .execute()
    await setAssignment(tx, data, { contacted_at: sql<Date>`coalesce(contacted_at, ${time})` })
  },
  'proposals.meeting-answered': (tx, { data, time, aggregateVersion }) =>
    tx
      .updateTable('proposal_meeting_party')
      .set({ answer: data.answer, answered_at: time, answer_version: aggregateVersion })
      .where('meeting_id', '=', data.meetingId)
      .where('proposer_id', '=', data.proposerId)
      .execute(),
  async 'proposals.message-sent'(tx, { data, time, actor, aggregateVersion }) {
    const { proposalId, messageId, unitId, proposerId } = data
    await tx
      .insertInto('proposal_message')
      .values({
        id: messageId,
        proposal_id: proposalId,
        version: aggregateVersion,
        unit_id: unitId ?? null,
        proposer_id: proposerId ?? null,
        author: actor,
        sent_at: time,
      })
      .execute()
    // What a unit writes to the proposers is a contact; what they write to it is none.
    if (unitId === undefined || proposerId !== undefined) return
    await setAssignment(tx, { proposalId, unitId }, { contacted_at: sql<Date>`coalesce(contacted_at, ${time})` })
  },

  'proposals.disagreement-reported': (tx, { data, time, aggregateVersion }) =>
    tx
      .insertInto('proposal_disagreement')
      .values({
        id: data.disagreementId,
        proposal_id: data.proposalId,
        unit_id: data.unitId,
        state: 'REPORTED',
        reported_at: time,
        version: aggregateVersion,
      })
      .execute(),
  'proposals.disagreement-coordinated': (tx, { data, time, aggregateVersion }) =>
    tx
      .updateTable('proposal_disagreement')
      .set({
        state: data.state,
        coordinated_at: time,
        coordinated_by: data.unitId,
        coordinated_version: aggregateVersion,
        ...(data.state === 'SETTLED' && { settled_at: time }),
      })
      .where('id', '=', data.disagreementId)
      .execute(),
  'proposals.disagreement-settled': (tx, { data, time, aggregateVersion }) =>
    tx
      .updateTable('proposal_disagreement')
      .set({
        state: 'SETTLED',
        settled_at: time,
        settled_version: aggregateVersion,
        decided_on: data.decidedOn,
        document_number: data.documentNumber ?? null,
      })
      .where('id', '=', data.disagreementId)
      .execute(),

  async 'proposals.extension-requested'(tx, event) {
    const { data, time, aggregateVersion } = event
    await tx
      .insertInto('proposal_extension')
      .values({
        id: data.extensionId,
        proposal_id: data.proposalId,
        unit_id: data.unitId,
        until: data.until,
        state: 'REQUESTED',
        requested_at: time,
        version: aggregateVersion,
      })
      .execute()
    await setAssignment(tx, data, { work: 'EXTENSION_REQUESTED' })
    await moveProposal(tx, event, data.state)
  },
  'proposals.extension-consented': (tx, { data, time }) =>
    tx
      .updateTable('proposal_extension')
      .set(data.side === 'SUPERVISION' ? { supervision_at: time } : { committee_at: time })
      .where('id', '=', data.extensionId)
      .execute(),
  async 'proposals.extension-granted'(tx, event) {
    const { data, time } = event
    const reply_deadline = JSON.stringify(data.replyDeadline)
    await tx
      .updateTable('proposal_extension')
      .set({ state: 'GRANTED', decided_at: time, reply_deadline })
      .where('id', '=', data.extensionId)
      .execute()
    await setAssignment(tx, data, {
      work: 'HANDLING',
      reply_deadline,
      reply_due: new Date(data.replyDeadline.due),
      reply_by_rule: data.replyByRule,
      extensions: sql<number>`extensions + 1`,
    })
    await moveProposal(tx, event, data.state)
    await setReplyDue(tx, data.proposalId)
  },
  async 'proposals.extension-refused'(tx, event) {
    const { data, time, aggregateVersion } = event
    await tx
      .updateTable('proposal_extension')
      .set({ state: 'REFUSED', decided_at: time, decided_version: aggregateVersion })
      .where('id', '=', data.extensionId)
      .execute()
    await setAssignment(tx, data, { work: 'HANDLING' })
    await moveProposal(tx, event, data.state)
  },
} satisfies Partial<Appliers>
