import type { Deadline, proposals as c } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import { beginRound } from './set-assignment.ts'
import { moveProposal, setProposal } from './set-proposal.ts'
import type { Tables } from './tables.ts'

interface SentReply {
  proposalId: string
  round: number
  unitId: string
  resultClass: c.ResultClass
  sentOn: string
  originals: readonly { proposalId: string; lead: c.Proposer; cosigners: readonly string[] }[]
  promises: readonly { promiseId: string; dueOn: string }[]
}

type Happened = Pick<RecordedEvent, 'time' | 'aggregateVersion'>

/** With every reply: a form for each proposer of each original, and the promises that came with it. */
export async function openForms(tx: Tx<Tables>, { data, time, aggregateVersion }: Happened & { data: SentReply }) {
  const { proposalId: proposal_id, round, unitId: unit_id } = data
  const reply = { proposal_id, round, unit_id }
  await tx
    .insertInto('proposal_feedback')
    .values({ ...reply, result_class: data.resultClass, sent_on: data.sentOn })
    .execute()
  const forms = data.originals.flatMap(({ proposalId: original_id, lead, cosigners }) => [
    { ...reply, original_id, proposer_kind: lead.kind, proposer_id: lead.id },
    ...cosigners.map((id) => ({ ...reply, original_id, proposer_kind: 'MEMBER' as const, proposer_id: id })),
  ])
  await tx.insertInto('proposal_rating').values(forms).execute()
  if (data.promises.length === 0) return
  await tx
    .insertInto('proposal_promise')
    .values(
      data.promises.map(({ promiseId: id, dueOn: due_on }) => ({
        id,
        ...reply,
        due_on,
        version: aggregateVersion,
        made_at: time,
      })),
    )
    .execute()
}

/** When the last unit of a round has replied, proposers are asked by a day. */
export const askForFeedback = (
  tx: Tx<Tables>,
  { data }: { data: { proposalId: string; round: number; feedbackDeadline: Deadline } },
) =>
  tx
    .updateTable('proposal_feedback')
    .set({ due_at: new Date(data.feedbackDeadline.due) })
    .where('proposal_id', '=', data.proposalId)
    .where('round', '=', data.round)
    .execute()

/** From the rating of a reply to the end of a case. */
export const feedbackAppliers = {
  'proposals.reply-rated': (tx, { data, time, aggregateVersion }) =>
    tx
      .updateTable('proposal_rating')
      .set({
        state: 'RATED',
        version: aggregateVersion,
        rated_at: time,
        visit: data.visit,
        attitude: data.attitude,
        sought_by: data.soughtBy,
        on_point: data.onPoint,
        leader_replied: data.leaderReplied ?? null,
        result: data.result,
      })
      .where('proposal_id', '=', data.proposalId)
      .where('round', '=', data.round)
      .where('unit_id', '=', data.unitId)
      .where('original_id', '=', data.originalId)
      .where('proposer_kind', '=', data.proposer.kind)
      .where('proposer_id', '=', data.proposer.id)
      .execute(),
  async 'proposals.feedback-closed'(tx, event) {
    const { proposalId, round, followsUp } = event.data
    await tx
      .updateTable('proposal_rating')
      .set({ state: 'NO_FEEDBACK' })
      .where('proposal_id', '=', proposalId)
      .where('round', '=', round)
      .where('state', '=', 'OPEN')
      .execute()
    await tx
      .updateTable('proposal_feedback')
      .set({ closed_at: event.time })
      .where('proposal_id', '=', proposalId)
      .where('round', '=', round)
      .execute()
    if (followsUp) await moveProposal(tx, event, 'FOLLOW_UP')
  },
  // What was reminded of is in the event alone.
  'proposals.feedback-reminded': () => Promise.resolve(),
  'proposals.pressure-report-settled': (tx, { data, time }) =>
    tx
      .updateTable('pressure_report')
      .set({ settled_at: time, outcome: data.outcome })
      .where('id', '=', data.reportId)
      .execute(),
  'proposals.pressure-reported': (tx, { data, time }) =>
    tx
      .insertInto('pressure_report')
      .values({
        id: data.reportId,
        proposal_id: data.proposalId,
        original_id: data.originalId,
        proposer_kind: data.proposer.kind,
        proposer_id: data.proposer.id,
        reported_at: time,
        settled_at: null,
        outcome: null,
      })
      .execute(),
  async 'proposals.rehandling-ordered'(tx, event) {
    const { data, time, aggregateVersion } = event
    await tx
      .insertInto('proposal_rehandling')
      .values({
        proposal_id: data.proposalId,
        round: data.round,
        version: aggregateVersion,
        ordered_at: time,
        deadline: JSON.stringify(data.deadline),
        due_at: new Date(data.deadline.due),
      })
      .execute()
    await beginRound(tx, data)
    await moveProposal(tx, event, 'REHANDLING')
  },
  'proposals.case-decided': (tx, { data }) => setProposal(tx, data.proposalId, { final_outcome: data.outcome }),
  'proposals.follow-up-begun': (tx, event) => moveProposal(tx, event, 'FOLLOW_UP'),
  'proposals.proposal-closed': (tx, event) => moveProposal(tx, event, 'CLOSED', { closed_at: event.time }),
} satisfies Partial<Appliers>
