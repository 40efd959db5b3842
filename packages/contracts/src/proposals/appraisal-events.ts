import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, LocalDate } from '../primitives.ts'
import { AppraisalItem, AppraisalMean, AppraisalResult, AppraisalScore } from './appraisal.ts'

const about = { aggregate: 'appraisal', key: 'appraisalId' } as const
const appraisalId = Id
const files = z.array(FileRef).max(10)

export const AppraisalOpened = event(
  'proposals.appraisal-opened',
  1,
  { zh: '办理评议已启动', en: 'The appraisal of a unit was begun', ...about },
  {
    appraisalId,
    unitId: Id,
    year: z.int(),
    items: z.array(AppraisalItem).min(1).max(20),
    appraiserIds: z.array(Id).min(1).max(500),
  },
)
export const SelfAssessmentSubmitted = event(
  'proposals.self-assessment-submitted',
  1,
  { zh: '自查自评已提交', en: 'The unit assessed itself', ...about },
  { appraisalId, scores: z.array(AppraisalScore).max(20), files },
)
export const ScoringOpened = event(
  'proposals.scoring-opened',
  1,
  { zh: '现场打分已开始', en: 'Appraisers can score', ...about },
  { appraisalId, heldOn: LocalDate },
)
export const UnitScored = event(
  'proposals.unit-scored',
  1,
  { zh: '评议人已打分', en: 'An appraiser has scored; what, is in no event', ...about },
  { appraisalId, appraiserId: Id },
)
export const ScoringClosed = event(
  'proposals.scoring-closed',
  1,
  { zh: '打分已结束', en: 'The scoring was ended', ...about },
  {
    appraisalId,
    entitled: z.int().nonnegative(),
    ballots: z.int().nonnegative(),
    /** Absent when there were too few scores to hide who gave which. */
    result: z.strictObject({ means: z.array(AppraisalMean).max(20), total: z.number().min(0).max(100) }).optional(),
  },
)
export const RectificationOrdered = event(
  'proposals.rectification-ordered',
  1,
  { zh: '已提出整改要求', en: 'The unit was told what to mend', ...about },
  { appraisalId, dueOn: LocalDate },
)
export const RectificationReported = event(
  'proposals.rectification-reported',
  1,
  { zh: '整改情况已报告', en: 'The unit told what it has mended', ...about },
  { appraisalId, files },
)
export const AppraisalLookBackHeld = event(
  'proposals.appraisal-look-back-held',
  1,
  { zh: '评议整改回头看已记录', en: 'What the unit has mended was looked at', ...about },
  { appraisalId, heldOn: LocalDate, isMended: z.boolean() },
)
export const AppraisalConcluded = event(
  'proposals.appraisal-concluded',
  1,
  { zh: '评议结论已作出', en: 'An appraisal has its result', ...about },
  { appraisalId, result: AppraisalResult },
)
