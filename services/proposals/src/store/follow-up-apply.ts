import type { Appliers } from './appliers.ts'
import { setProposal } from './set-proposal.ts'

/** 承诺、结果升级、回头看. */
export const followUpAppliers = {
  'proposals.promise-made': async (tx, { data, time, aggregateVersion }) => {
    // It belongs to the round in which the unit has last replied.
    const { round } = await tx
      .selectFrom('proposal_feedback')
      .select(({ fn }) => fn.max('round').as('round'))
      .where('proposal_id', '=', data.proposalId)
      .where('unit_id', '=', data.unitId)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('proposal_promise')
      .values({
        id: data.promiseId,
        proposal_id: data.proposalId,
        round,
        unit_id: data.unitId,
        due_on: data.dueOn,
        version: aggregateVersion,
        made_at: time,
      })
      .execute()
  },
  async 'proposals.promise-reported'(tx, { data, time, aggregateVersion }) {
    await tx
      .insertInto('promise_report')
      .values({
        promise_id: data.promiseId,
        version: aggregateVersion,
        reported_at: time,
        done: data.done,
        files: JSON.stringify(data.files),
      })
      .execute()
    await tx
      .updateTable('proposal_promise')
      .set({ state: data.done ? 'DONE' : 'OPEN' })
      .where('id', '=', data.promiseId)
      .execute()
  },
  'proposals.promise-verified': (tx, { data: { promiseId, verdict, dueOn }, time }) =>
    tx
      .updateTable('proposal_promise')
      .set(
        verdict === 'SENT_BACK'
          ? { state: 'OPEN', ...(dueOn !== undefined && { due_on: dueOn }) }
          : { state: verdict, settled_at: time },
      )
      .where('id', '=', promiseId)
      .execute(),
  'proposals.promise-reminded': () => Promise.resolve(),
  'proposals.upgrade-requested': (tx, { data, time, aggregateVersion }) =>
    tx
      .insertInto('proposal_upgrade')
      .values({
        proposal_id: data.proposalId,
        version: aggregateVersion,
        unit_id: data.unitId,
        from_class: data.from,
        to_class: data.to,
        files: JSON.stringify(data.files),
        asked_at: time,
      })
      .execute(),
  async 'proposals.result-upgraded'(tx, { data, time }) {
    await answer(tx, data, 'GRANTED', time)
    await setProposal(tx, data.proposalId, { upgraded_class: data.caseClass })
  },
  'proposals.upgrade-refused': (tx, { data, time }) => answer(tx, data, 'REFUSED', time),
  async 'proposals.look-back-opened'(tx, { data: { lookBackId, year, proposalIds }, time }) {
    await tx.insertInto('look_back').values({ id: lookBackId, year, opened_at: time }).execute()
    await tx
      .insertInto('look_back_item')
      .values(proposalIds.map((proposal_id) => ({ look_back_id: lookBackId, proposal_id })))
      .execute()
  },
  'proposals.look-back-recorded': (tx, { data, aggregateVersion }) =>
    tx
      .updateTable('look_back_item')
      .set({
        finding: data.finding,
        held_on: data.heldOn,
        version: aggregateVersion,
        files: JSON.stringify(data.files),
      })
      .where('look_back_id', '=', data.lookBackId)
      .where('proposal_id', '=', data.proposalId)
      .execute(),
} satisfies Partial<Appliers>

const answer = (
  tx: Parameters<typeof setProposal>[0],
  { proposalId, unitId }: { proposalId: string; unitId: string },
  state: 'GRANTED' | 'REFUSED',
  answered_at: Date,
) =>
  tx
    .updateTable('proposal_upgrade')
    .set({ state, answered_at })
    .where('proposal_id', '=', proposalId)
    .where('unit_id', '=', unitId)
    .where('state', '=', 'ASKED')
    .execute()
