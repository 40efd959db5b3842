import type { Tx } from '@lianxie/service-kit'
import { sql, type Updateable } from 'kysely'
import type { Appliers } from './appliers.ts'
import type { ReplyTable } from './handling-tables.ts'
import { setAssignment, setReplyDue } from './set-assignment.ts'
import { moveProposal } from './set-proposal.ts'
import type { Tables } from './tables.ts'

/** 答复: its versions, signatures and review, and that it went to the proposers. */
export const replyAppliers = {
  async 'proposals.reply-drafted'(tx, event) {
    const { data, time, actor } = event
    const { promises } = data
    await tx
      .insertInto('proposal_reply')
      .values({
        ...nameOf(data),
        sha256: data.sha256,
        result_class: data.resultClass,
        drafted_class: data.resultClass,
        document_number: data.documentNumber,
        files: JSON.stringify(data.files),
        drafted_at: time,
        drafted_by: actor,
      })
      .execute()
    if (promises.length > 0) {
      await tx
        .insertInto('proposal_reply_promise')
        .values(
          promises.map(({ promiseId, dueOn }, position) => ({
            id: promiseId,
            ...nameOf(data),
            position,
            due_on: dueOn,
          })),
        )
        .execute()
    }
    await setAssignment(tx, data, { work: 'REPLY_DRAFTED' })
    await moveProposal(tx, event, data.state)
  },
  'proposals.reply-countersigned': (tx, { data, time, aggregateVersion }) =>
    countersign(tx, data, { signed: true, answered_at: time, version: aggregateVersion }),
  'proposals.countersignature-refused': (tx, { data, time, aggregateVersion }) =>
    countersign(tx, data, { signed: false, answered_at: time, version: aggregateVersion }),
  'proposals.reply-signed': (tx, { data, time, actor }) =>
    setReply(tx, data, { signed_as: data.as, signed_at: time, signed_by: actor }),
  'proposals.reply-approved': (tx, { data, time, aggregateVersion }) =>
    setReply(tx, data, { approved_at: time, result_class: data.resultClass, review_version: aggregateVersion }),
  async 'proposals.reply-returned'(tx, event) {
    const { data, time, aggregateVersion } = event
    await setReply(tx, data, { returned_at: time, return_reason: data.reasonCode, review_version: aggregateVersion })
    await setAssignment(tx, data, { work: 'REWORK' })
    await moveProposal(tx, event, data.state)
  },
  async 'proposals.reply-sent'(tx, event) {
    const { data, time } = event
    await setReply(tx, data, { sent_at: time, sent_on: data.sentOn, late: data.late })
    await setAssignment(tx, data, { work: 'REPLIED', replied_at: time, replied_late: data.late })
    const sent = { proposal_id: data.proposalId, unit_id: data.unitId, round: data.round, sent_at: time }
    await tx
      .insertInto('proposal_delivery')
      .values(
        data.originals.flatMap(({ proposalId: original_id, lead, cosigners }) => [
          { ...sent, original_id, proposer_id: lead.id, proposer_kind: lead.kind },
          ...cosigners.map((id) => ({ ...sent, original_id, proposer_id: id, proposer_kind: 'MEMBER' as const })),
        ]),
      )
      .execute()
    const { caseClass, feedbackDeadline } = data
    await moveProposal(tx, event, data.state, {
      ...(caseClass !== undefined && { result_class: caseClass, replied_at: time }),
      ...(feedbackDeadline && {
        feedback_deadline: JSON.stringify(feedbackDeadline),
        feedback_due_at: new Date(feedbackDeadline.due),
      }),
    })
    if (caseClass === undefined) return setReplyDue(tx, data.proposalId)
    // A case is late when one of its parts is.
    await tx
      .updateTable('proposal')
      .set({
        replied_late: sql<boolean>`exists (
          select from proposal_assignment unit
          where unit.proposal_id = ${data.proposalId} and unit.state <> 'RELEASED' and unit.round = ${data.round}
            and unit.replied_late)`,
      })
      .where('id', '=', data.proposalId)
      .execute()
  },
  'proposals.feedback-requested': (tx, event) => moveProposal(tx, event, 'FEEDBACK_PENDING'),
  'proposals.reply-delivered': (tx, { data }) =>
    tx
      .updateTable('proposal_delivery')
      .set({ delivered_on: data.deliveredOn })
      .where('proposal_id', '=', data.proposalId)
      .where('unit_id', '=', data.unitId)
      .where('round', '=', data.round)
      .where('proposer_id', '=', data.proposerId)
      .execute(),
} satisfies Partial<Appliers>

interface Named {
  proposalId: string
  unitId: string
  round: number
  draft: number
}

const nameOf = ({ proposalId, unitId, round, draft }: Named) => ({
  proposal_id: proposalId,
  unit_id: unitId,
  round,
  draft,
})

const setReply = (tx: Tx<Tables>, { proposalId, unitId, round, draft }: Named, values: Updateable<ReplyTable>) =>
  tx
    .updateTable('proposal_reply')
    .set(values)
    .where('proposal_id', '=', proposalId)
    .where('unit_id', '=', unitId)
    .where('round', '=', round)
    .where('draft', '=', draft)
    .execute()

const countersign = (
  tx: Tx<Tables>,
  data: Named & { coUnitId: string },
  answer: { signed: boolean; answered_at: Date; version: number },
) =>
  tx
    .insertInto('proposal_countersignature')
    .values({ ...nameOf(data), co_unit_id: data.coUnitId, ...answer })
    .onConflict((conflict) =>
      conflict.columns(['proposal_id', 'unit_id', 'round', 'draft', 'co_unit_id']).doUpdateSet(answer),
    )
    .execute()
