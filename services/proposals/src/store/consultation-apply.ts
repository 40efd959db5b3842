import type { Appliers } from './appliers.ts'

/** 提案办理协商. */
export const consultationAppliers = {
  'proposals.session-linked': (tx, { data, time }) =>
    tx
      .insertInto('proposal_session')
      .values({ proposal_id: data.proposalId, session_id: data.sessionId, linked_at: time })
      .execute(),
  'proposals.session-unlinked': (tx, { data }) =>
    tx
      .deleteFrom('proposal_session')
      .where('proposal_id', '=', data.proposalId)
      .where('session_id', '=', data.sessionId)
      .execute(),
  'proposals.proposal-consulted': (tx, { data }) =>
    tx
      .updateTable('proposal_session')
      .set({ held_on: data.heldOn })
      .where('proposal_id', '=', data.proposalId)
      .where('session_id', '=', data.sessionId)
      .execute(),
} satisfies Partial<Appliers>
