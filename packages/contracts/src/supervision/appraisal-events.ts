import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, Instant, line, LocalDate } from '../primitives.ts'
import {
  AppraisalCounts,
  AppraisalItems,
  AppraisalOption,
  appraisalTurnout,
  RecheckResult,
  UnitScore,
  VoteVerdict,
} from './appraisal.ts'
import { distinctIds, SupervisionYear } from './supervision.ts'

const about = { aggregate: 'appraisal', key: 'appraisalId' } as const
const appraisalId = Id
const unitId = Id
const files = z.array(FileRef).max(20)

/** The rules under which an appraisal is voted and published stay those of the day on which it was proposed. */
const details = {
  title: line(100),
  year: SupervisionYear,
  unitIds: distinctIds(50).min(1),
  planItemId: Id.optional(),
  items: AppraisalItems,
  options: z.array(AppraisalOption).min(1).max(10),
  /** Attendance must exceed this share of those entitled. */
  quorum: z.number().min(0).max(1),
  /** Results of fewer ballots or answers are not told. */
  minimumCount: z.int().min(1).max(100_000),
  isRanked: z.boolean(),
}

export const AppraisalProposed = event(
  'supervision.appraisal-proposed',
  1,
  { zh: '民主评议已提出', en: 'An appraisal was proposed; its written plan stays with the committee', ...about },
  { appraisalId, ...details },
)
export const AppraisalChanged = event(
  'supervision.appraisal-changed',
  1,
  { zh: '评议方案已修改', en: 'An appraisal was changed', ...about },
  { appraisalId, ...details },
)
export const AppraisalApproved = event(
  'supervision.appraisal-approved',
  1,
  { zh: '民主评议已审定', en: 'An appraisal was decided on, with the consent of the party committee', ...about },
  { appraisalId, decidedOn: LocalDate, consentedOn: LocalDate },
)
export const AppraisalMobilised = event(
  'supervision.appraisal-mobilised',
  1,
  { zh: '评议已动员', en: 'An appraisal was begun with a meeting', ...about },
  { appraisalId, heldOn: LocalDate },
)
export const SurveyBegun = event(
  'supervision.survey-begun',
  1,
  { zh: '问卷调查已开展', en: 'A questionnaire of an appraisal was published', ...about },
  { appraisalId, questionnaireId: Id },
)
export const HearingOpened = event(
  'supervision.hearing-opened',
  1,
  { zh: '听取报告已开始', en: 'The meeting that hears the units was opened', ...about },
  { appraisalId, heldOn: LocalDate },
)
export const UnitReportRecorded = event(
  'supervision.unit-report-recorded',
  1,
  { zh: '单位报告已登记', en: 'A unit reported and was questioned; the words stay with the committee', ...about },
  { appraisalId, unitId, files },
)
export const AppraisalTotalsRecorded = event(
  'supervision.appraisal-totals-recorded',
  1,
  {
    zh: '评议票数已登记',
    en: 'A vote on the units was counted; the counts of one that does not stand are not told',
    ...about,
  },
  {
    appraisalId,
    /** 第几次投票: counted from one. */
    round: z.int().min(1),
    ballotId: Id.optional(),
    heldOn: LocalDate,
    ...appraisalTurnout,
    verdict: VoteVerdict,
    /** Of a valid vote alone. */
    units: AppraisalCounts.optional(),
  },
)
export const AppraisalResultDeclared = event(
  'supervision.appraisal-result-declared',
  1,
  { zh: '评议结果已宣布', en: 'The scores of the units were declared', ...about },
  { appraisalId, round: z.int().min(1), units: z.array(UnitScore).min(1).max(50) },
)
export const OpinionLetterDrafted = event(
  'supervision.opinion-letter-drafted',
  1,
  {
    zh: '评议意见书已拟制',
    en: 'The opinion letter to a unit was drafted; its words stay with the committee',
    ...about,
  },
  { appraisalId, unitId, documentNumber: line(60).optional(), files },
)
export const OpinionLetterCountersigned = event(
  'supervision.opinion-letter-countersigned',
  1,
  { zh: '评议意见书已签发', en: 'The opinion letter to a unit was signed and sent', ...about },
  {
    appraisalId,
    unitId,
    signedOn: LocalDate,
    deadline: Deadline,
    /** True with the last of them: every unit has its letter. */
    isLast: z.boolean(),
  },
)
export const AppraisalRectificationReported = event(
  'supervision.appraisal-rectification-reported',
  1,
  { zh: '评议整改已报告', en: 'A unit reported what it mended', ...about },
  { appraisalId, unitId, files, isLate: z.boolean() },
)
export const AppraisedUnitRechecked = event(
  'supervision.appraised-unit-rechecked',
  1,
  { zh: '评议整改已复查', en: 'What a unit mended was looked at again', ...about },
  {
    appraisalId,
    unitId,
    result: RecheckResult,
    checkedOn: LocalDate,
    /** The next day for a report, where it must mend more. */
    deadline: Deadline.optional(),
    /** True with the last unit that passed. */
    isLast: z.boolean(),
  },
)
export const AppraisalReminded = event(
  'supervision.appraisal-reminded',
  1,
  { zh: '评议整改已提醒', en: 'A unit was reminded of its report', ...about },
  { appraisalId, unitId, due: Instant },
)
export const AppraisalClosed = event(
  'supervision.appraisal-closed',
  1,
  { zh: '民主评议已办结', en: 'An appraisal was closed', ...about },
  { appraisalId, planItemId: Id.optional(), units: z.int().min(1) },
)
export const AppraisalCancelled = event(
  'supervision.appraisal-cancelled',
  1,
  { zh: '民主评议已取消', en: 'An appraisal was cancelled', ...about },
  { appraisalId, planItemId: Id.optional() },
)
