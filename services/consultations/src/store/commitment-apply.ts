import { searchText, type Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { Appliers } from './session-appliers.ts'
import type { CommitmentTable } from './session-tables.ts'
import type { Tables } from './tables.ts'

/** 承诺: from the promise to its closing. */
export const commitmentAppliers: Appliers<'commitment'> = {
  'consultations.commitment-made': (tx, { data, time }) =>
    tx
      .insertInto('commitment')
      .values({
        id: data.commitmentId,
        session_id: data.sessionId,
        item_id: data.itemId,
        unit_id: data.unitId,
        question_id: data.questionId ?? null,
        promise: data.promise,
        state: 'OPEN',
        made_at: time,
        due_on: data.dueOn,
        search: searchText(data.promise),
      })
      .execute(),

  async 'consultations.commitment-progressed'(tx, { data, time, aggregateVersion }) {
    const { commitmentId: commitment_id, progress, done, files } = data
    await tx
      .insertInto('commitment_report')
      .values({ commitment_id, version: aggregateVersion, at: time, progress, done, files: JSON.stringify(files) })
      .execute()
    await setCommitment(tx, commitment_id, { state: done ? 'REPORTED_DONE' : 'IN_PROGRESS' })
  },

  'consultations.commitment-extended': (tx, { data }) =>
    setCommitment(tx, data.commitmentId, { due_on: data.dueOn, reason: data.reason }),
  'consultations.commitment-returned': (tx, { data }) =>
    setCommitment(tx, data.commitmentId, { state: 'IN_PROGRESS', reason: data.reason }),
  'consultations.commitment-closed': (tx, { data, time }) =>
    setCommitment(tx, data.commitmentId, { state: 'CLOSED', result: data.result, closed_at: time }),
  'consultations.commitment-withdrawn': (tx, { data }) =>
    setCommitment(tx, data.commitmentId, { state: 'WITHDRAWN', reason: data.reason }),

  // A reminder is told to others and changes nothing here.
  'consultations.commitment-reminded': async () => {},
}

const setCommitment = (tx: Tx<Tables>, id: string, values: Updateable<CommitmentTable>) =>
  tx.updateTable('commitment').set(values).where('id', '=', id).execute()
