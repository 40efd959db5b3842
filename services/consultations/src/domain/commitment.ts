import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { daysLeft, endOfDay, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './plan.ts'
import type { Item } from './session-item.ts'
import { requireInvitedUnit } from './session-record.ts'
import { notFound, type Participant, requireOwnUnit, requireSessionState, type Session } from './session.ts'

/** 承诺: what a unit promised in a session, followed until the office closes it. */
export interface Commitment {
  id: string
  unitId: string
  state: c.CommitmentState
  dueOn: string
}

/** 登记承诺: by the office, of a unit that takes part, once the session has begun; due on a day to come. */
export function makeCommitment(
  {
    session,
    item,
    participants,
    questionUnit,
  }: { session: Session; item: Item; participants: Participant[]; questionUnit: string | undefined },
  { unitId, promise, dueOn, questionId }: CommandOf<typeof c.MakeCommitment>,
  { now, newId }: Deciding,
) {
  requireSessionState(session, ['NOTIFIED', 'ADJOURNED', 'HELD'])
  if (now < session.startsAt) throw new Refusal('session.not_begun', { field: 'sessionId' })
  if (item.state === 'CLOSED') throw new Refusal('item.wrong_state', { field: 'sessionId', state: item.state })
  requireInvitedUnit(participants, unitId)
  if (questionId !== undefined && questionUnit === undefined) throw notFound('questionId')
  if (questionId !== undefined && questionUnit !== unitId)
    throw new Refusal('question.other_unit', { field: 'questionId' })
  if (dueOn <= shanghaiDate(now)) throw new Refusal('commitment.due_past', { field: 'dueOn' })
  return [
    c.CommitmentMade({
      commitmentId: newId(),
      unitId,
      sessionId: session.id,
      itemId: session.itemId,
      promise,
      dueOn,
      ...(questionId !== undefined && { questionId }),
    }),
  ]
}

/** 报告进展: by the unit itself; done means that the office may look. */
export function reportCommitment(
  { commitment }: { commitment: Commitment },
  { progress, done, files }: CommandOf<typeof c.ReportCommitment>,
  { actor }: Deciding,
) {
  requireOwnUnit(actor, commitment.unitId, 'commitmentId')
  requireCommitment(commitment, ['OPEN', 'IN_PROGRESS'])
  return [c.CommitmentProgressed({ ...idsOf(commitment), progress, done, files })]
}

/** 延期: by the office, with a reason, to a later day. */
export function extendCommitment(
  { commitment }: { commitment: Commitment },
  { dueOn, reason }: CommandOf<typeof c.ExtendCommitment>,
  { now }: Deciding,
) {
  requireCommitment(commitment, ['OPEN', 'IN_PROGRESS'])
  if (dueOn <= commitment.dueOn) throw new Refusal('commitment.not_later', { field: 'dueOn', dueOn: commitment.dueOn })
  if (dueOn <= shanghaiDate(now)) throw new Refusal('commitment.due_past', { field: 'dueOn' })
  return [c.CommitmentExtended({ ...idsOf(commitment), dueOn, reason })]
}

/** 退回: what was reported as done is not. */
export function returnCommitment(
  { commitment }: { commitment: Commitment },
  { reason }: CommandOf<typeof c.ReturnCommitment>,
) {
  requireCommitment(commitment, ['REPORTED_DONE'])
  return [c.CommitmentReturned({ ...idsOf(commitment), reason })]
}

/** 销号: by the office, never by the unit. */
export function closeCommitment(
  { commitment }: { commitment: Commitment },
  { result }: CommandOf<typeof c.CloseCommitment>,
  { now }: Deciding,
) {
  requireCommitment(commitment, ['REPORTED_DONE'])
  return [c.CommitmentClosed({ ...idsOf(commitment), result, late: shanghaiDate(now) > commitment.dueOn })]
}

/** 撤销登记: what was recorded in error. */
export function withdrawCommitment(
  { commitment }: { commitment: Commitment },
  { reason }: CommandOf<typeof c.WithdrawCommitment>,
) {
  requireCommitment(commitment, ['OPEN', 'IN_PROGRESS', 'REPORTED_DONE'])
  return [c.CommitmentWithdrawn({ ...idsOf(commitment), reason })]
}

/** 催办: by the office at any time; a planned reminder says nothing once its day was moved or the promise is kept. */
export function remindOfCommitment(
  { commitment }: { commitment: Commitment },
  { ifDueOn }: CommandOf<typeof c.RemindOfCommitment>,
  { now }: Deciding,
) {
  const isOpen = commitment.state === 'OPEN' || commitment.state === 'IN_PROGRESS'
  const { dueOn } = commitment
  if (!isOpen || (ifDueOn !== undefined && ifDueOn !== dueOn)) {
    if (ifDueOn !== undefined) return []
    throw new Refusal('reminder.nothing_due', { field: 'commitmentId' })
  }
  return [c.CommitmentReminded({ ...idsOf(commitment), dueOn, daysLeft: daysLeft(endOfDay(dueOn), now) })]
}

const idsOf = ({ id, unitId }: Commitment) => ({ commitmentId: id, unitId })

function requireCommitment(commitment: Commitment, states: readonly c.CommitmentState[]): void {
  if (!states.includes(commitment.state)) {
    throw new Refusal('commitment.wrong_state', { field: 'commitmentId', state: commitment.state, expected: states })
  }
}
