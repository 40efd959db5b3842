import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { daysLeft, endOfDay, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { HANDED_OUT, type Proposal, requireState } from './proposal.ts'

/** 承诺事项. */
export interface Pledge {
  id: string
  unitId: string
  dueOn: string
  state: c.PromiseState
}

interface Facts {
  proposal: Proposal
  pledge: Pledge
}

/** 登记承诺事项: beside those of the reply, while a case is followed up. */
export function makePromise(
  { proposal, replied }: { proposal: Proposal; replied: readonly string[] },
  { unitId, dueOn }: CommandOf<typeof c.MakePromise>,
  { now, actor, newId }: Deciding,
) {
  // Whoever has not replied to the case is not one of those that it was with.
  if (!actor.units.includes(unitId) || !replied.includes(unitId)) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
  requireState(proposal, ['FOLLOW_UP'])
  requireAhead(dueOn, now)
  return [c.PromiseMade({ proposalId: proposal.id, promiseId: newId(), unitId, dueOn })]
}

/** 报告承诺进展. */
export function reportPromise(
  { proposal, pledge }: Facts,
  { done, files }: CommandOf<typeof c.ReportPromise>,
  { actor }: Deciding,
) {
  if (!actor.units.includes(pledge.unitId)) throw new Refusal('common.not_found', { field: 'promiseId' })
  requireState(proposal, HANDED_OUT)
  requireUnsettled(pledge)
  return [c.PromiseReported({ proposalId: proposal.id, promiseId: pledge.id, done, files })]
}

/** 核实承诺: by the office, not the unit. */
export function verifyPromise(
  { proposal, pledge }: Facts,
  { verdict, dueOn, remark }: CommandOf<typeof c.VerifyPromise>,
  { now }: Deciding,
) {
  requireState(proposal, HANDED_OUT)
  requireUnsettled(pledge)
  if (verdict === 'KEPT' && pledge.state !== 'DONE') throw new Refusal('promise.not_done', { field: 'promiseId' })
  if (verdict === 'RELEASED' && remark === undefined) throw new Refusal('promise.reason_missing', { field: 'remark' })
  if (verdict === 'SENT_BACK') {
    if (dueOn === undefined) throw new Refusal('promise.day_missing', { field: 'dueOn' })
    if (remark === undefined) throw new Refusal('promise.day_missing', { field: 'remark' })
    requireAhead(dueOn, now)
  } else if (dueOn !== undefined) {
    throw new Refusal('promise.day_not_asked', { field: 'dueOn' })
  }
  return [c.PromiseVerified({ proposalId: proposal.id, promiseId: pledge.id, verdict, ...given('dueOn', dueOn) })]
}

/** 催办承诺事项: as long as the unit has not reported it as done. */
export function remindOfPromise(
  { proposal, pledge }: Facts,
  { ifDueOn }: CommandOf<typeof c.RemindOfPromise>,
  { now }: Deciding,
) {
  const isOwed = pledge.state === 'OPEN' && (HANDED_OUT as readonly string[]).includes(proposal.state)
  if (!isOwed || (ifDueOn !== undefined && ifDueOn !== pledge.dueOn)) {
    if (ifDueOn !== undefined) return []
    throw new Refusal('promise.settled', { field: 'promiseId' })
  }
  const { id: promiseId, unitId, dueOn } = pledge
  return [
    c.PromiseReminded({
      proposalId: proposal.id,
      promiseId,
      unitId,
      dueOn,
      daysLeft: daysLeft(endOfDay(dueOn), now),
    }),
  ]
}

function requireUnsettled({ state }: Pledge): void {
  if (state === 'KEPT' || state === 'RELEASED') throw new Refusal('promise.settled', { field: 'promiseId', state })
}

function requireAhead(dueOn: string, now: Date): void {
  if (dueOn < shanghaiDate(now)) throw new Refusal('proposal.day_in_past', { field: 'dueOn' })
}
