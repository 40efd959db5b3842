import {
  given,
  type HistoryImportSummary,
  type HistoryLineStatus,
  type QueryDefinition,
  Refusal,
  type Role,
} from '@lianxie/contracts'
import { sql } from 'kysely'
import { type Answer, answer } from '../answer.ts'
import { readPage } from '../page.ts'
import type { Database } from '../tables.ts'
import { history } from './tables.ts'

interface Parts {
  importers: readonly Role[]
  /** What was imported from facts of these names, as a line shows it: `{ proposalId }`. */
  subjectsOf(db: Database<any>, factNames: readonly string[]): Promise<ReadonlyMap<string, Record<string, string>>>
}

/** 历史导入: its preview or progress, and its lines. */
export const answerHistoryImport = <Q extends QueryDefinition<string, any, any>>(
  query: Q,
  { importers, subjectsOf }: Parts,
): Answer<Q, any> =>
  answer(query as QueryDefinition, {
    allow: importers,
    read: async (all: Database<any>, params) => {
      const { importId, only, limit, cursor } = params as unknown as LinesAsked
      const db = history(all)
      const summary = await readHistoryImport(db, importId)
      let lines = db
        .selectFrom('history_line as l')
        .leftJoin('history_import as i', 'i.id', 'l.import_id')
        .where('l.import_id', '=', importId)
      if (only === 'DONE') lines = lines.where(isDone)
      else if (only !== undefined) lines = lines.where('l.status', '=', only).where(sql<boolean>`not ${isDone}`)
      const page = await readPage(
        lines
          .select(['l.seq', 'l.line', 'l.name', 'l.ref', 'l.errors', 'l.fact_name'])
          .select(sql<HistoryLineStatus>`case when ${isDone} then 'DONE' else l.status end`.as('status')),
        { limit, cursor, order: [{ by: sql.ref('l.seq'), type: 'integer' }] },
      )
      const names = page.items.flatMap(({ fact_name }) => fact_name ?? [])
      const subjects = await subjectsOf(all, names)
      return {
        ...summary,
        ...page,
        items: page.items.map(({ line, status, name, ref, fact_name, errors }) => ({
          line,
          status,
          ...given('fact', name),
          ...given('ref', ref),
          ...subjects.get(fact_name ?? ''),
          errors,
        })),
      }
    },
  }) as unknown as Answer<Q, any>

interface LinesAsked {
  importId: string
  only?: HistoryLineStatus
  limit: number
  cursor?: string
}

/** 已导入: ready, and before the place that the import has reached. */
const isDone = sql<boolean>`(l.status = 'READY' and coalesce(l.place <= i.through, false))`

/** 历史导入列表. */
export const answerHistoryImports = <Q extends QueryDefinition<string, any, any>>(
  query: Q,
  importers: readonly Role[],
): Answer<Q, any> =>
  answer(query as QueryDefinition, {
    allow: importers,
    read: async (db: Database<any>, params) => {
      const { limit, cursor } = params as unknown as { limit: number; cursor?: string }
      const page = await readPage(summaries(db), {
        limit,
        cursor,
        order: [
          { by: sql.ref('f.uploaded_at'), type: 'timestamptz', direction: 'desc' },
          { by: sql.ref('f.import_id'), type: 'uuid', direction: 'desc' },
        ],
      })
      return { ...page, items: page.items.map(summaryOf) }
    },
  }) as unknown as Answer<Q, any>

/** One import as lists show it; refuses `common.not_found`. */
export async function readHistoryImport(db: Database<any>, importId: string): Promise<HistoryImportSummary> {
  const row = await summaries(db).where('f.import_id', '=', importId).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'importId' })
  return summaryOf(row)
}

const summaries = (db: Database<any>) =>
  history(db)
    .selectFrom('history_file as f')
    .leftJoin('history_import as i', 'i.id', 'f.import_id')
    .where('f.sha256', 'is not', null)
    .select(['f.import_id', 'f.region', 'f.format', 'f.sha256', 'f.lines', 'f.by_status', 'f.by_fact'])
    .select(['f.ignored_columns', 'f.creates', 'f.completes', 'f.uploaded_at', 'f.expires_at'])
    .select(['i.state', 'i.ready', 'i.imported', 'i.known', 'i.wrong', 'i.started_at', 'i.ended_at'])

type Row = Awaited<ReturnType<ReturnType<typeof summaries>['executeTakeFirstOrThrow']>>

function summaryOf(row: Row): HistoryImportSummary {
  const { imported, known, wrong } = row
  return {
    importId: row.import_id,
    state: row.state ?? 'PREVIEW',
    region: row.region,
    format: row.format,
    sha256: row.sha256!,
    lines: row.lines!,
    byStatus: countsOf(row.by_status),
    byFact: row.by_fact ?? {},
    creates: row.creates ?? 0,
    completes: row.completes ?? 0,
    ignoredColumns: row.ignored_columns,
    uploadedAt: row.uploaded_at.toISOString(),
    ...(row.state === null && { expiresAt: row.expires_at.toISOString() }),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...(imported !== null &&
      known !== null &&
      wrong !== null && {
        progress: { imported, known, wrong, left: Math.max(0, (row.ready ?? 0) - imported - known - wrong) },
      }),
  }
}

/** Every status, also those that no line has. */
const countsOf = (counts: Record<string, number> | null): HistoryImportSummary['byStatus'] => ({
  READY: counts?.['READY'] ?? 0,
  KNOWN: counts?.['KNOWN'] ?? 0,
  WRONG: counts?.['WRONG'] ?? 0,
  OTHER: counts?.['OTHER'] ?? 0,
  DONE: counts?.['DONE'] ?? 0,
})
