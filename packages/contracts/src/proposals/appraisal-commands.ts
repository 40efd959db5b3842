import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, LocalDate, text } from '../primitives.ts'
import { APPRAISAL_ITEMS, AppraisalItem, AppraisalResult, AppraisalScore } from './appraisal.ts'

const appraisalId = Id
const scores = z.array(AppraisalScore).min(1).max(20)
const files = z.array(FileRef).max(10).default([])

export const OpenAppraisal = command(
  'proposals.open-appraisal',
  { zh: '启动办理评议', en: 'Begins the appraisal of how a unit handles proposals: what is appraised, and by whom' },
  {
    unitId: Id,
    year: z.int().min(1990).max(2199),
    items: z
      .array(AppraisalItem)
      .min(1)
      .max(20)
      .default(APPRAISAL_ITEMS.map((item) => ({ code: item.code, weight: item.weight }))),
    appraiserIds: z.array(Id).min(1).max(500),
  },
)
export const SubmitSelfAssessment = command(
  'proposals.submit-self-assessment',
  { zh: '提交自查自评', en: 'The unit assesses itself' },
  { appraisalId, scores, text: text(5000), files },
)
export const OpenScoring = command(
  'proposals.open-scoring',
  { zh: '开始现场打分', en: 'The appraisers can score from now on' },
  { appraisalId, heldOn: LocalDate },
)
export const ScoreUnit = command(
  'proposals.score-unit',
  { zh: '现场打分', en: 'An appraiser scores the unit once; the score is kept without who gave it' },
  {
    appraisalId,
    scores,
    /** Made at random by the client, so that nobody can find the scores by trying what the remembered request was. */
    nonce: Id,
  },
)
export const CloseScoring = command(
  'proposals.close-scoring',
  { zh: '结束打分', en: 'Ends the scoring and tells the means, when there are enough scores' },
  { appraisalId },
)
export const OrderRectification = command(
  'proposals.order-rectification',
  { zh: '提出整改要求', en: 'Says what the unit has to mend, by a day' },
  { appraisalId, text: text(2000), dueOn: LocalDate },
)
export const ReportRectification = command(
  'proposals.report-rectification',
  { zh: '报告整改情况', en: 'The unit tells what it has mended' },
  { appraisalId, text: text(5000), files },
)
export const HoldAppraisalLookBack = command(
  'proposals.hold-appraisal-look-back',
  { zh: '评议整改回头看', en: 'Records the look back at what a unit has mended' },
  { appraisalId, heldOn: LocalDate, isMended: z.boolean(), text: text(2000) },
)
export const ConcludeAppraisal = command(
  'proposals.conclude-appraisal',
  { zh: '作出评议结论', en: 'Ends an appraisal with its result' },
  { appraisalId, result: AppraisalResult, text: text(2000).optional() },
)
