import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { dueBy } from '@lianxie/policy'
import type { Deciding } from './plan.ts'
import { type Item, moveItem } from './session-item.ts'
import {
  notFound,
  ownMember,
  type Participant,
  requireDistinct,
  requireSessionState,
  type Rules,
  type Session,
} from './session.ts'

/** 开放签到: each opening makes a new code, so that a picture of the old one is worth nothing. */
export function openCheckIn({ session }: { session: Session }) {
  requireSessionState(session, ['NOTIFIED', 'ADJOURNED'])
  return [c.SessionCheckInOpened({ sessionId: session.id })]
}

/** 签到: by a participating member with the code shown at the venue; after the start it is late. */
export function checkIn(
  { session, participant, codeFits }: { session: Session; participant: Participant | undefined; codeFits: boolean },
  _command: CommandOf<typeof c.CheckIn>,
  { now, actor }: Deciding,
) {
  const memberId = ownMember(actor, 'sessionId')
  if (!participant || !session.announced) throw notFound('sessionId')
  requireSessionState(session, ['NOTIFIED', 'ADJOURNED'])
  if (!session.checkInOpen) throw new Refusal('check_in.closed', { field: 'sessionId' })
  if (!codeFits) throw new Refusal('check_in.wrong_code', { field: 'code' })
  if (isThere(participant))
    throw new Refusal('check_in.done', { field: 'sessionId', attendance: participant.attendance })
  const attendance = now > session.startsAt ? 'LATE' : 'PRESENT'
  return [
    c.SessionAttendanceRecorded({
      sessionId: session.id,
      by: 'CODE',
      entries: [{ participantId: memberId, attendance }],
    }),
  ]
}

/** 登记到会: by the office, for members and units; a later entry replaces an earlier one. */
export function recordAttendance(
  { session, participants }: { session: Session; participants: Participant[] },
  { entries }: CommandOf<typeof c.RecordAttendance>,
) {
  requireSessionState(session, ['NOTIFIED', 'ADJOURNED'])
  requireDistinct(
    entries.map(({ participantId }) => participantId),
    'session.listed_twice',
    'entries',
  )
  const stranger = entries.findIndex(
    (entry) => !participants.some(({ participantId }) => participantId === entry.participantId),
  )
  if (stranger >= 0) throw new Refusal('session.not_invited', { field: `entries.${stranger}.participantId` })
  return [c.SessionAttendanceRecorded({ sessionId: session.id, by: 'STAFF', entries })]
}

/** 休会: a begun session is broken off, to go on at a time set by rescheduling it. */
export function adjournSession(
  { session }: { session: Session },
  { reason }: CommandOf<typeof c.AdjournSession>,
  { now }: Deciding,
) {
  requireSessionState(session, ['NOTIFIED'])
  if (now < session.startsAt) throw new Refusal('session.not_begun', { field: 'sessionId' })
  return [c.SessionAdjourned({ sessionId: session.id, itemId: session.itemId, reason })]
}

/** 会议召开: closes attendance, whoever neither came nor has leave being absent, and starts the clock of the minutes. */
export function holdSession(
  {
    session,
    item,
    participants,
    turns,
    rules,
  }: {
    session: Session
    item: Item
    participants: Participant[]
    turns: readonly { startedAt?: Date }[]
    rules: Rules
  },
  { startedAt, endedAt }: CommandOf<typeof c.HoldSession>,
  { now }: Deciding,
) {
  requireSessionState(session, ['NOTIFIED', 'ADJOURNED'])
  // An amendment of the plan may have cancelled the item since.
  if (item.state === 'CANCELLED') throw new Refusal('item.wrong_state', { field: 'sessionId', state: item.state })
  if (endedAt <= startedAt) throw new Refusal('session.time_order', { field: 'endedAt' })
  if (now < session.startsAt || endedAt > now.toISOString())
    throw new Refusal('session.not_begun', { field: 'endedAt' })
  if (turns.some(({ startedAt }) => startedAt !== undefined))
    throw new Refusal('speech.running', { field: 'sessionId' })
  const counts = countAttendance(participants)
  if (counts.present === 0) throw new Refusal('session.no_attendance', { field: 'sessionId' })
  const isFirst = item.state === 'SCHEDULED' || item.state === 'RESEARCHING'
  return [
    c.SessionHeld({
      sessionId: session.id,
      itemId: session.itemId,
      form: session.form,
      title: session.title,
      startedAt,
      endedAt,
      counts,
      minutesDeadline: dueBy(rules, 'consult.minutesDue', { anchor: endedAt }),
    }),
    ...(isFirst ? moveItem(item, 'SESSION_HELD', { sessionId: session.id }) : []),
  ]
}

/** True for those who came, late or for a part of it. */
export const isThere = ({ attendance }: Pick<Participant, 'attendance'>): boolean =>
  attendance !== undefined && attendance !== 'ABSENT'

/** 应到、实到、请假、缺席: a member who came counts as present whatever leave was granted. */
export function countAttendance(participants: readonly Participant[]): c.AttendanceCounts {
  const due = participants.filter(({ kind, capacity }) => kind === 'MEMBER' && capacity === 'ATTENDEE')
  const present = due.filter(isThere)
  const onLeave = due.filter((participant) => !isThere(participant) && participant.leave === 'GRANTED')
  const others = participants.filter(isThere)
  return {
    due: due.length,
    present: present.length,
    onLeave: onLeave.length,
    absent: due.length - present.length - onLeave.length,
    late: present.filter(({ attendance }) => attendance === 'LATE').length,
    leftEarly: present.filter(({ attendance }) => attendance === 'LEFT_EARLY').length,
    observers: others.filter(({ kind, capacity }) => kind === 'MEMBER' && capacity === 'OBSERVER').length,
    units: others.filter(({ kind }) => kind === 'UNIT').length,
  }
}
