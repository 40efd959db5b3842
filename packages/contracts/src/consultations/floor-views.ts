import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, LocalDate } from '../primitives.ts'
import { FloorMode } from './floor.ts'
import { Attendance, AttendanceCounts, Capacity, LeaveState, SessionState } from './session.ts'

const turn = {
  speechId: Id,
  speakerId: Id,
  title: z.string(),
  mode: FloorMode,
  bodyId: Id.optional(),
  limitSeconds: z.int(),
}
const Turn = z.strictObject(turn).meta({ id: 'SpeakingTurn' })

export const SessionFloor = query(
  'consultations.session-floor',
  '/sessions/:sessionId/floor',
  {
    zh: '会场进程',
    en: 'What the hall sees: the agenda item, who speaks since when, who waits, who is here, what was promised',
  },
  { sessionId: Id },
  z
    .strictObject({
      sessionId: Id,
      title: z.string(),
      state: SessionState,
      place: z.string(),
      startsAt: Instant,
      endsAt: Instant,
      /** The time of the service, so that a clock that is wrong shows the right rest of a speech. */
      now: Instant,
      agenda: z.array(z.string()),
      /** Counted from 1; absent until an item is taken up. */
      agendaItem: z.int().optional(),
      speaking: Turn.extend({ startedAt: Instant }).meta({ id: 'RunningTurn' }).optional(),
      /** In the order in which they asked. */
      waiting: z.array(Turn),
      /** Speeches of this session whose time was taken, and their time. */
      spoken: z.strictObject({ speeches: z.int(), seconds: z.int() }),
      counts: AttendanceCounts,
      /** The members by their ids; reasons for leave are told nobody here. */
      members: z.array(
        z.strictObject({
          memberId: Id,
          capacity: Capacity,
          leave: LeaveState.optional(),
          attendance: Attendance.optional(),
        }),
      ),
      commitments: z.array(z.strictObject({ commitmentId: Id, unitId: Id, promise: z.string(), dueOn: LocalDate })),
    })
    .meta({ id: 'SessionFloor' }),
)
