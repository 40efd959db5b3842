import type { DecideContext, RecordedEvent, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { sessionPersonalColumns } from './session-tables.ts'
import type { Tables } from './tables.ts'

type Personal = typeof sessionPersonalColumns

/**
 * Writes words that no event carries into the row that the event made or changed, with an audit row that says who
 * wrote which columns, and never what they say.
 */
export async function keepWords<T extends keyof Personal>(
  tx: Tx<Tables>,
  table: T,
  key: Readonly<Record<string, string | number>>,
  words: Readonly<Partial<Record<Personal[T][number], string | null>>>,
  event: RecordedEvent<any>,
  { now, actor }: Pick<DecideContext, 'now' | 'actor'>,
): Promise<void> {
  const columns = Object.entries(words as Record<string, string | null>)
  const set = sql.join(columns.map(([column, value]) => sql`${sql.ref(column)} = ${value}`))
  const where = sql.join(
    Object.entries(key).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
    sql` and `,
  )
  const { numAffectedRows } = await sql`update ${sql.table(table)} set ${set} where ${where}`.execute(tx)
  if (numAffectedRows !== 1n) throw new Error(`expected one row of ${table} for ${event.type}, got ${numAffectedRows}`)
  await tx
    .insertInto('audit')
    .values({
      at: now,
      actor: actor.id,
      role: actor.role,
      action: `${event.type} words`,
      subject: event.aggregate,
      detail: JSON.stringify({ table, key, columns: columns.map(([column]) => column) }),
    })
    .execute()
}
