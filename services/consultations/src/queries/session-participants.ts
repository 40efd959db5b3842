import { consultations as c, type Role, STAFF } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { found } from './session-rows.ts'
import { OFFICE } from './session-visibility.ts'

/** 参会名单: for the office and the chairs; why somebody asked for leave is for those who answer it. */
export const sessionParticipants = answer(c.SessionParticipants, {
  allow: [...STAFF, 'CHAIR'],
  read: async (db: Database<Tables>, { sessionId, kind, leave, attendance, limit, cursor }, { actor }) => {
    found(await db.selectFrom('session').select('id').where('id', '=', sessionId).executeTakeFirst(), 'sessionId')
    let rows = db.selectFrom('session_participant').selectAll().where('session_id', '=', sessionId)
    if (kind !== undefined) rows = rows.where('kind', '=', kind)
    if (leave !== undefined) rows = rows.where('leave_state', '=', leave)
    if (attendance !== undefined) rows = rows.where('attendance', '=', attendance)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('invited_at'), type: 'timestamptz' },
        { by: sql.ref('participant_id'), type: 'uuid' },
      ],
    })
    const readsReasons = (OFFICE as readonly Role[]).includes(actor.role)
    return {
      ...page,
      items: page.items.map((row) => ({
        participantId: row.participant_id,
        kind: row.kind,
        capacity: row.capacity,
        invitedAt: row.invited_at.toISOString(),
        supplementary: row.supplementary,
        ...(row.leave_state !== null && { leave: row.leave_state }),
        ...(readsReasons && row.leave_reason !== null && { leaveReason: row.leave_reason }),
        ...(readsReasons && row.leave_answer !== null && { leaveAnswer: row.leave_answer }),
        ...(row.attendance !== null && { attendance: row.attendance }),
        ...(row.recorded_by !== null && { recordedBy: row.recorded_by }),
      })),
    }
  },
})

/** 签到码: for those who show it at the venue. */
export const sessionCheckInCode = answer(c.CheckInCode, {
  allow: OFFICE,
  read: async (db: Database<Tables>, { sessionId }) => {
    const row = await db
      .selectFrom('session')
      .select(['check_in_code', 'check_in_opened_at'])
      .where('id', '=', sessionId)
      .executeTakeFirst()
    const { check_in_code: code, check_in_opened_at: openedAt } = found(row, 'sessionId')
    return {
      sessionId,
      code: found(code ?? undefined, 'sessionId'),
      openedAt: found(openedAt ?? undefined, 'sessionId').toISOString(),
    }
  },
})
