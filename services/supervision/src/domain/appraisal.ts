import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { appraisalOptions, shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'

/** 评议对象, as far as decisions need to know it. */
export interface AppraisedUnit {
  unitId: string
  isHeard: boolean
  /** The account that drafted its letter. */
  draftedBy?: string
  isSigned: boolean
  due?: string
  hasReported: boolean
  recheck?: c.RecheckResult
}

/** 民主评议, as far as decisions need to know it. */
export interface Appraisal {
  id: string
  state: c.AppraisalState
  planItemId?: string
  items: readonly c.AppraisalItem[]
  options: readonly c.AppraisalOption[]
  quorum: number
  minimumCount: number
  consentedOn?: string
  units: readonly AppraisedUnit[]
  /** 无记名投票 that is under way, or was counted and not taken over yet. */
  hasBallot: boolean
  votes: readonly { round: number; verdict: c.VoteVerdict; isByBallot: boolean; counts?: c.AppraisalCounts }[]
}

interface Unknown {
  units: readonly string[]
  planItems: readonly string[]
}

/** 提出民主评议: the rules of the day hold for the whole of it. */
export function proposeAppraisal(
  { rules, unknown }: { rules: Rules; unknown: Unknown },
  { plan: _, ...details }: CommandOf<typeof c.ProposeAppraisal>,
  { newId }: Deciding,
) {
  return [c.AppraisalProposed({ appraisalId: newId(), ...underRules(details, rules, unknown) })]
}

/** 修改评议方案. */
export function changeAppraisal(
  { appraisal, rules, unknown }: { appraisal: Appraisal; rules: Rules; unknown: Unknown },
  { appraisalId, plan: _, reason: _reason, ...details }: CommandOf<typeof c.ChangeAppraisal>,
) {
  requireAppraisal(appraisal, ['PROPOSED'])
  return [c.AppraisalChanged({ appraisalId, ...underRules(details, rules, unknown) })]
}

/** 登记审定: by the chairpersons’ meeting, with the consent of the party committee. */
export function approveAppraisal(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId, decidedOn, consentedOn }: CommandOf<typeof c.ApproveAppraisal>,
  { now }: Deciding,
) {
  requireAppraisal(appraisal, ['PROPOSED'])
  requirePast({ decidedOn, consentedOn }, now)
  if (consentedOn < decidedOn) throw new Refusal('unit_appraisal.consent_first', { field: 'consentedOn' })
  return [c.AppraisalApproved({ appraisalId, decidedOn, consentedOn })]
}

/** 评议动员. */
export function mobiliseAppraisal(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId, heldOn }: CommandOf<typeof c.MobiliseAppraisal>,
  { now }: Deciding,
) {
  requireAppraisal(appraisal, ['PLANNED'])
  requirePast({ heldOn }, now)
  return [c.AppraisalMobilised({ appraisalId, heldOn })]
}

/** 开始听取报告: after the citizens were asked. */
export function openHearing(
  { appraisal, isSurveyed }: { appraisal: Appraisal; isSurveyed: boolean },
  { appraisalId, heldOn }: CommandOf<typeof c.OpenHearing>,
  { now }: Deciding,
) {
  requireAppraisal(appraisal, ['QUESTIONNAIRE'])
  requirePast({ heldOn }, now)
  if (!isSurveyed) throw new Refusal('unit_appraisal.survey_open', { field: 'appraisalId' })
  return [c.HearingOpened({ appraisalId, heldOn })]
}

/** 单位报告和询问: until the vote stands, so that a slip can be mended. */
export function recordUnitReport(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId, unitId, files }: CommandOf<typeof c.RecordUnitReport>,
) {
  requireAppraisal(appraisal, ['HEARING'])
  unitIn(appraisal, unitId)
  return [c.UnitReportRecorded({ appraisalId, unitId, files })]
}

/** 办结: every unit was looked at again and passed. */
export function closeAppraisal(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId }: CommandOf<typeof c.CloseAppraisal>,
) {
  requireAppraisal(appraisal, ['RECHECKED'])
  return [
    c.AppraisalClosed({ appraisalId, ...given('planItemId', appraisal.planItemId), units: appraisal.units.length }),
  ]
}

/** 取消民主评议: before a vote. */
export function cancelAppraisal(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId }: CommandOf<typeof c.CancelAppraisal>,
) {
  requireAppraisal(appraisal, ['PROPOSED', 'PLANNED', 'MOBILISED', 'QUESTIONNAIRE', 'HEARING'])
  requireNoBallot(appraisal)
  return [c.AppraisalCancelled({ appraisalId, ...given('planItemId', appraisal.planItemId) })]
}

/** While members vote in secret, nothing may take the place of their result. */
export function requireNoBallot({ hasBallot }: Appraisal, field = 'appraisalId'): void {
  if (hasBallot) throw new Refusal('ballot.open_already', { field })
}

export function requireHeard({ units }: Appraisal, field = 'appraisalId'): void {
  if (units.some(({ isHeard }) => !isHeard)) throw new Refusal('unit_appraisal.unit_not_heard', { field })
}

export function requireAppraisal(
  { state }: Pick<Appraisal, 'state'>,
  expected: readonly c.AppraisalState[],
  field = 'appraisalId',
): void {
  if (!expected.includes(state)) {
    throw new Refusal('unit_appraisal.wrong_state', { field, state, expected })
  }
}

/** The unit of an appraisal; refuses one that is not appraised. */
export function unitIn({ units }: Pick<Appraisal, 'units'>, unitId: string): AppraisedUnit {
  const unit = units.find((one) => one.unitId === unitId)
  if (!unit) throw new Refusal('unit_appraisal.no_unit', { field: 'unitId' })
  return unit
}

/** Refuses days that lie in the future. */
export function requirePast(days: Readonly<Record<string, string>>, now: Date): void {
  const today = shanghaiDate(now)
  const [field] = Object.entries(days).find(([, day]) => day > today) ?? []
  if (field !== undefined) throw new Refusal('supervision.day_in_future', { field })
}

type Details = Pick<CommandOf<typeof c.ProposeAppraisal>, 'title' | 'year' | 'unitIds' | 'items' | 'planItemId'>

function underRules({ items, unitIds, planItemId, ...details }: Details, { values }: Rules, unknown: Unknown) {
  const stranger = unitIds.findIndex((id) => unknown.units.includes(id))
  if (stranger >= 0) throw new Refusal('supervision.unknown_unit', { field: `unitIds.${stranger}` })
  if (planItemId !== undefined && unknown.planItems.includes(planItemId)) {
    throw new Refusal('supervision.unknown_plan_item', { field: 'planItemId' })
  }
  return {
    ...details,
    unitIds,
    ...given('planItemId', planItemId),
    items: items ?? values['supervision.appraisalItems'],
    options: appraisalOptions(values['supervision.appraisalOptions'], values['supervision.appraisalWeights']),
    quorum: values['supervision.appraisalQuorum'],
    minimumCount: values['supervision.minimumCount'],
    isRanked: values['supervision.appraisalRanked'],
  }
}
