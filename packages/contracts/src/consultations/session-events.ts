import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, line, LocalDate, Sha256, text } from '../primitives.ts'
import { ItemState, PlanForm } from './plan-item.ts'
import {
  Attendance,
  AttendanceCounts,
  Deadline,
  FileRef,
  Invitee,
  MaterialAudience,
  SessionDuty,
  SessionMode,
  SpeaksFor,
  SpeechMode,
  whenAndWhere,
} from './session.ts'

const about = { aggregate: 'session', key: 'sessionId' } as const
const session = { sessionId: Id, itemId: Id }
const reason = text(500)

/** The deadlines that follow from the day of a session, counted back by the local rules. */
const deadlines = { noticeDeadline: Deadline, materialDeadline: Deadline }

export const ItemMoved = event(
  'consultations.item-moved',
  1,
  { zh: '计划事项状态变更', en: 'A plan item came into another state', aggregate: 'item', key: 'itemId' },
  {
    itemId: Id,
    from: ItemState,
    to: ItemState,
    /** What brought it about: at most one of them. */
    sessionId: Id.optional(),
    researchId: Id.optional(),
    outcomeId: Id.optional(),
  },
)

export const SessionScheduled = event(
  'consultations.session-scheduled',
  1,
  { zh: '协商会议已排定', en: 'A session was scheduled', ...about },
  {
    ...session,
    form: PlanForm,
    title: line(200),
    ...whenAndWhere,
    mode: SessionMode,
    chairMemberId: Id,
    agenda: z.array(line(200)).max(30),
    ...deadlines,
    lateReason: reason.optional(),
  },
)
export const SessionRescheduled = event(
  'consultations.session-rescheduled',
  1,
  { zh: '协商会议已改期', en: 'A session got another time or place', ...about },
  { ...session, ...whenAndWhere, ...deadlines, reason, lateReason: reason.optional() },
)
export const SessionPostponed = event(
  'consultations.session-postponed',
  1,
  { zh: '协商会议延期', en: 'A session was put off', ...about },
  { ...session, reason },
)
export const SessionCancelled = event(
  'consultations.session-cancelled',
  1,
  { zh: '协商会议取消', en: 'A session was cancelled', ...about },
  { ...session, reason },
)
export const SessionInvited = event(
  'consultations.session-invited',
  1,
  { zh: '已邀请参会', en: 'Members and units were invited', ...about },
  {
    sessionId: Id,
    members: z.array(Invitee).max(500),
    unitIds: z.array(Id).max(100),
    /** True after the notice was sent: these learn of it at once. */
    supplementary: z.boolean(),
  },
)
export const SessionUninvited = event(
  'consultations.session-uninvited',
  1,
  { zh: '邀请已撤回', en: 'Invitations were taken back', ...about },
  { sessionId: Id, participantIds: z.array(Id).max(500), reason },
)
export const SessionNotified = event(
  'consultations.session-notified',
  1,
  { zh: '会议通知已发出', en: 'The notice of a session was sent', ...about },
  { sessionId: Id, late: z.boolean(), lateReason: reason.optional() },
)
export const SessionLeaveRequested = event(
  'consultations.session-leave-requested',
  1,
  { zh: '委员请假', en: 'A member asked for leave', ...about },
  { sessionId: Id, memberId: Id },
)
export const SessionLeaveGranted = event(
  'consultations.session-leave-granted',
  1,
  { zh: '准假', en: 'A leave was granted', ...about },
  { sessionId: Id, memberId: Id },
)
export const SessionLeaveRefused = event(
  'consultations.session-leave-refused',
  1,
  { zh: '不予准假', en: 'A leave was refused', ...about },
  { sessionId: Id, memberId: Id },
)
export const SessionCheckInOpened = event(
  'consultations.session-check-in-opened',
  1,
  { zh: '签到已开放', en: 'The check-in was opened with a new code', ...about },
  { sessionId: Id },
)
export const SessionAttendanceRecorded = event(
  'consultations.session-attendance-recorded',
  1,
  { zh: '到会情况已登记', en: 'Attendance was recorded, by the office or by a member’s check-in', ...about },
  {
    sessionId: Id,
    by: z.enum(['STAFF', 'CODE']),
    entries: z
      .array(z.strictObject({ participantId: Id, attendance: Attendance }))
      .min(1)
      .max(500),
  },
)
export const SessionMaterialAdded = event(
  'consultations.session-material-added',
  1,
  { zh: '会议材料已提交', en: 'A material was added', ...about },
  {
    sessionId: Id,
    materialId: Id,
    title: line(200),
    file: FileRef,
    audience: MaterialAudience,
    /** The unit that wrote it, when a unit did. */
    unitId: Id.optional(),
    late: z.boolean(),
  },
)
export const SessionMaterialReleased = event(
  'consultations.session-material-released',
  1,
  { zh: '会议材料已审定', en: 'A material was released to its readers', ...about },
  { sessionId: Id, materialId: Id },
)
export const SessionMaterialWithdrawn = event(
  'consultations.session-material-withdrawn',
  1,
  { zh: '会议材料已撤回', en: 'A material was taken back', ...about },
  { sessionId: Id, materialId: Id, reason },
)
export const SessionQuestionRaised = event(
  'consultations.session-question-raised',
  1,
  { zh: '已提出问题', en: 'A question was put to a unit', ...about },
  { sessionId: Id, questionId: Id, unitId: Id, memberId: Id.optional(), question: text(1000) },
)
export const SessionQuestionAnswered = event(
  'consultations.session-question-answered',
  1,
  { zh: '问题已现场答复', en: 'A unit answered a question', ...about },
  { sessionId: Id, questionId: Id, unitId: Id, answer: text(4000) },
)
export const SessionSpeechRecorded = event(
  'consultations.session-speech-recorded',
  1,
  { zh: '发言已登记', en: 'A speech was recorded; its text stays with the committee', ...about },
  {
    sessionId: Id,
    speechId: Id,
    speakerId: Id,
    mode: SpeechMode,
    speaksFor: SpeaksFor,
    bodyId: Id.optional(),
    title: line(200),
    file: FileRef.optional(),
    textSha256: Sha256.optional(),
    /** How long it took, where the clock was running. */
    seconds: z.int().nonnegative().optional(),
  },
)
export const SessionAdjourned = event(
  'consultations.session-adjourned',
  1,
  { zh: '休会', en: 'A session was broken off, to be continued', ...about },
  { ...session, reason },
)
export const SessionHeld = event(
  'consultations.session-held',
  1,
  { zh: '协商会议已召开', en: 'A session was held', ...about },
  {
    ...session,
    form: PlanForm,
    title: line(200),
    startedAt: Instant,
    endedAt: Instant,
    counts: AttendanceCounts,
    minutesDeadline: Deadline,
  },
)
export const SessionMinutesDrafted = event(
  'consultations.session-minutes-drafted',
  1,
  { zh: '会议纪要已起草', en: 'A version of the minutes was written; its text stays with the committee', ...about },
  { sessionId: Id, version: z.int().positive(), textSha256: Sha256, file: FileRef.optional() },
)
export const SessionMinutesCirculated = event(
  'consultations.session-minutes-circulated',
  1,
  { zh: '会议纪要征求意见', en: 'A version of the minutes was circulated', ...about },
  { sessionId: Id, version: z.int().positive(), answerBy: LocalDate },
)
export const SessionMinutesAnswered = event(
  'consultations.session-minutes-answered',
  1,
  { zh: '会议纪要已回复', en: 'A participant agreed with a version of the minutes, or objected', ...about },
  { sessionId: Id, version: z.int().positive(), participantId: Id, answer: z.enum(['AGREED', 'OBJECTED']) },
)
export const SessionMinutesApproved = event(
  'consultations.session-minutes-approved',
  1,
  { zh: '会议纪要已审定', en: 'A version of the minutes was approved', ...about },
  { sessionId: Id, version: z.int().positive(), textSha256: Sha256, late: z.boolean() },
)
export const SessionMinutesCorrected = event(
  'consultations.session-minutes-corrected',
  1,
  { zh: '会议纪要更正', en: 'A correction of approved minutes was written, as their next version', ...about },
  {
    sessionId: Id,
    version: z.int().positive(),
    corrects: z.int().positive(),
    textSha256: Sha256,
    file: FileRef.optional(),
    reason,
  },
)
export const SessionReminded = event(
  'consultations.session-reminded',
  1,
  { zh: '会议催办', en: 'A deadline of a session is near or has passed', ...about },
  { sessionId: Id, about: SessionDuty, due: Instant, daysLeft: z.int() },
)
