import { consultations as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { sessionColumns, showSession } from './session-rows.ts'
import { placesOf } from './session-visibility.ts'

/** 我的会议: the sessions that the member is invited to; what is ahead with the nearest first, what is over with the latest first. */
export const sessionInvitations = answer(c.MyInvitations, {
  allow: ['MEMBER'],
  read: async (db: Database<Tables>, { when, minutesWaiting, limit, cursor }, { actor, now }) => {
    let rows = db
      .selectFrom('session_participant')
      .innerJoin('session', 'session.id', 'session_participant.session_id')
      .select(sessionColumns)
      .select([
        'capacity',
        'leave_state',
        'leave_reason',
        'leave_answer',
        'attendance',
        'check_in_opened_at',
        sql<string>`(select count(*) from session_material m
          where m.session_id = session.id and m.state = 'RELEASED')`.as('materials'),
        minutesAnswerBy.as('minutes_answer_by'),
      ])
      .where('participant_id', '=', sql<string>`any(${placesOf(actor)}::uuid[])`)
      .where('session.announced', '=', true)
    const isOver = sql<boolean>`(session.ends_at <= ${now} or session.state in ('HELD', 'CANCELLED'))`
    if (when === 'past') rows = rows.where(isOver)
    if (when === 'upcoming') rows = rows.where(sql<boolean>`not ${isOver}`)
    if (minutesWaiting === 'true') rows = rows.where(sql<boolean>`${minutesAnswerBy} is not null`)
    const direction = when === 'upcoming' ? 'asc' : 'desc'
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('session.starts_at'), type: 'timestamptz', direction },
        { by: sql.ref('session.id'), type: 'uuid', direction },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        ...showSession(row),
        capacity: row.capacity,
        ...(row.leave_state !== null && { leave: row.leave_state }),
        ...(row.leave_reason !== null && { leaveReason: row.leave_reason }),
        ...(row.leave_answer !== null && { leaveAnswer: row.leave_answer }),
        ...(row.attendance !== null && { attendance: row.attendance }),
        materials: Number(row.materials),
        checkInOpen: row.check_in_opened_at !== null,
        ...(row.minutes_answer_by !== null && { minutesAnswerBy: row.minutes_answer_by }),
      })),
    }
  },
})

/** 纪要待回复: until when the circulated minutes wait for whoever came and has not answered. */
const minutesAnswerBy = sql<string | null>`(select v.answer_by from session_minutes v
  where session.minutes_state = 'CIRCULATED' and v.session_id = session.id and v.version = session.minutes_version
    and session_participant.attendance in ('PRESENT', 'LATE', 'LEFT_EARLY')
    and not exists (select from session_minutes_answer a where a.session_id = v.session_id
      and a.version = v.version and a.participant_id = session_participant.participant_id))`
