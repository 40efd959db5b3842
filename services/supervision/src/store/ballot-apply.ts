import type { Appliers } from './appliers.ts'

/** 无记名投票, as far as events tell of it: never who chose what, nor when somebody voted. */
export const ballotAppliers = {
  async 'supervision.ballot-opened'(tx, { data, time }) {
    const { ballotId, memberIds, questions } = data
    await tx
      .insertInto('ballot')
      .values({
        id: ballotId,
        state: 'ISSUING',
        title: data.title,
        subject_id: data.subjectId ?? null,
        questions: JSON.stringify(questions),
        entitled: memberIds.length,
        public_key: data.publicKey,
        fingerprint: data.fingerprint,
        quorum: data.quorum,
        minimum: data.minimum,
        opened_at: time,
      })
      .execute()
    await tx
      .insertInto('ballot_voter')
      .values(memberIds.map((member_id) => ({ ballot_id: ballotId, member_id })))
      .execute()
  },
  'supervision.token-issued': (tx, { data, time }) =>
    tx
      .updateTable('ballot_voter')
      .set({ token_id: data.tokenId, issued_at: time, blinded_sha256: data.blindedSha256 })
      .where('ballot_id', '=', data.ballotId)
      .where('member_id', '=', data.memberId)
      .execute(),
  'supervision.casting-begun': (tx, { data, time }) =>
    tx.updateTable('ballot').set({ state: 'CASTING', casting_at: time }).where('id', '=', data.ballotId).execute(),
  'supervision.ballot-closed': (tx, { data, time }) =>
    tx
      .updateTable('ballot')
      .set({
        state: 'CLOSED',
        ended_at: time,
        returned: data.returned,
        valid: data.valid,
        quorum_met: data.quorumMet,
        withheld: data.withheld ?? null,
        results: data.results ? JSON.stringify(data.results) : null,
      })
      .where('id', '=', data.ballotId)
      .execute(),
  'supervision.ballot-cancelled': (tx, { data, time }) =>
    tx.updateTable('ballot').set({ state: 'CANCELLED', ended_at: time }).where('id', '=', data.ballotId).execute(),
} satisfies Partial<Appliers>
