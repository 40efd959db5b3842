import { type CommandOf, consultations as c } from '@lianxie/contracts'
import type { Deciding } from './plan.ts'
import { type Item, moveItem, requireItem } from './session-item.ts'
import {
  deadlinesBefore,
  lateReasonOf,
  refuseUnknownMembers,
  requireFutureSpan,
  requireSessionState,
  type Rules,
  type Session,
  UPCOMING,
} from './session.ts'

/** An item can get a session from its adoption until work on its outcome begins. */
export const SCHEDULABLE = ['PLAN_ADOPTED', 'SCHEDULED', 'RESEARCHING', 'SESSION_HELD'] as const satisfies c.ItemState[]

/** 排期: sets date, place and chair of a session of an adopted item; the chair is its first participant. */
export function scheduleSession(
  { item, rules, unknownMembers }: { item: Item; rules: Rules; unknownMembers: string[] },
  command: CommandOf<typeof c.ScheduleSession>,
  { now, newId }: Deciding,
) {
  const { itemId, title, startsAt, endsAt, place, mode, chairMemberId, agenda } = command
  requireItem(item, SCHEDULABLE)
  refuseUnknownMembers(unknownMembers, 'chairMemberId')
  requireFutureSpan(command, now)
  const deadlines = deadlinesBefore(rules, startsAt)
  const lateReason = lateReasonOf(deadlines.noticeDeadline, command.lateReason, now)
  const sessionId = newId()
  return [
    c.SessionScheduled({
      sessionId,
      itemId,
      form: item.form,
      title,
      startsAt,
      endsAt,
      place,
      mode,
      chairMemberId,
      agenda,
      ...deadlines,
      ...(lateReason !== undefined && { lateReason }),
    }),
    c.SessionInvited({
      sessionId,
      members: [{ memberId: chairMemberId, capacity: 'ATTENDEE' }],
      unitIds: [],
      supplementary: false,
    }),
    ...(item.state === 'PLAN_ADOPTED' ? moveItem(item, 'SCHEDULED', { sessionId }) : []),
  ]
}

/** 改期: another time or place; also the time at which an adjourned session goes on. Its notice is sent anew. */
export function rescheduleSession(
  { session, rules }: { session: Session; rules: Rules },
  command: CommandOf<typeof c.RescheduleSession>,
  { now }: Deciding,
) {
  const { startsAt, endsAt, place, reason } = command
  requireSessionState(session, UPCOMING)
  requireFutureSpan(command, now)
  const deadlines = deadlinesBefore(rules, startsAt)
  const lateReason = lateReasonOf(deadlines.noticeDeadline, command.lateReason, now)
  return [
    c.SessionRescheduled({
      sessionId: session.id,
      itemId: session.itemId,
      startsAt,
      endsAt,
      place,
      ...deadlines,
      reason,
      ...(lateReason !== undefined && { lateReason }),
    }),
  ]
}

/** 延期: the session will be held, at a time to be set. */
export function postponeSession({ session }: { session: Session }, { reason }: CommandOf<typeof c.PostponeSession>) {
  requireSessionState(session, ['SCHEDULED', 'NOTIFIED'])
  return [c.SessionPostponed({ sessionId: session.id, itemId: session.itemId, reason })]
}

/** 取消: the session will not be held; an item left without any goes back among those to be scheduled. */
export function cancelSession(
  { session, item, otherSessions }: { session: Session; item: Item; otherSessions: number },
  { reason }: CommandOf<typeof c.CancelSession>,
) {
  requireSessionState(session, ['SCHEDULED', 'NOTIFIED', 'POSTPONED'])
  const isLast = otherSessions === 0 && item.state === 'SCHEDULED'
  return [
    c.SessionCancelled({ sessionId: session.id, itemId: session.itemId, reason }),
    ...(isLast ? moveItem(item, 'PLAN_ADOPTED', { sessionId: session.id }) : []),
  ]
}
