import type { FactOf, proposals as c } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { AfterwardsTables } from './afterwards-tables.ts'
import type { Appliers } from './appliers.ts'
import { setProposal } from './set-proposal.ts'
import type { Tables } from './tables.ts'

/** 重点提案、推荐投票、督办、批示. */
export const keyAppliers = {
  'proposals.key-nominated': (tx, { data, time, aggregateVersion }) => {
    const nominated = {
      state: 'NOMINATED' as const,
      nominated_at: time,
      nominated_version: aggregateVersion,
      consulted_body_ids: data.consultedBodyIds,
      decided_on: null,
      decided_version: null,
    }
    return tx
      .insertInto('proposal_key')
      .values({ proposal_id: data.proposalId, ...nominated })
      .onConflict((conflict) => conflict.column('proposal_id').doUpdateSet(nominated))
      .execute()
  },
  'proposals.nomination-withdrawn': (tx, { data }) => setKey(tx, data.proposalId, { state: 'WITHDRAWN' }),
  async 'proposals.key-designated'(tx, { data, aggregateVersion }) {
    await setKey(tx, data.proposalId, {
      state: 'DESIGNATED',
      decided_on: data.decidedOn,
      decided_version: aggregateVersion,
      leadership: data.leadership,
    })
    await setProposal(tx, data.proposalId, { key_since: data.decidedOn })
  },
  'proposals.key-refused': (tx, { data, aggregateVersion }) =>
    setKey(tx, data.proposalId, {
      state: 'NOT_DESIGNATED',
      decided_on: data.decidedOn,
      decided_version: aggregateVersion,
    }),
  'proposals.leaders-appointed': (tx, { data, aggregateVersion }) =>
    setKey(tx, data.proposalId, {
      is_handling_led: data.isHandlingLed,
      supervising_member_id: data.supervisingMemberId ?? null,
      responsible_body_id: data.responsibleBodyId,
      appointed_version: aggregateVersion,
    }),

  'proposals.key-vote-opened': (tx, { data, time }) =>
    tx
      .insertInto('key_vote')
      .values({
        id: data.voteId,
        proposal_ids: data.proposalIds,
        body_ids: data.bodyIds,
        seats: data.seats,
        closes_on: data.closesOn,
        opened_at: time,
      })
      .execute(),
  'proposals.key-vote-given': (tx, { data: { voteId, voter, proposalIds } }) =>
    tx
      .insertInto('key_vote_given')
      .values({ vote_id: voteId, voter_kind: voter.kind, voter_id: voter.id, proposal_ids: proposalIds })
      .execute(),
  'proposals.key-vote-closed': (tx, { data, time }) =>
    tx
      .updateTable('key_vote')
      .set({
        closed_at: time,
        ballots: data.ballots,
        counts: JSON.stringify(data.counts),
        on_paper: data.onPaper,
      })
      .where('id', '=', data.voteId)
      .execute(),

  'proposals.supervision-held': keepSupervision,
  'proposals.supervision-corrected': keepSupervision,
  'proposals.instruction-recorded': (tx, { data, time, aggregateVersion }) =>
    tx
      .insertInto('proposal_instruction')
      .values({
        id: data.instructionId,
        proposal_id: data.proposalId,
        version: aggregateVersion,
        instructed_on: data.instructedOn,
        recorded_at: time,
      })
      .execute(),
} satisfies Partial<Appliers>

const setKey = (tx: Tx<Tables>, proposalId: string, values: Updateable<AfterwardsTables['proposal_key']>) =>
  tx.updateTable('proposal_key').set(values).where('proposal_id', '=', proposalId).execute()

type Supervised = RecordedEvent<FactOf<typeof c.SupervisionHeld> | FactOf<typeof c.SupervisionCorrected>>

function keepSupervision(tx: Tx<Tables>, { data, time, aggregateVersion }: Supervised) {
  return tx
    .insertInto('proposal_supervision')
    .values({
      id: data.supervisionId,
      version: aggregateVersion,
      proposal_id: data.proposalId,
      form: data.form,
      held_on: data.heldOn,
      member_ids: data.memberIds,
      body_ids: data.bodyIds,
      files: JSON.stringify(data.files),
      recorded_at: time,
    })
    .execute()
}
