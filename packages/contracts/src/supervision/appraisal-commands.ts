import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, personal, text } from '../primitives.ts'
import { AppraisalCounts, AppraisalItems, appraisalTurnout, RecheckResult } from './appraisal.ts'
import { distinctIds, Reason, SupervisionYear } from './supervision.ts'

const appraisalId = Id
const files = z.array(FileRef).max(20).default([])
const details = {
  title: line(100),
  year: SupervisionYear,
  /** 评议对象 */
  unitIds: distinctIds(50).min(1),
  /** 评议项目: without them those of the local rules. */
  items: AppraisalItems.optional(),
  planItemId: Id.optional(),
}

export const ProposeAppraisal = command(
  'supervision.propose-appraisal',
  { zh: '提出民主评议', en: 'Proposes an appraisal: the units and what of them is appraised' },
  { ...details, plan: personal(text(10_000)).optional() },
)
export const ChangeAppraisal = command(
  'supervision.change-appraisal',
  { zh: '修改评议方案', en: 'Changes an appraisal before it is agreed to' },
  { appraisalId, ...details, plan: personal(text(10_000)).optional(), reason: Reason },
)
export const ApproveAppraisal = command(
  'supervision.approve-appraisal',
  { zh: '登记民主评议审定', en: 'Records the decision of the chairpersons’ meeting and the party committee’s consent' },
  { appraisalId, meeting: line(100), decidedOn: LocalDate, consentedOn: LocalDate, consentDocument: line(100) },
)
export const MobiliseAppraisal = command(
  'supervision.mobilise-appraisal',
  { zh: '登记评议动员', en: 'Records the meeting at which an appraisal was begun' },
  { appraisalId, meeting: line(100), heldOn: LocalDate },
)
export const OpenHearing = command(
  'supervision.open-hearing',
  { zh: '开始听取报告', en: 'Opens the standing committee’s meeting that hears the units and votes' },
  { appraisalId, meeting: line(100), heldOn: LocalDate },
)
export const RecordUnitReport = command(
  'supervision.record-unit-report',
  { zh: '登记单位报告和询问', en: 'Records what a unit reported at the hearing and what members asked' },
  {
    appraisalId,
    unitId: Id,
    report: personal(text(20_000)),
    questions: personal(text(20_000)).optional(),
    files,
  },
)
export const RecordTotals = command(
  'supervision.record-totals',
  { zh: '登记计票结果', en: 'Records the totals of a vote that was counted on paper' },
  {
    appraisalId,
    meeting: line(100),
    heldOn: LocalDate,
    ...appraisalTurnout,
    units: AppraisalCounts,
    /** Needed when the ballots were counted again. */
    reason: Reason.optional(),
  },
)
/** Asked by the service when a secret ballot about an appraisal was counted. */
export const TakeBallotTotals = command(
  'supervision.take-ballot-totals',
  { zh: '转入票决结果', en: 'Takes over the totals of a secret ballot' },
  {
    appraisalId,
    ballotId: Id,
    heldOn: LocalDate,
    ...appraisalTurnout,
    /** Absent where the ballot withholds them. */
    units: AppraisalCounts.optional(),
  },
)
export const DeclareAppraisalResult = command(
  'supervision.declare-appraisal-result',
  { zh: '宣布评议结果', en: 'Scores a valid vote and declares the result, as it is read out in the hall' },
  { appraisalId },
)
export const DraftOpinionLetter = command(
  'supervision.draft-opinion-letter',
  { zh: '拟制评议意见书', en: 'Drafts the opinion letter to a unit, or drafts it again' },
  { appraisalId, unitId: Id, documentNumber: line(60).optional(), letter: personal(text(20_000)), files },
)
export const CountersignOpinionLetter = command(
  'supervision.countersign-opinion-letter',
  { zh: '签发评议意见书', en: 'Signs the opinion letter to a unit, which sends it; the day for its report is counted' },
  { appraisalId, unitId: Id },
)
export const ReportAppraisalRectification = command(
  'supervision.report-appraisal-rectification',
  { zh: '报告评议整改', en: 'Reports what the unit mended after its opinion letter' },
  { appraisalId, unitId: Id, report: personal(text(20_000)), files },
)
export const RecheckAppraisedUnit = command(
  'supervision.recheck-appraised-unit',
  { zh: '登记评议复查', en: 'Records what was found when a unit’s rectification was looked at again' },
  { appraisalId, unitId: Id, result: RecheckResult, checkedOn: LocalDate, finding: personal(text(4000)) },
)
/** Asked by the service’s own jobs, around the day on which a unit’s report is due. */
export const RemindOfAppraisal = command(
  'supervision.remind-of-appraisal',
  { zh: '提醒评议整改报告', en: 'Reminds a unit of the report that it owes by an instant' },
  { appraisalId, unitId: Id, ifDue: Instant },
)
export const CloseAppraisal = command(
  'supervision.close-appraisal',
  { zh: '民主评议办结', en: 'Closes an appraisal whose units were all looked at again' },
  { appraisalId },
)
export const CancelAppraisal = command(
  'supervision.cancel-appraisal',
  { zh: '取消民主评议', en: 'Cancels an appraisal before its vote' },
  { appraisalId, reason: Reason },
)
