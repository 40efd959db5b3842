import { z } from 'zod'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, personal, text } from '../primitives.ts'
import {
  Attendance,
  FileRef,
  Invitee,
  MaterialAudience,
  SessionDuty,
  SessionMode,
  SpeaksFor,
  SpeechMode,
  whenAndWhere,
} from './session.ts'

const sessionId = Id
const reason = text(500)

export const ScheduleSession = command(
  'consultations.schedule-session',
  { zh: '排定协商会议', en: 'Schedules a session of an adopted plan item' },
  {
    itemId: Id,
    title: line(200),
    ...whenAndWhere,
    mode: SessionMode.default('ON_SITE'),
    /** 主持人. */
    chairMemberId: Id,
    agenda: z.array(line(200)).max(30).default([]),
    /** Asked for when the last day for the notice has passed. */
    lateReason: reason.optional(),
  },
)
export const RescheduleSession = command(
  'consultations.reschedule-session',
  { zh: '改期', en: 'Gives a session another time or place; its notice must be sent anew' },
  { sessionId, ...whenAndWhere, reason, lateReason: reason.optional() },
)
export const PostponeSession = command(
  'consultations.postpone-session',
  { zh: '延期召开', en: 'Puts a session off without a new time' },
  { sessionId, reason },
)
export const CancelSession = command(
  'consultations.cancel-session',
  { zh: '取消会议', en: 'Cancels a session' },
  { sessionId, reason },
)

export const InviteParticipants = command(
  'consultations.invite-participants',
  { zh: '邀请参会', en: 'Invites members and units; they see it once the notice is sent' },
  { sessionId, members: z.array(Invitee).max(500).default([]), unitIds: z.array(Id).max(100).default([]) },
)
export const WithdrawInvitation = command(
  'consultations.withdraw-invitation',
  { zh: '撤回邀请', en: 'Takes invitations back before the session' },
  { sessionId, participantIds: z.array(Id).min(1).max(500), reason },
)
export const SendNotice = command(
  'consultations.send-notice',
  { zh: '发出会议通知', en: 'Sends the notice to everybody invited; late only with a reason' },
  { sessionId, lateReason: reason.optional() },
)

export const RequestLeave = command(
  'consultations.request-leave',
  { zh: '请假', en: 'A member asks for leave of a session' },
  { sessionId, reason: personal(text(500)) },
)
export const AnswerLeave = command(
  'consultations.answer-leave',
  { zh: '批复请假', en: 'Grants a leave, or refuses it with a reason' },
  { sessionId, memberId: Id, granted: z.boolean(), reason: personal(text(500)).optional() },
)
export const OpenCheckIn = command(
  'consultations.open-check-in',
  { zh: '开放签到', en: 'Opens the check-in with a new code; the old code ends' },
  { sessionId },
)
export const CheckIn = command(
  'consultations.check-in',
  { zh: '签到', en: 'A participating member checks in with the code shown at the venue' },
  { sessionId, code: line(64) },
)
export const RecordAttendance = command(
  'consultations.record-attendance',
  { zh: '登记到会情况', en: 'Records who came, late, left early or stayed away' },
  {
    sessionId,
    entries: z
      .array(z.strictObject({ participantId: Id, attendance: Attendance }))
      .min(1)
      .max(500),
  },
)

export const AddMaterial = command(
  'consultations.add-material',
  { zh: '提交会议材料', en: 'Adds a material; participants read it once it is released' },
  { sessionId, title: line(200), file: FileRef, audience: MaterialAudience.default('PARTICIPANTS') },
)
export const ReleaseMaterial = command(
  'consultations.release-material',
  { zh: '审定会议材料', en: 'A chair releases a material to its readers' },
  { sessionId, materialId: Id },
)
export const WithdrawMaterial = command(
  'consultations.withdraw-material',
  { zh: '撤回会议材料', en: 'Takes a material back' },
  { sessionId, materialId: Id, reason },
)

export const RaiseQuestion = command(
  'consultations.raise-question',
  { zh: '提出问题', en: 'Puts a question to a unit, collected before the session or asked in it' },
  { sessionId, unitId: Id, question: text(1000) },
)
export const AnswerQuestion = command(
  'consultations.answer-question',
  { zh: '现场答复', en: 'Records what a unit answered on the spot' },
  { sessionId, questionId: Id, answer: text(4000) },
)
export const RecordSpeech = command(
  'consultations.record-speech',
  { zh: '登记发言', en: 'Records a speech; a member hands in the own written one' },
  {
    sessionId,
    speakerId: Id,
    mode: SpeechMode,
    speaksFor: SpeaksFor.default('SELF'),
    bodyId: Id.optional(),
    title: line(200),
    text: personal(text(20_000)).optional(),
    file: FileRef.optional(),
  },
)
export const AdjournSession = command(
  'consultations.adjourn-session',
  { zh: '休会', en: 'Breaks a begun session off, to be continued at a time set later' },
  { sessionId, reason },
)
export const HoldSession = command(
  'consultations.hold-session',
  { zh: '确认会议召开', en: 'Records that the session was held, and closes its attendance' },
  { sessionId, startedAt: Instant, endedAt: Instant },
)

export const DraftMinutes = command(
  'consultations.draft-minutes',
  { zh: '起草会议纪要', en: 'Writes the next version of the minutes' },
  { sessionId, text: personal(text(50_000)), file: FileRef.optional() },
)
export const CirculateMinutes = command(
  'consultations.circulate-minutes',
  {
    zh: '印送会议纪要征求意见，或调整回复期限',
    en: 'Circulates the minutes to the participants, or gives those under circulation another day for answers',
  },
  { sessionId, answerBy: LocalDate },
)
export const AnswerMinutes = command(
  'consultations.answer-minutes',
  { zh: '回复会议纪要', en: 'A participant agrees with the circulated minutes, or objects with a remark' },
  {
    sessionId,
    /** The version that was read; refused when it is no longer the one under circulation. */
    version: z.int().positive().optional(),
    answer: z.enum(['AGREED', 'OBJECTED']),
    remark: personal(text(2000)).optional(),
  },
)
export const ApproveMinutes = command(
  'consultations.approve-minutes',
  {
    zh: '审定会议纪要',
    en: 'A chair approves circulated minutes that nobody objects to, once all have answered or the day for it is over',
  },
  /** The version that was read; refused when it is no longer the one under circulation. */
  { sessionId, version: z.int().positive().optional() },
)
export const CorrectMinutes = command(
  'consultations.correct-minutes',
  { zh: '更正会议纪要', en: 'Writes a correction of approved minutes; the approved version stays' },
  { sessionId, text: personal(text(50_000)), file: FileRef.optional(), reason },
)

export const RemindOfSession = command(
  'consultations.remind-of-session',
  { zh: '会议催办', en: 'Reminds of a deadline of a session that is still open' },
  {
    sessionId,
    about: SessionDuty,
    /** Reminds only while the deadline is still this one: what a job planned before a change of date does nothing. */
    ifDue: Instant.optional(),
  },
)
