import { joint } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { JointTables } from '../store/tables.ts'

/** 交换异常 */
export const alarms = answer(joint.Alarms, {
  allow: ['OPS', 'STAFF_OFFICE', 'AUDITOR'],
  read: async (db: Database<JointTables>, { compactId, open, ...paging }) => {
    let rows = db.selectFrom('alarm').selectAll()
    if (compactId !== undefined) rows = rows.where('compact_id', '=', compactId)
    if (open !== undefined) rows = rows.where('closed_at', open ? 'is' : 'is not', null)
    const page = await readPage(rows, {
      ...paging,
      order: [
        { by: sql.ref('raised_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('alarm_id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        alarmId: row.alarm_id,
        compactId: row.compact_id,
        what: row.what,
        code: row.code,
        blamed: row.blamed,
        as: row.blamed_as,
        entryId: row.entry_id,
        raisedAt: row.raised_at.toISOString(),
        closedAt: row.closed_at?.toISOString() ?? null,
        finding: row.finding,
      })),
    }
  },
})
