import { proposals as c } from '@lianxie/contracts'
import { answerHistoryImport, answerHistoryImports, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { IMPORTERS } from '../history-importers.ts'
import type { Tables } from '../store/tables.ts'

/** 历史导入: its preview or progress, and its lines. */
export const historyImport = answerHistoryImport(c.HistoryImport, { importers: IMPORTERS, subjectsOf: proposalsOf })

/** 历史导入列表. */
export const historyImports = answerHistoryImports(c.HistoryImports, IMPORTERS)

/** Which proposals facts are about, of those that were imported; by the names of the facts. */
async function proposalsOf(db: Database<Tables>, names: readonly string[]) {
  const rows = await db
    .selectFrom('history_fact')
    .select(['name', 'proposal_id'])
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  return new Map(rows.map(({ name, proposal_id: proposalId }) => [name, { proposalId }]))
}
