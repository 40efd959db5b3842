import { supervision as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import * as decide from './domain/appraisal.ts'
import { declareAppraisalResult, recordTotals, takeBallotTotals } from './domain/appraisal-vote.ts'
import { letterHandlers } from './opinion-letter-commands.ts'
import { questionnaireHandlers } from './questionnaire-commands.ts'
import * as store from './store/appraisal.ts'
import { findUnknown, loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

/** 机关: who runs an appraisal. */
const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onAppraisal = ({ appraisalId }: { appraisalId: string }) => `appraisal/${appraisalId}`

const appraisal = async (tx: Tx<Tables>, { appraisalId }: { appraisalId: string }) => ({
  appraisal: await store.loadAppraisal(tx, appraisalId),
})

const rulesAndUnknown = async (
  tx: Tx<Tables>,
  { unitIds, planItemId }: { unitIds: string[]; planItemId?: string | undefined },
  { committee, now }: DecideContext,
) => ({
  rules: await loadRules(tx, committee, now),
  unknown: {
    units: await findUnknown(tx, 'known_unit', unitIds),
    planItems: await findUnknown(tx, 'known_plan_item', [planItemId]),
  },
})

/** 民主评议, from the proposal to the declared result, and its end. */
export const appraisalHandlers: Handler<any, any, any>[] = [
  handle(c.ProposeAppraisal, {
    allow: OFFICE,
    load: rulesAndUnknown,
    decide: decide.proposeAppraisal,
    also: (tx, { plan }, [event]) => keepWords(tx, event!, { plan }),
  }),
  handle(c.ChangeAppraisal, {
    allow: OFFICE,
    target: onAppraisal,
    load: async (tx: Tx<Tables>, body, context) => ({
      ...(await appraisal(tx, body)),
      ...(await rulesAndUnknown(tx, body, context)),
    }),
    decide: decide.changeAppraisal,
    also: (tx, { plan, reason }, [event]) => keepWords(tx, event!, { plan, reason }),
  }),
  handle(c.ApproveAppraisal, {
    allow: ['STAFF_OFFICE', 'CHAIR'],
    target: onAppraisal,
    load: appraisal,
    decide: decide.approveAppraisal,
    also: (tx, { meeting, consentDocument }, [event]) => keepWords(tx, event!, { meeting, consentDocument }),
  }),
  handle(c.MobiliseAppraisal, {
    allow: OFFICE,
    target: onAppraisal,
    load: appraisal,
    decide: decide.mobiliseAppraisal,
    also: (tx, { meeting }, [event]) => keepWords(tx, event!, { meeting }),
  }),
  handle(c.OpenHearing, {
    allow: OFFICE,
    target: onAppraisal,
    load: async (tx: Tx<Tables>, body, { now }) => ({
      ...(await appraisal(tx, body)),
      isSurveyed: !(await store.hasOpenQuestionnaire(tx, body.appraisalId, now)),
    }),
    decide: decide.openHearing,
    also: (tx, { meeting }, [event]) => keepWords(tx, event!, { meeting }),
  }),
  withFiles(
    handle(c.RecordUnitReport, {
      allow: OFFICE,
      target: onAppraisal,
      load: appraisal,
      decide: decide.recordUnitReport,
      also: (tx, { report, questions, ...unit }) =>
        store.keepUnitWords(tx, unit, { report, questions: questions ?? null }),
    }),
  ),
  handle(c.RecordTotals, {
    allow: OFFICE,
    target: onAppraisal,
    load: appraisal,
    decide: recordTotals,
    also: (tx, { meeting, reason }, [event]) => keepWords(tx, event!, { meeting, reason }),
  }),
  handle(c.TakeBallotTotals, {
    allow: ['SYSTEM'],
    target: onAppraisal,
    load: appraisal,
    decide: takeBallotTotals,
  }),
  handle(c.DeclareAppraisalResult, {
    allow: [...OFFICE, 'CHAIR'],
    target: onAppraisal,
    load: appraisal,
    decide: declareAppraisalResult,
  }),
  handle(c.CloseAppraisal, { allow: OFFICE, target: onAppraisal, load: appraisal, decide: decide.closeAppraisal }),
  handle(c.CancelAppraisal, {
    allow: OFFICE,
    target: onAppraisal,
    load: appraisal,
    decide: decide.cancelAppraisal,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  ...questionnaireHandlers,
  ...letterHandlers,
]
