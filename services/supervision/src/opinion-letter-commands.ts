import { supervision as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, type Tx, withFiles } from '@lianxie/service-kit'
import { planAppraisalReminders } from './appraisal-jobs.ts'
import * as decide from './domain/opinion-letter.ts'
import * as store from './store/appraisal.ts'
import { loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onAppraisal = ({ appraisalId }: { appraisalId: string }) => `appraisal/${appraisalId}`

const appraisal = async (tx: Tx<Tables>, { appraisalId }: { appraisalId: string }) => ({
  appraisal: await store.loadAppraisal(tx, appraisalId),
})

const withRules = async (tx: Tx<Tables>, body: { appraisalId: string }, { committee, now }: DecideContext) => ({
  ...(await appraisal(tx, body)),
  rules: await loadRules(tx, committee, now),
})

/** 评议意见书、整改和复查. */
export const letterHandlers: Handler<any, any, any>[] = [
  withFiles(
    handle(c.DraftOpinionLetter, {
      allow: OFFICE,
      target: onAppraisal,
      load: appraisal,
      decide: decide.draftOpinionLetter,
      also: (tx, { letter, ...unit }) => store.keepUnitWords(tx, unit, { letter }),
    }),
  ),
  handle(c.CountersignOpinionLetter, {
    allow: ['CHAIR'],
    target: onAppraisal,
    load: withRules,
    decide: decide.countersignOpinionLetter,
    also: planAppraisalReminders,
  }),
  withFiles(
    handle(c.ReportAppraisalRectification, {
      allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
      target: onAppraisal,
      load: appraisal,
      decide: decide.reportRectification,
      also: (tx, { report, ...unit }) => store.keepUnitWords(tx, unit, { rectification: report }),
    }),
  ),
  handle(c.RecheckAppraisedUnit, {
    allow: OFFICE,
    target: onAppraisal,
    load: withRules,
    decide: decide.recheckAppraisedUnit,
    also: async (tx, body, events, context) => {
      await store.keepUnitWords(tx, body, { recheck_finding: body.finding })
      await planAppraisalReminders(tx, body, events, context)
    },
  }),
  handle(c.RemindOfAppraisal, {
    allow: ['SYSTEM'],
    target: onAppraisal,
    load: appraisal,
    decide: decide.remindOfAppraisal,
  }),
]
