import { consultations as c, STAFF } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { namesOf } from './plan-item-rows.ts'
import { visiblePlan } from './plan.ts'

/** 批转阅知情况, and with `read=unread` the list of whom to remind. */
export const planReaders = answer(c.PlanReaders, {
  allow: [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE'],
  read: async (db: Database<Tables>, { planId, read, limit, cursor }, { actor, now }) => {
    await visiblePlan(db, planId, actor)
    const all = db.selectFrom('plan_recipient').where('plan_id', '=', planId)
    const rows = read === 'all' ? all : all.where('read_at', read === 'read' ? 'is not' : 'is', null)
    const columns = ['kind', 'recipient_id', 'document_number', 'forwarded_on', 'read_by', 'read_at'] as const
    const [page, counts] = await Promise.all([
      readPage(rows.select([...columns, 'reminders', 'reminded_at']), {
        limit,
        cursor,
        order: [
          { by: sql.ref('recipient_id'), type: 'uuid' },
          { by: sql.ref('kind'), type: 'text' },
        ],
      }),
      all
        .select(({ fn }) => [fn.countAll<string>().as('recipients'), fn.count<string>('read_at').as('read')])
        .executeTakeFirstOrThrow(),
    ])
    const named = await namesOf(
      db,
      page.items.map(({ recipient_id }) => recipient_id),
    )
    const today = shanghaiDate(now)
    return {
      ...page,
      recipients: Number(counts.recipients),
      unread: Number(counts.recipients) - Number(counts.read),
      items: page.items.map((row) => {
        const { id, name } = named(row.recipient_id)
        return {
          recipient: { kind: row.kind, id },
          forwardedOn: row.forwarded_on,
          documentNumber: row.document_number,
          overdue: row.read_at === null && row.read_by !== null && row.read_by < today,
          reminders: row.reminders,
          ...(name !== undefined && { name }),
          ...(row.read_by !== null && { readBy: row.read_by }),
          ...(row.read_at !== null && { readAt: row.read_at.toISOString() }),
          ...(row.reminded_at !== null && { remindedAt: row.reminded_at.toISOString() }),
        }
      }),
    }
  },
})
