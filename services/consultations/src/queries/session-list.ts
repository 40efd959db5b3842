import { consultations as c, listOf } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { dayStart, sessionColumns, showSession } from './session-rows.ts'
import { SESSION_READERS, visibleSessions } from './session-visibility.ts'

/** 协商会议列表. */
export const sessionList = answer(c.Sessions, {
  allow: SESSION_READERS,
  read: async (db: Database<Tables>, params, { actor }) => {
    const { from, to, itemId, text, limit, cursor, order: direction } = params
    const [forms, states, minutes] = [listOf(params.form), listOf(params.state), listOf(params.minutes)]
    let rows = db.selectFrom('session').select(sessionColumns).where(visibleSessions(actor))
    if (from !== undefined) rows = rows.where('starts_at', '>=', dayStart(from))
    if (to !== undefined) rows = rows.where('starts_at', '<', dayStart(to, 1))
    if (forms.length > 0) rows = rows.where('form', 'in', forms)
    if (states.length > 0) rows = rows.where('state', 'in', states)
    if (minutes.length > 0) rows = rows.where('minutes_state', 'in', minutes)
    if (itemId !== undefined) rows = rows.where('item_id', '=', itemId)
    const page = await readPage(rows, {
      limit,
      cursor,
      words: { column: sql.ref('session.search'), text },
      order: [
        { by: sql.ref('session.starts_at'), type: 'timestamptz', direction },
        { by: sql.ref('session.id'), type: 'uuid', direction },
      ],
    })
    return { ...page, items: page.items.map(showSession) }
  },
})
