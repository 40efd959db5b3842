import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { resultOf, type Tally } from './appraisal-score.ts'
import type { Deciding } from './deciding.ts'

/** 办理评议 of one unit. */
export interface Appraisal {
  id: string
  unitId: string
  state: c.AppraisalState
  items: readonly c.AppraisalItem[]
}

/** 启动办理评议. */
export function openAppraisal(
  { exists, unknown }: { exists: boolean; unknown: { units: readonly string[]; members: readonly string[] } },
  { unitId, year, items, appraiserIds }: CommandOf<typeof c.OpenAppraisal>,
  { newId }: Deciding,
) {
  if (unknown.units.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'unitId' })
  if (unknown.members.length > 0) throw new Refusal('proposal.unknown_member', { field: 'appraiserIds' })
  if (exists) throw new Refusal('appraisal.exists', { field: 'unitId' })
  const sum = items.reduce((total, { weight }) => total + weight, 0)
  if (sum !== 100 || new Set(items.map(({ code }) => code)).size !== items.length) {
    throw new Refusal('appraisal.weights', { field: 'items', sum })
  }
  return [c.AppraisalOpened({ appraisalId: newId(), unitId, year, items, appraiserIds: [...new Set(appraiserIds)] })]
}

interface Facts {
  appraisal: Appraisal
}

/** 自查自评: again until the scoring begins. */
export function submitSelfAssessment(
  { appraisal }: Facts,
  { scores, files }: CommandOf<typeof c.SubmitSelfAssessment>,
  deciding: Deciding,
) {
  requireOwnUnit(appraisal, deciding)
  requireStage(appraisal, ['OPEN', 'SELF_ASSESSED'])
  requireEachItem(appraisal, scores)
  return [c.SelfAssessmentSubmitted({ appraisalId: appraisal.id, scores, files })]
}

/** 开始现场打分. */
export function openScoring({ appraisal }: Facts, { heldOn }: CommandOf<typeof c.OpenScoring>, { now }: Deciding) {
  // A unit that does not assess itself does not hold the others up.
  requireStage(appraisal, ['OPEN', 'SELF_ASSESSED'])
  requirePast(heldOn, now)
  return [c.ScoringOpened({ appraisalId: appraisal.id, heldOn })]
}

/** 现场打分: whether, and never what, an appraiser has scored. */
export function scoreUnit(
  { appraisal, scored }: Facts & { scored: boolean | undefined },
  { scores }: CommandOf<typeof c.ScoreUnit>,
  { actor }: Deciding,
) {
  if (scored === undefined) throw new Refusal('appraisal.not_appraiser', { field: 'appraisalId' })
  requireStage(appraisal, ['SCORING'])
  if (scored) throw new Refusal('appraisal.scored', { field: 'appraisalId' })
  requireEachItem(appraisal, scores)
  return [c.UnitScored({ appraisalId: appraisal.id, appraiserId: actor.memberId! })]
}

/** 结束打分: the means are told only where there are enough of them to hide each one. */
export function closeScoring({
  appraisal,
  entitled,
  ballots,
  tally,
}: Facts & { entitled: number; ballots: number; tally: Tally }) {
  requireStage(appraisal, ['SCORING'])
  const result = ballots >= c.LEAST_SCORES ? resultOf(appraisal.items, tally) : undefined
  return [c.ScoringClosed({ appraisalId: appraisal.id, entitled, ballots, ...(result && { result }) })]
}

/** 提出整改要求. */
export function orderRectification(
  { appraisal }: Facts,
  { dueOn }: CommandOf<typeof c.OrderRectification>,
  { now }: Deciding,
) {
  requireStage(appraisal, ['SCORED', 'RECTIFIED'])
  if (dueOn < shanghaiDate(now)) throw new Refusal('proposal.day_in_past', { field: 'dueOn' })
  return [c.RectificationOrdered({ appraisalId: appraisal.id, dueOn })]
}

/** 报告整改情况. */
export function reportRectification(
  { appraisal }: Facts,
  { files }: CommandOf<typeof c.ReportRectification>,
  deciding: Deciding,
) {
  requireOwnUnit(appraisal, deciding)
  requireStage(appraisal, ['RECTIFYING'])
  return [c.RectificationReported({ appraisalId: appraisal.id, files })]
}

/** 整改回头看. */
export function holdAppraisalLookBack(
  { appraisal }: Facts,
  { heldOn, isMended }: CommandOf<typeof c.HoldAppraisalLookBack>,
  { now }: Deciding,
) {
  // What a unit has not told is looked at all the same.
  requireStage(appraisal, ['RECTIFYING', 'RECTIFIED'])
  requirePast(heldOn, now)
  return [c.AppraisalLookBackHeld({ appraisalId: appraisal.id, heldOn, isMended })]
}

/** 评议结论: when nothing is left to mend. */
export function concludeAppraisal({ appraisal }: Facts, { result }: CommandOf<typeof c.ConcludeAppraisal>) {
  requireStage(appraisal, ['SCORED', 'RECTIFIED'])
  return [c.AppraisalConcluded({ appraisalId: appraisal.id, result })]
}

/** An appraisal of another unit is not there for those who act for this one. */
function requireOwnUnit({ unitId }: Appraisal, { actor }: Deciding): void {
  if (!actor.units.includes(unitId)) throw new Refusal('common.not_found', { field: 'appraisalId' })
}

function requireStage({ state }: Appraisal, expected: readonly c.AppraisalState[]): void {
  if (!expected.includes(state)) throw new Refusal('appraisal.wrong_state', { field: 'appraisalId', state, expected })
}

function requireEachItem({ items }: Appraisal, scores: readonly c.AppraisalScore[]): void {
  const codes = new Set(scores.map(({ code }) => code))
  if (codes.size !== scores.length || codes.size !== items.length || !items.every(({ code }) => codes.has(code))) {
    throw new Refusal('appraisal.items', { field: 'scores', items: items.map(({ code }) => code) })
  }
}

function requirePast(heldOn: string, now: Date): void {
  if (heldOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'heldOn' })
}
