import { z } from 'zod'
import { several } from '../common/several.ts'
import { Light } from '../common/light.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal, text } from '../primitives.ts'
import { ItemState, PlanForm } from './plan-item.ts'
import { HistoryEntry } from './plan-views.ts'
import {
  Attendance,
  AttendanceCounts,
  Capacity,
  Deadline,
  FileRef,
  LeaveState,
  MaterialAudience,
  MaterialState,
  MinutesState,
  SessionDuty,
  SessionMode,
  SessionState,
  SpeaksFor,
  SpeechMode,
} from './session.ts'

const row = {
  sessionId: Id,
  itemId: Id,
  form: PlanForm,
  title: z.string(),
  state: SessionState,
  mode: SessionMode,
  startsAt: Instant,
  endsAt: Instant,
  place: z.string(),
  chairMemberId: Id,
  minutes: MinutesState,
}
export const SessionRow = z.strictObject(row).meta({ id: 'SessionRow' })
export type SessionRow = z.infer<typeof SessionRow>

export const Sessions = query(
  'consultations.sessions',
  '/sessions',
  { zh: '协商会议列表', en: 'Sessions by date, filtered; units see those that they take part in' },
  {
    ...pageParams,
    /** Days in Asia/Shanghai, both included. */
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    form: several(PlanForm),
    state: several(SessionState),
    minutes: several(MinutesState),
    itemId: Id.optional(),
    /** Words in the title and the agenda, also inside Chinese words; simplified and traditional are one. */
    text: line(100).optional(),
    order: z.enum(['asc', 'desc']).default('desc'),
  },
  page(SessionRow),
)

const MaterialView = z
  .strictObject({
    materialId: Id,
    title: z.string(),
    file: FileRef,
    audience: MaterialAudience,
    state: MaterialState,
    unitId: Id.optional(),
    late: z.boolean(),
    addedAt: Instant,
  })
  .meta({ id: 'SessionMaterial' })

const QuestionView = z
  .strictObject({
    questionId: Id,
    unitId: Id,
    memberId: Id.optional(),
    question: z.string(),
    raisedAt: Instant,
    answer: z.string().optional(),
    answeredAt: Instant.optional(),
    commitmentId: Id.optional(),
  })
  .meta({ id: 'SessionQuestion' })

const SpeechView = z
  .strictObject({
    speechId: Id,
    speakerId: Id,
    mode: SpeechMode,
    speaksFor: SpeaksFor,
    bodyId: Id.optional(),
    title: z.string(),
    text: personal(z.string()).optional(),
    file: FileRef.optional(),
    /** How long it took, where its time was taken. */
    seconds: z.int().optional(),
  })
  .meta({ id: 'SessionSpeech' })

const DeadlineView = Deadline.extend({
  about: SessionDuty,
  /** When it was done; absent while it is open. */
  doneAt: Instant.optional(),
  light: Light.optional(),
}).meta({ id: 'SessionDeadline' })

export const SessionView = z
  .strictObject({
    ...row,
    /** For `If-Match`. */
    version: z.int(),
    topic: z.string(),
    itemState: ItemState,
    agenda: z.array(z.string()),
    lateReason: z.string().optional(),
    endReason: z.string().optional(),
    notifiedAt: Instant.optional(),
    checkInOpen: z.boolean(),
    startedAt: Instant.optional(),
    endedAt: Instant.optional(),
    /** As recorded so far; final once the session was held. */
    counts: AttendanceCounts,
    deadlines: z.array(DeadlineView),
    /** What the actor may read. */
    materials: z.array(MaterialView),
    questions: z.array(QuestionView),
    speeches: z.array(SpeechView),
    /** Units that are invited, for those who read what is said: whom a question can be put to. */
    unitIds: z.array(Id).optional(),
    /** The actor's own place in it, for members and units. */
    own: z
      .strictObject({
        participantId: Id,
        capacity: Capacity,
        leave: LeaveState.optional(),
        attendance: Attendance.optional(),
      })
      .optional(),
  })
  .meta({ id: 'Session' })
