import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { refuseClassified } from './classified-marking.ts'
import type { Deciding } from './deciding.ts'
import {
  type HandledCase,
  requireAccepted,
  requireReplying,
  requireRunning,
  requireUnit,
  requireWork,
} from './handled-case.ts'

interface Facts {
  handled: HandledCase
}

/** 确定承办人: who is responsible stays in this service. */
export function nameHandler({ handled }: Facts, { unitId }: CommandOf<typeof c.NameHandler>, { actor }: Deciding) {
  requireAccepted(requireUnit(handled, unitId, actor))
  requireRunning(handled)
  return [c.HandlerNamed({ proposalId: handled.proposal.id, unitId })]
}

/** 提交办理方案: it ends before the reply is due; a later one takes its place. */
export function submitHandlingPlan(
  { handled }: Facts,
  { unitId, plan, finishOn }: CommandOf<typeof c.SubmitHandlingPlan>,
  { now, actor }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  requireReplying(unit)
  requireWork(unit, ['HANDLING', 'EXTENSION_REQUESTED', 'REWORK', 'REPLY_DRAFTED'])
  refuseClassified({ plan })
  if (finishOn < shanghaiDate(now)) throw new Refusal('proposal.day_in_past', { field: 'finishOn' })
  if (unit.replyDeadline && finishOn > unit.replyDeadline.date) {
    throw new Refusal('plan.too_late', { field: 'finishOn', latest: unit.replyDeadline.date })
  }
  return [c.HandlingPlanSubmitted({ proposalId: handled.proposal.id, unitId, finishOn })]
}

/** 会办意见: to the lead unit, as long as that has not replied. */
export function giveCoUnitOpinion(
  { handled }: Facts,
  { unitId, opinion, files }: CommandOf<typeof c.GiveCoUnitOpinion>,
  { now, actor }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  if (unit.role !== 'CO') throw new Refusal('assignment.wrong_role', { field: 'unitId', role: unit.role })
  const lead = handled.units.find(({ role, state }) => role === 'LEAD' && state !== 'RELEASED')
  if (lead) requireWork(lead, ['HANDLING', 'EXTENSION_REQUESTED', 'REWORK', 'REPLY_DRAFTED'])
  refuseClassified({ opinion })
  const late = unit.opinionDue !== undefined && now.toISOString() >= unit.opinionDue
  return [c.CoUnitOpinionGiven({ proposalId: handled.proposal.id, unitId, files, late })]
}
