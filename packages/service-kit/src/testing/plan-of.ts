import { type KyselyPlugin, sql } from 'kysely'
import type { Database, Tx } from '../tables.ts'

/**
 * How PostgreSQL would answer what is asked in plain SQL: the lines of its plan; other questions are asked as they are. Tables are read whole, or along an index without a
 * condition, only where nothing else is left, as they would not be at full size.
 */
export async function planOf(db: Database<any>, ask: (db: Tx<any>) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  const asked = new WeakSet<object>()
  const explaining: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (node.kind !== 'RawNode') return node
      asked.add(queryId)
      const [first, ...rest] = node.sqlFragments
      return { ...node, sqlFragments: [`explain ${first}`, ...rest] }
    },
    transformResult: async ({ result, queryId }) => {
      if (!asked.has(queryId)) return result
      lines.push(...result.rows.map((row) => String(row['QUERY PLAN'])))
      return { ...result, rows: [] }
    },
  }
  await db.transaction().execute(async (tx) => {
    for (const way of ['seqscan', 'indexscan', 'indexonlyscan'])
      await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(tx)
    await ask(tx.withPlugin(explaining) as Tx<any>)
  })
  return lines.join('\n')
}

/** The indexes by which mentions of a file are looked up. */
export async function fileIndexes(db: Database<any>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select indexname as name from pg_indexes
    where schemaname = current_schema() and indexname ~ '^(files?|sealed_page)_of_' order by 1`.execute(db)
  return rows.map(({ name }) => name)
}
