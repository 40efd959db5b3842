import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Insertable, Updateable } from 'kysely'
import type { AfterwardsTables } from './afterwards-tables.ts'
import type { Appliers } from './appliers.ts'
import type { Tables } from './tables.ts'

/** 办理评议: all but what was scored, which no event tells. */
export const appraisalAppliers = {
  async 'proposals.appraisal-opened'(tx, { data, time }) {
    await tx
      .insertInto('appraisal')
      .values({
        id: data.appraisalId,
        unit_id: data.unitId,
        year: data.year,
        state: 'OPEN',
        items: JSON.stringify(data.items),
        opened_at: time,
      })
      .execute()
    await tx
      .insertInto('appraisal_appraiser')
      .values(data.appraiserIds.map((member_id) => ({ appraisal_id: data.appraisalId, member_id })))
      .execute()
  },
  async 'proposals.self-assessment-submitted'(tx, event) {
    const { scores, files } = event.data
    await enter(tx, event, 'SELF_ASSESSMENT', { scores: JSON.stringify(scores), files: JSON.stringify(files) })
    await setAppraisal(tx, event, { state: 'SELF_ASSESSED' })
  },
  'proposals.scoring-opened': (tx, event) => setAppraisal(tx, event, { state: 'SCORING', held_on: event.data.heldOn }),
  'proposals.unit-scored': (tx, { data }) =>
    tx
      .updateTable('appraisal_appraiser')
      .set({ scored: true })
      .where('appraisal_id', '=', data.appraisalId)
      .where('member_id', '=', data.appraiserId)
      .execute(),
  'proposals.scoring-closed': (tx, event) => {
    const { entitled, ballots, result } = event.data
    return setAppraisal(tx, event, {
      state: 'SCORED',
      entitled,
      ballots,
      ...(result && { means: JSON.stringify(result.means), total: String(result.total) }),
    })
  },
  async 'proposals.rectification-ordered'(tx, event) {
    await enter(tx, event, 'RECTIFICATION', { due_on: event.data.dueOn })
    await setAppraisal(tx, event, { state: 'RECTIFYING' })
  },
  async 'proposals.rectification-reported'(tx, event) {
    await enter(tx, event, 'REPORT', { files: JSON.stringify(event.data.files) })
    await setAppraisal(tx, event, { state: 'RECTIFIED' })
  },
  async 'proposals.appraisal-look-back-held'(tx, event) {
    const { heldOn: held_on, isMended: is_mended } = event.data
    await enter(tx, event, 'LOOK_BACK', { held_on, is_mended })
  },
  async 'proposals.appraisal-concluded'(tx, event) {
    await enter(tx, event, 'CONCLUSION')
    await setAppraisal(tx, event, { state: 'CONCLUDED', result: event.data.result })
  },
} satisfies Partial<Appliers>

type Event = Pick<RecordedEvent, 'time' | 'aggregateVersion'> & { data: { appraisalId: string } }

const setAppraisal = (tx: Tx<Tables>, { data }: Event, values: Updateable<AfterwardsTables['appraisal']>) =>
  tx.updateTable('appraisal').set(values).where('id', '=', data.appraisalId).execute()

const enter = (
  tx: Tx<Tables>,
  { data, time, aggregateVersion }: Event,
  kind: AfterwardsTables['appraisal_entry']['kind'],
  more: Partial<Insertable<AfterwardsTables['appraisal_entry']>> = {},
) =>
  tx
    .insertInto('appraisal_entry')
    .values({ appraisal_id: data.appraisalId, version: aggregateVersion, kind, entered_at: time, ...more })
    .execute()
