import { supervision as c } from '@lianxie/contracts'
import { type Answer, answerHistoryImport, answerHistoryImports, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { IMPORTERS } from '../history-importers.ts'
import type { Tables } from '../store/tables.ts'
import { statisticsRows } from './statistics-rows.ts'
import { statistics } from './statistics.ts'

/** 历史导入与统计. */
export const historyAnswers: Answer<any, any>[] = [
  answerHistoryImports(c.HistoryImports, IMPORTERS),
  answerHistoryImport(c.HistoryImport, { importers: IMPORTERS, subjectsOf: projectsOf }),
  statistics,
  statisticsRows,
]

/** Which supervisions facts are about, of those that were imported; by the names of the facts. */
async function projectsOf(db: Database<Tables>, names: readonly string[]) {
  const rows = await db
    .selectFrom('history_fact')
    .select(['name', 'project_id'])
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  return new Map(rows.map(({ name, project_id: projectId }) => [name, { projectId }]))
}
