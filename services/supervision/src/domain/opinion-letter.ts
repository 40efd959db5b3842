import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { dueBy, shanghaiDate } from '@lianxie/policy'
import { type Appraisal, requireAppraisal, requirePast, unitIn } from './appraisal.ts'
import type { Deciding, Rules } from './deciding.ts'

/** 拟制评议意见书: again as often as needed until it is signed. */
export function draftOpinionLetter(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId, unitId, documentNumber, files }: CommandOf<typeof c.DraftOpinionLetter>,
) {
  requireAppraisal(appraisal, ['SCORED', 'OPINION_LETTER'])
  if (unitIn(appraisal, unitId).isSigned) throw new Refusal('unit_appraisal.letter_sent', { field: 'unitId' })
  return [c.OpinionLetterDrafted({ appraisalId, unitId, ...given('documentNumber', documentNumber), files })]
}

/** 签发评议意见书: by a chair who did not draft it. */
export function countersignOpinionLetter(
  { appraisal, rules }: { appraisal: Appraisal; rules: Rules },
  { appraisalId, unitId }: CommandOf<typeof c.CountersignOpinionLetter>,
  { now, actor }: Deciding,
) {
  requireAppraisal(appraisal, ['OPINION_LETTER'])
  const unit = unitIn(appraisal, unitId)
  if (unit.isSigned) throw new Refusal('unit_appraisal.letter_sent', { field: 'unitId' })
  if (unit.draftedBy === undefined) throw new Refusal('unit_appraisal.no_letter', { field: 'unitId' })
  if (unit.draftedBy === actor.id) throw new Refusal('unit_appraisal.own_letter', { field: 'unitId' })
  const isLast = appraisal.units.every((one) => one.unitId === unitId || one.isSigned)
  const signedOn = shanghaiDate(now)
  const deadline = dueBy(rules, 'supervision.rectifyDue', { anchor: signedOn })
  return [c.OpinionLetterCountersigned({ appraisalId, unitId, signedOn, deadline, isLast })]
}

/** 报告评议整改: by the unit itself, from the day of its letter. */
export function reportRectification(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId, unitId, files }: CommandOf<typeof c.ReportAppraisalRectification>,
  { now, actor }: Deciding,
) {
  const unit = appraisal.units.find((one) => one.unitId === unitId)
  if (!unit?.isSigned || !actor.units.includes(unitId)) throw new Refusal('common.not_found', { field: 'unitId' })
  requireAppraisal(appraisal, ['OPINION_LETTER', 'RECTIFYING'])
  if (unit.hasReported) throw new Refusal('unit_appraisal.reported', { field: 'unitId' })
  const isLate = now.toISOString() >= unit.due!
  return [c.AppraisalRectificationReported({ appraisalId, unitId, files, isLate })]
}

/** 复查: a unit that did not pass mends again, and owes another report. */
export function recheckAppraisedUnit(
  { appraisal, rules }: { appraisal: Appraisal; rules: Rules },
  { appraisalId, unitId, result, checkedOn }: CommandOf<typeof c.RecheckAppraisedUnit>,
  { now }: Deciding,
) {
  requireAppraisal(appraisal, ['RECTIFYING'])
  requirePast({ checkedOn }, now)
  const unit = unitIn(appraisal, unitId)
  if (!unit.hasReported) throw new Refusal('unit_appraisal.not_reported', { field: 'unitId' })
  if (unit.recheck === 'PASSED') throw new Refusal('unit_appraisal.reported', { field: 'unitId' })
  const isLast =
    result === 'PASSED' && appraisal.units.every((one) => one.unitId === unitId || one.recheck === 'PASSED')
  const deadline =
    result === 'AGAIN' ? dueBy(rules, 'supervision.rectifyDue', { anchor: shanghaiDate(now) }) : undefined
  return [c.AppraisedUnitRechecked({ appraisalId, unitId, result, checkedOn, ...given('deadline', deadline), isLast })]
}

/** 提醒: only while the report is owed by that very instant. */
export function remindOfAppraisal(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId, unitId, ifDue }: CommandOf<typeof c.RemindOfAppraisal>,
) {
  const unit = appraisal.units.find((one) => one.unitId === unitId)
  const isOwed = ['OPINION_LETTER', 'RECTIFYING'].includes(appraisal.state) && unit?.due === ifDue && !unit.hasReported
  return isOwed ? [c.AppraisalReminded({ appraisalId, unitId, due: ifDue })] : []
}
