import { consultations as c, STAFF } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { type Selectable, sql } from 'kysely'
import type { TurnTable } from '../store/session-tables.ts'
import type { Tables } from '../store/tables.ts'
import { countSoFar } from './session-counts.ts'
import { found } from './session-rows.ts'

/** Promises that the hall reads; more are on the page of the session. */
const SHOWN = 20

/** 会场进程: what the screen in the hall shows, with the service's own time. */
export const sessionFloor = answer(c.SessionFloor, {
  allow: [...STAFF, 'CHAIR'],
  read: async (db: Database<Tables>, { sessionId }, { now }) => {
    const session = found(
      await db.selectFrom('session').selectAll().where('id', '=', sessionId).executeTakeFirst(),
      'sessionId',
    )
    const [turns, members, spoken, commitments] = await Promise.all([
      db
        .selectFrom('session_turn')
        .selectAll()
        .where('session_id', '=', sessionId)
        .orderBy('lined_up_at')
        .orderBy('id')
        .execute(),
      db
        .selectFrom('session_participant')
        .select(['participant_id', 'capacity', 'leave_state', 'attendance'])
        .where('session_id', '=', sessionId)
        .where('kind', '=', 'MEMBER')
        .orderBy('capacity')
        .orderBy('invited_at')
        .orderBy('participant_id')
        .execute(),
      db
        .selectFrom('session_speech')
        .select([
          sql<number>`count(seconds)::int`.as('speeches'),
          sql<number>`coalesce(sum(seconds), 0)::int`.as('seconds'),
        ])
        .where('session_id', '=', sessionId)
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('commitment')
        .select(['id', 'unit_id', 'promise', 'due_on'])
        .where('session_id', '=', sessionId)
        .where('state', '<>', 'WITHDRAWN')
        .orderBy('made_at')
        .orderBy('id')
        .limit(SHOWN)
        .execute(),
    ])
    const speaking = turns.find(({ started_at }) => started_at !== null)
    return {
      sessionId,
      title: session.title,
      state: session.state,
      place: session.place,
      startsAt: session.starts_at.toISOString(),
      endsAt: session.ends_at.toISOString(),
      now: now.toISOString(),
      agenda: session.agenda,
      ...(session.agenda_item !== null && { agendaItem: session.agenda_item }),
      ...(speaking?.started_at && {
        speaking: { ...showTurn(speaking), startedAt: speaking.started_at.toISOString() },
      }),
      waiting: turns.filter(({ started_at }) => started_at === null).map(showTurn),
      spoken,
      counts: session.counts ?? (await countSoFar(db, sessionId)),
      members: members.map((row) => ({
        memberId: row.participant_id,
        capacity: row.capacity,
        ...(row.leave_state !== null && { leave: row.leave_state }),
        ...(row.attendance !== null && { attendance: row.attendance }),
      })),
      commitments: commitments.map((row) => ({
        commitmentId: row.id,
        unitId: row.unit_id,
        promise: row.promise,
        dueOn: row.due_on,
      })),
    }
  },
})

const showTurn = (row: Selectable<TurnTable>) => ({
  speechId: row.id,
  speakerId: row.speaker_id,
  title: row.title,
  mode: row.mode,
  ...(row.body_id !== null && { bodyId: row.body_id }),
  limitSeconds: row.limit_seconds,
})
