import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { refuseUnknown } from './plan-item.ts'
import type { Deciding } from './plan.ts'
import {
  isLate,
  lateReasonOf,
  notFound,
  ownMember,
  type Participant,
  refuseUnknownMembers,
  requireDistinct,
  requireSessionState,
  type Session,
  UPCOMING,
} from './session.ts'

/** 邀请: before the notice as a list, after it as a supplement that is seen at once. */
export function inviteParticipants(
  facts: { session: Session; participants: Participant[]; unknownMembers: string[]; unknownUnits: string[] },
  { members, unitIds }: CommandOf<typeof c.InviteParticipants>,
) {
  const { session, participants, unknownMembers, unknownUnits } = facts
  requireSessionState(session, UPCOMING)
  const ids = [...members.map(({ memberId }) => memberId), ...unitIds]
  if (ids.length === 0) throw new Refusal('session.no_one_invited', { field: 'members' })
  requireDistinct(ids, 'session.listed_twice', 'members')
  refuseUnknownMembers(unknownMembers, 'members')
  refuseUnknown({ bodies: [], units: unknownUnits }, { units: 'unitIds' })
  const invited = participants.find(({ participantId }) => ids.includes(participantId))
  if (invited) {
    const field = invited.kind === 'MEMBER' ? 'members' : 'unitIds'
    throw new Refusal('session.invited_already', { field, participantId: invited.participantId })
  }
  return [c.SessionInvited({ sessionId: session.id, members, unitIds, supplementary: session.announced })]
}

/** 撤回邀请. */
export function withdrawInvitation(
  { session, participants }: { session: Session; participants: Participant[] },
  { participantIds, reason }: CommandOf<typeof c.WithdrawInvitation>,
) {
  requireSessionState(session, UPCOMING)
  requireDistinct(participantIds, 'session.listed_twice', 'participantIds')
  if (participantIds.includes(session.chairMemberId)) {
    throw new Refusal('session.chair_invited', { field: 'participantIds' })
  }
  const stranger = participantIds.find((id) => !participants.some(({ participantId }) => participantId === id))
  if (stranger !== undefined) throw new Refusal('session.not_invited', { field: 'participantIds', id: stranger })
  return [c.SessionUninvited({ sessionId: session.id, participantIds, reason })]
}

/** 发通知: so many working days before the session; a late notice states its reason, unless the scheduling did. */
export function sendNotice(
  { session, participants }: { session: Session; participants: Participant[] },
  command: CommandOf<typeof c.SendNotice>,
  { now }: Deciding,
) {
  requireSessionState(session, ['SCHEDULED'])
  if (now >= session.startsAt) throw new Refusal('session.in_past', { field: 'sessionId' })
  if (participants.every(({ participantId }) => participantId === session.chairMemberId)) {
    throw new Refusal('session.no_one_invited', { field: 'sessionId' })
  }
  const lateReason = lateReasonOf(session.noticeDeadline, command.lateReason ?? session.lateReason, now)
  return [
    c.SessionNotified({
      sessionId: session.id,
      late: isLate(session.noticeDeadline, now),
      ...(lateReason !== undefined && { lateReason }),
    }),
  ]
}

/** 请假: by the member alone, once the notice came and until the session ends; a refused one may be asked again. */
export function requestLeave(
  { session, participant }: { session: Session; participant: Participant | undefined },
  _command: CommandOf<typeof c.RequestLeave>,
  { now, actor }: Deciding,
) {
  const memberId = ownMember(actor, 'sessionId')
  if (!participant || !session.announced) throw notFound('sessionId')
  requireSessionState(session, ['NOTIFIED', 'POSTPONED', 'ADJOURNED'])
  if (now >= session.endsAt) throw new Refusal('session.wrong_state', { field: 'sessionId', state: session.state })
  if (participant.leave === 'REQUESTED' || participant.leave === 'GRANTED' || participant.attendance !== undefined) {
    throw new Refusal('leave.wrong_state', {
      field: 'sessionId',
      state: participant.leave,
      attendance: participant.attendance,
    })
  }
  return [c.SessionLeaveRequested({ sessionId: session.id, memberId })]
}

/** 批假: granted, or refused with the reason that the member will read. */
export function answerLeave(
  { session, participant }: { session: Session; participant: Participant | undefined },
  { memberId, granted, reason }: CommandOf<typeof c.AnswerLeave>,
) {
  if (participant?.kind !== 'MEMBER') throw new Refusal('session.not_invited', { field: 'memberId' })
  requireSessionState(session, UPCOMING)
  if (participant.leave !== 'REQUESTED')
    throw new Refusal('leave.wrong_state', { field: 'memberId', state: participant.leave })
  if (!granted && reason === undefined) throw new Refusal('leave.reason_missing', { field: 'reason' })
  const data = { sessionId: session.id, memberId }
  return [granted ? c.SessionLeaveGranted(data) : c.SessionLeaveRefused(data)]
}
