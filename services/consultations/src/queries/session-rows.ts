import { type consultations as c, Refusal } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { type Selectable, sql } from 'kysely'
import type { SessionTable } from '../store/session-tables.ts'
import type { Tables } from '../store/tables.ts'

/** The columns of a session in lists. */
export const sessionColumns = [
  'session.id',
  'session.item_id',
  'session.form',
  'session.title',
  'session.state',
  'session.mode',
  'session.starts_at',
  'session.ends_at',
  'session.place',
  'session.chair_member_id',
  'session.minutes_state',
] as const

type Column<T> = T extends `session.${infer Name}` ? Name : never
export type SessionListRow = Pick<Selectable<SessionTable>, Column<(typeof sessionColumns)[number]>>

export const showSession = (row: SessionListRow): c.SessionRow => ({
  sessionId: row.id,
  itemId: row.item_id,
  form: row.form,
  title: row.title,
  state: row.state,
  mode: row.mode,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  place: row.place,
  chairMemberId: row.chair_member_id,
  minutes: row.minutes_state,
})

/** The version of an aggregate, for `If-Match`. */
export async function versionOf(db: Database<Tables>, aggregate: string): Promise<number> {
  const row = await db.selectFrom('aggregate').select('version').where('key', '=', aggregate).executeTakeFirst()
  return row?.version ?? 0
}

/** The row that was found, or the refusal that also answers for what the actor may not see. */
export function found<Row>(row: Row | undefined, field: string): Row {
  if (row === undefined) throw new Refusal('common.not_found', { field })
  return row
}

/** The instant at which a day begins in Asia/Shanghai, `days` later. */
export const dayStart = (day: string, days = 0) =>
  sql<Date>`((${day}::date + ${days}::int)::timestamp at time zone 'Asia/Shanghai')`

export const instant = (at: Date | null): string | undefined => at?.toISOString()
