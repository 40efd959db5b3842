import { proposals as c } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import * as appraisals from './domain/appraisal.ts'
import * as store from './store/appraisal.ts'
import { findUnknown } from './store/known.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_PROPOSAL', 'STAFF_OFFICE'] as const
const UNITS = ['UNIT_HANDLER', 'UNIT_LEADER'] as const

interface About {
  appraisalId: string
}

const onAppraisal = ({ appraisalId }: About) => `appraisal/${appraisalId}`

const appraisal = async (tx: Tx<Tables>, { appraisalId }: About) => ({
  appraisal: await store.loadAppraisal(tx, appraisalId),
})

/** 办理评议, in the order in which it goes. */
export const appraisalHandlers: Handler<any, any, any>[] = [
  handle(c.OpenAppraisal, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { unitId, year, appraiserIds }) => ({
      exists: await store.hasAppraisal(tx, unitId, year),
      unknown: {
        units: await findUnknown(tx, 'known_unit', [unitId]),
        members: await findUnknown(tx, 'known_member', appraiserIds),
      },
    }),
    decide: appraisals.openAppraisal,
  }),
  withFiles(
    handle(c.SubmitSelfAssessment, {
      allow: UNITS,
      target: onAppraisal,
      load: appraisal,
      decide: appraisals.submitSelfAssessment,
      also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
    }),
  ),
  handle(c.OpenScoring, { allow: OFFICE, target: onAppraisal, load: appraisal, decide: appraisals.openScoring }),
  handle(c.ScoreUnit, {
    allow: ['MEMBER'],
    stepUp: true,
    target: onAppraisal,
    load: async (tx: Tx<Tables>, body, { actor }) => ({
      ...(await appraisal(tx, body)),
      scored: await store.hasScored(tx, body.appraisalId, actor.memberId),
    }),
    decide: appraisals.scoreUnit,
    also: (tx, { appraisalId, scores }) => store.countIn(tx, appraisalId, scores),
  }),
  handle(c.CloseScoring, {
    allow: OFFICE,
    target: onAppraisal,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await appraisal(tx, body)),
      ...(await store.countScores(tx, body.appraisalId)),
      tally: await store.loadTally(tx, body.appraisalId),
    }),
    decide: appraisals.closeScoring,
  }),
  handle(c.OrderRectification, {
    allow: OFFICE,
    target: onAppraisal,
    load: appraisal,
    decide: appraisals.orderRectification,
    also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
  }),
  withFiles(
    handle(c.ReportRectification, {
      allow: UNITS,
      target: onAppraisal,
      load: appraisal,
      decide: appraisals.reportRectification,
      also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
    }),
  ),
  handle(c.HoldAppraisalLookBack, {
    allow: OFFICE,
    target: onAppraisal,
    load: appraisal,
    decide: appraisals.holdAppraisalLookBack,
    also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
  }),
  handle(c.ConcludeAppraisal, {
    allow: [...OFFICE, 'CHAIR'],
    target: onAppraisal,
    load: appraisal,
    decide: appraisals.concludeAppraisal,
    also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
  }),
]
