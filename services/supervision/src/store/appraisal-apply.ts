import type { supervision as c } from '@lianxie/contracts'
import { type RecordedEvent, searchText, type Tx } from '@lianxie/service-kit'
import type { AppraisalTables } from './appraisal-tables.ts'
import type { Appliers } from './appliers.ts'
import { questionnaireAppliers } from './questionnaire-apply.ts'
import type { Tables } from './tables.ts'

type Details = Omit<ReturnType<typeof c.AppraisalProposed>['data'], 'appraisalId'>
type Moved = Pick<RecordedEvent<{ type: string; version: number; data: { appraisalId: string } }>, 'data' | 'time'>

/** 民主评议, from the proposal to its end. */
export const appraisalAppliers = {
  async 'supervision.appraisal-proposed'(tx, { data, time }) {
    const { appraisalId: id } = data
    await tx
      .insertInto('appraisal')
      .values({ id, state: 'PROPOSED', state_since: time, created_at: time, ...details(data) })
      .execute()
    await placeUnits(tx, id, data.unitIds)
  },
  async 'supervision.appraisal-changed'(tx, { data }) {
    const { appraisalId: id } = data
    await tx.updateTable('appraisal').set(details(data)).where('id', '=', id).execute()
    await tx.deleteFrom('appraised_unit').where('appraisal_id', '=', id).execute()
    await placeUnits(tx, id, data.unitIds)
  },
  'supervision.appraisal-approved': (tx, event) =>
    move(tx, event, 'PLANNED', { decided_on: event.data.decidedOn, consented_on: event.data.consentedOn }),
  'supervision.appraisal-mobilised': (tx, event) => move(tx, event, 'MOBILISED', { mobilised_on: event.data.heldOn }),
  'supervision.survey-begun': (tx, event) => move(tx, event, 'QUESTIONNAIRE'),
  'supervision.hearing-opened': (tx, event) => move(tx, event, 'HEARING', { hearing_on: event.data.heldOn }),
  'supervision.unit-report-recorded': (tx, { data, time }) =>
    setUnit(tx, data, { heard_at: time, report_files: JSON.stringify(data.files) }),
  async 'supervision.appraisal-totals-recorded'(tx, event) {
    const { appraisalId, heldOn, ballotId, round, verdict, units, ...turnout } = event.data
    await tx
      .insertInto('appraisal_vote')
      .values({
        appraisal_id: appraisalId,
        round,
        ballot_id: ballotId ?? null,
        held_on: heldOn,
        ...turnout,
        verdict,
        counts: units ? JSON.stringify(units) : null,
      })
      .execute()
    await move(tx, event, verdict === 'VALID' ? 'VOTED' : 'HEARING')
  },
  async 'supervision.appraisal-result-declared'(tx, event) {
    const { appraisalId, units } = event.data
    for (const { unitId, score, items } of units) {
      const inHundredths = score === undefined ? null : Math.round(score * 100)
      await setUnit(tx, { appraisalId, unitId }, { score: inHundredths, item_scores: JSON.stringify(items) })
    }
    await move(tx, event, 'SCORED')
  },
  async 'supervision.opinion-letter-drafted'(tx, event) {
    const { documentNumber, files } = event.data
    await setUnit(tx, event.data, {
      drafted_by: event.actor,
      document_number: documentNumber ?? null,
      letter_files: JSON.stringify(files),
    })
    await move(tx, event, 'OPINION_LETTER')
  },
  async 'supervision.opinion-letter-countersigned'(tx, event) {
    const { signedOn, isLast } = event.data
    await setUnit(tx, event.data, { signed_on: signedOn, ...owed(event.data.deadline) })
    if (isLast) await move(tx, event, 'RECTIFYING')
  },
  'supervision.appraisal-rectification-reported': (tx, { data, time }) =>
    setUnit(tx, data, { rectified_at: time, rectification_files: JSON.stringify(data.files) }),
  async 'supervision.appraised-unit-rechecked'(tx, event) {
    const { result, checkedOn, deadline, isLast } = event.data
    await setUnit(tx, event.data, {
      recheck: result,
      rechecked_on: checkedOn,
      ...(deadline && { ...owed(deadline), rectified_at: null }),
    })
    if (isLast) await move(tx, event, 'RECHECKED')
  },
  // Who was reminded stands in the history alone.
  'supervision.appraisal-reminded': async () => {},
  'supervision.appraisal-closed': (tx, event) => move(tx, event, 'CLOSED'),
  'supervision.appraisal-cancelled': (tx, event) => move(tx, event, 'CANCELLED'),
  ...questionnaireAppliers,
} satisfies Partial<Appliers>

const owed = (deadline: ReturnType<typeof c.OpinionLetterCountersigned>['data']['deadline']) => ({
  deadline: JSON.stringify(deadline),
  due_at: new Date(deadline.due),
})

const placeUnits = (tx: Tx<Tables>, appraisal_id: string, unitIds: readonly string[]) =>
  tx
    .insertInto('appraised_unit')
    .values(unitIds.map((unit_id, position) => ({ appraisal_id, unit_id, position })))
    .execute()

const move = (
  tx: Tx<Tables>,
  { data, time }: Moved,
  state: c.AppraisalState,
  change: Partial<Record<'decided_on' | 'consented_on' | 'mobilised_on' | 'hearing_on', string>> = {},
) =>
  tx
    .updateTable('appraisal')
    .set({ state, state_since: time, ...change })
    .where('id', '=', data.appraisalId)
    .execute()

type Change = Partial<
  { [K in 'report_files' | 'item_scores' | 'letter_files' | 'deadline' | 'rectification_files']: string } & Pick<
    AppraisalTables['appraised_unit'],
    | 'heard_at'
    | 'score'
    | 'drafted_by'
    | 'document_number'
    | 'signed_on'
    | 'due_at'
    | 'rectified_at'
    | 'recheck'
    | 'rechecked_on'
  >
>

const setUnit = (tx: Tx<Tables>, { appraisalId, unitId }: { appraisalId: string; unitId: string }, change: Change) =>
  tx
    .updateTable('appraised_unit')
    .set(change)
    .where('appraisal_id', '=', appraisalId)
    .where('unit_id', '=', unitId)
    .execute()

const details = (data: Details) => ({
  title: data.title,
  year: data.year,
  unit_ids: data.unitIds,
  plan_item_id: data.planItemId ?? null,
  items: JSON.stringify(data.items),
  options: JSON.stringify(data.options),
  quorum: data.quorum,
  minimum_count: data.minimumCount,
  is_ranked: data.isRanked,
  search: searchText(data.title),
})
