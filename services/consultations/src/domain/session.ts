import { type consultations as c, Refusal } from '@lianxie/contracts'
import { dueBy, type PolicyValues, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './plan.ts'

/** 协商会议, as far as decisions need to know it. */
export interface Session {
  id: string
  itemId: string
  form: c.PlanForm
  title: string
  state: c.SessionState
  startsAt: Date
  endsAt: Date
  chairMemberId: string
  noticeDeadline: c.Deadline
  materialDeadline: c.Deadline
  minutesDeadline?: c.Deadline
  lateReason?: string
  /** A notice was sent once, so that those invited know of it. */
  announced: boolean
  checkInOpen: boolean
  minutesState: c.MinutesState
  minutesVersion: number
}

/** 参会者: a member or a unit that is invited. */
export interface Participant {
  participantId: string
  kind: 'MEMBER' | 'UNIT'
  capacity: c.Capacity
  leave?: c.LeaveState
  attendance?: c.Attendance
}

/** The local rules in force. */
export interface Rules {
  values: PolicyValues
}

export const notFound = (field: string) => new Refusal('common.not_found', { field })

export function requireSessionState(session: Session, states: readonly c.SessionState[]): void {
  if (!states.includes(session.state)) {
    throw new Refusal('session.wrong_state', { field: 'sessionId', state: session.state, expected: states })
  }
}

/** The states before it was held in which a session may still be prepared. */
export const UPCOMING = ['SCHEDULED', 'NOTIFIED', 'POSTPONED', 'ADJOURNED'] as const satisfies c.SessionState[]

/** What is said in a session is recorded from the notice on, until its minutes are approved. */
export function requireOpenRecord(session: Session): void {
  requireSessionState(session, ['NOTIFIED', 'ADJOURNED', 'HELD'])
  if (session.minutesState === 'APPROVED') {
    throw new Refusal('minutes.wrong_state', { field: 'sessionId', state: session.minutesState })
  }
}

/** Whether an act at `now` is too late for a deadline: 24:00 of its last day has passed. */
export const isLate = (deadline: c.Deadline, now: Date): boolean => now.toISOString() >= deadline.due

/** 通知、材料期限: counted back from the day of the session by the local rules. */
export function deadlinesBefore(rules: Rules, startsAt: string) {
  const anchor = shanghaiDate(startsAt)
  return {
    noticeDeadline: dueBy(rules, 'consult.noticeDue', { anchor }),
    materialDeadline: dueBy(rules, 'consult.materialDue', { anchor }),
  }
}

/** Refuses an end before the start, and a session that would begin in the past. */
export function requireFutureSpan({ startsAt, endsAt }: { startsAt: string; endsAt: string }, now: Date): void {
  if (endsAt <= startsAt) throw new Refusal('session.time_order', { field: 'endsAt' })
  if (startsAt <= now.toISOString()) throw new Refusal('session.in_past', { field: 'startsAt' })
}

/** The reason for a late notice when it is late: refused without one, dropped when there is no need of it. */
export function lateReasonOf(deadline: c.Deadline, lateReason: string | undefined, now: Date): string | undefined {
  if (!isLate(deadline, now)) return undefined
  if (lateReason === undefined) {
    throw new Refusal('session.notice_late', { field: 'lateReason', lastDay: deadline.date, steps: deadline.steps })
  }
  return lateReason
}

export const isUnit = ({ role }: Deciding['actor']): boolean => role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'

/** The own member id of a member; the session's other members' things are not found. */
export function ownMember(actor: Deciding['actor'], field: string): string {
  if (actor.memberId === undefined) throw notFound(field)
  return actor.memberId
}

/** Refuses to let a unit act on what belongs to another: to it, that is not found. */
export function requireOwnUnit(actor: Deciding['actor'], unitId: string | undefined, field: string): void {
  if (isUnit(actor) && (unitId === undefined || !actor.units.includes(unitId))) throw notFound(field)
}

/** Refuses members that the directory does not know. */
export function refuseUnknownMembers(unknown: readonly string[], field: string): void {
  if (unknown[0] !== undefined) throw new Refusal('session.unknown_member', { field, ids: unknown })
}

/** Refuses ids that occur twice. */
export function requireDistinct(
  ids: readonly string[],
  code: 'session.listed_twice' | 'research.listed_twice',
  field: string,
): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Refusal(code, { field, id: twice })
}
