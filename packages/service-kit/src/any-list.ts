import { type RawBuilder, sql } from 'kysely'

/**
 * A list in a statement that is prepared, as a value that the planner does not look at: it would take the plan for one
 * entry for better than the plan for any, and make it anew each time.
 */
export const anyList = (type: 'text' | 'int', values: readonly unknown[]): RawBuilder<unknown> =>
  sql`(select ${[...values]}::${sql.raw(type)}[])::${sql.raw(type)}[]`