export type SessionView = z.infer<typeof SessionView>

export const SessionById = query(
  'consultations.session',
  '/sessions/:sessionId',
  { zh: '协商会议', en: 'One session with its deadlines, materials, questions, speeches and counts' },
  { sessionId: Id },
  SessionView,
)

export const SessionHistory = query(
  'consultations.session-history',
  '/sessions/:sessionId/history',
  { zh: '会议办理过程', en: 'What happened to the session, oldest first' },
  { sessionId: Id },
  z.strictObject({ items: z.array(HistoryEntry) }),
)

export const SessionParticipants = query(
  'consultations.session-participants',
  '/sessions/:sessionId/participants',
  { zh: '参会名单', en: 'Who is invited, who asked for leave and who came' },
  {
    sessionId: Id,
    kind: z.enum(['MEMBER', 'UNIT']).optional(),
    leave: LeaveState.optional(),
    attendance: Attendance.optional(),
    ...pageParams,
  },
  page(
    z.strictObject({
      participantId: Id,
      kind: z.enum(['MEMBER', 'UNIT']),
      capacity: Capacity,
      invitedAt: Instant,
      supplementary: z.boolean(),
      leave: LeaveState.optional(),
      leaveReason: personal(z.string()).optional(),
      leaveAnswer: personal(z.string()).optional(),
      attendance: Attendance.optional(),
      recordedBy: z.enum(['STAFF', 'CODE', 'CLOSING']).optional(),
    }),
  ),
)

export const CheckInCode = query(
  'consultations.check-in-code',
  '/sessions/:sessionId/check-in-code',
  { zh: '签到码', en: 'The code that is shown at the venue while the check-in is open' },
  { sessionId: Id },
  z.strictObject({ sessionId: Id, code: z.string(), openedAt: Instant }),
)

export const SessionMinutes = query(
  'consultations.session-minutes',
  '/sessions/:sessionId/minutes',
  {
    zh: '会议纪要及更正',
    en: 'Every version of the minutes, newest first; participants see those that were circulated',
  },
  { sessionId: Id },
  z.strictObject({
    /** Of the session, for `If-Match`. */
    version: z.int(),
    state: MinutesState,
    deadline: Deadline.optional(),
    versions: z.array(
      z.strictObject({
        version: z.int(),
        text: personal(text(50_000)),
        /** SHA-256 of the text as UTF-8: what was approved can be proved. */
        textSha256: z.string(),
        file: FileRef.optional(),
        draftedAt: Instant,
        /** 更正: which version it corrects, and why. */
        corrects: z.int().optional(),
        reason: z.string().optional(),
        circulatedAt: Instant.optional(),
        answerBy: LocalDate.optional(),
        approvedAt: Instant.optional(),
        answers: z.array(
          z.strictObject({
            participantId: Id,
            answer: z.enum(['AGREED', 'OBJECTED']),
            remark: personal(z.string()).optional(),
            at: Instant,
          }),
        ),
      }),
    ),
  }),
)

export const MyInvitations = query(
  'consultations.my-invitations',
  '/my-invitations',
  { zh: '我的会议', en: 'The sessions that the member is invited to' },
  {
    ...pageParams,
    when: z.enum(['upcoming', 'past', 'all']).default('upcoming'),
    /** Only sessions whose minutes were circulated to the member and wait for an answer. */
    minutesWaiting: z.literal('true').optional(),
  },
  page(
    SessionRow.extend({
      capacity: Capacity,
      leave: LeaveState.optional(),
      leaveReason: personal(z.string()).optional(),
      leaveAnswer: personal(z.string()).optional(),
      attendance: Attendance.optional(),
      materials: z.int(),
      checkInOpen: z.boolean(),
      /** 纪要待回复: the circulated minutes wait for the member, until this day. */
      minutesAnswerBy: LocalDate.optional(),
    }).meta({ id: 'Invitation' }),
  ),
)
