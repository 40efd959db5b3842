import { searchText } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import { moveProposal, setProposal } from './set-proposal.ts'

/** 归档、公开、更正. */
export const publicationAppliers = {
  'proposals.proposal-archived': (tx, event) => {
    const { fileNumber, keepUntil, isPublished } = event.data
    return moveProposal(tx, event, isPublished ? 'PUBLISHED' : 'ARCHIVED', {
      archived_at: event.time,
      file_number: fileNumber,
      keep_until: keepUntil,
    })
  },
  'proposals.publication-prepared': (tx, { data, actor, aggregateVersion }) =>
    setProposal(tx, data.proposalId, {
      publication: JSON.stringify({ modes: data.modes, sha256: data.sha256, version: aggregateVersion, by: actor }),
    }),
  async 'proposals.proposal-published'(tx, { data: { proposalId, ...published }, time }) {
    await setProposal(tx, proposalId, {
      publication: null,
      published_at: time,
      published: JSON.stringify(published),
      published_search: searchText(published.subject ?? '', [published.body ?? '', published.reply ?? ''].join('\n')),
    })
    await tx
      .updateTable('proposal')
      .set({ state: 'PUBLISHED', state_since: time })
      .where('id', '=', proposalId)
      .where('state', '=', 'ARCHIVED')
      .execute()
  },
  'proposals.proposal-withheld': (tx, { data }) => setProposal(tx, data.proposalId, { publication: null }),
  async 'proposals.publication-withdrawn'(tx, { data: { proposalId }, time }) {
    await setProposal(tx, proposalId, { published_at: null, published: null, published_search: null })
    await tx
      .updateTable('proposal')
      .set({ state: 'ARCHIVED', state_since: time })
      .where('id', '=', proposalId)
      .where('state', '=', 'PUBLISHED')
      .execute()
  },
  'proposals.entry-corrected': (tx, { data, time, actor, aggregateVersion }) =>
    tx
      .insertInto('correction')
      .values({
        proposal_id: data.proposalId,
        version: aggregateVersion,
        corrects: data.corrects,
        field: data.field,
        corrected_at: time,
        corrected_by: actor,
      })
      .execute(),
  'proposals.meeting-corrected': (tx, { data }) =>
    tx.updateTable('proposal_meeting').set({ held_on: data.to }).where('id', '=', data.meetingId).execute(),
  async 'proposals.result-class-corrected'(tx, { data: { proposalId, round, unitId, to, caseClass } }) {
    await tx
      .updateTable('proposal_reply')
      .set({ result_class: to })
      .where('proposal_id', '=', proposalId)
      .where('unit_id', '=', unitId)
      .where('round', '=', round)
      .where('sent_at', 'is not', null)
      .execute()
    await tx
      .updateTable('proposal_feedback')
      .set({ result_class: to })
      .where('proposal_id', '=', proposalId)
      .where('unit_id', '=', unitId)
      .where('round', '=', round)
      .execute()
    await setProposal(tx, proposalId, { result_class: caseClass })
  },
} satisfies Partial<Appliers>
