import { given, proposals as c, Refusal } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { IMPORTERS } from '../history-importers.ts'
import type { Tables } from '../store/tables.ts'

/** 历史导入: its preview or progress, and its lines. */
export const historyImport = answer(c.HistoryImport, {
  allow: IMPORTERS,
  read: async (db: Database<Tables>, { importId, only, limit, cursor }) => {
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
        .select(sql<c.HistoryLineStatus>`case when ${isDone} then 'DONE' else l.status end`.as('status')),
      { limit, cursor, order: [{ by: sql.ref('l.seq'), type: 'integer' }] },
    )
    const proposals = await proposalsOf(db, page.items)
    return {
      ...summary,
      ...page,
      items: page.items.map(({ line, status, name, ref, fact_name, errors }) => ({
        line,
        status,
        ...given('fact', name),
        ...given('ref', ref),
        ...given('proposalId', proposals.get(fact_name ?? '')),
        errors,
      })),
    }
  },
})

/** Which proposals the facts of some lines are about, of those that were imported; by the names of the facts. */
async function proposalsOf(db: Database<Tables>, lines: readonly { fact_name: string | null }[]) {
  const names = lines.flatMap(({ fact_name }) => fact_name ?? [])
  const rows = await db
    .selectFrom('history_fact')
    .select(['name', 'proposal_id'])
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  return new Map(rows.map(({ name, proposal_id }) => [name, proposal_id]))
}

/** 已导入: ready, and before the place that the import has reached. */
const isDone = sql<boolean>`(l.status = 'READY' and coalesce(l.place <= i.through, false))`

/** 历史导入列表. */
export const historyImports = answer(c.HistoryImports, {
  allow: IMPORTERS,
  read: async (db: Database<Tables>, { limit, cursor }) => {
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
})

/** One import as lists show it; refuses `common.not_found`. */
export async function readHistoryImport(db: Database<Tables>, importId: string): Promise<c.HistoryImportSummary> {
  const row = await summaries(db).where('f.import_id', '=', importId).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'importId' })
  return summaryOf(row)
}

const summaries = (db: Database<Tables>) =>
  db
    .selectFrom('history_file as f')
    .leftJoin('history_import as i', 'i.id', 'f.import_id')
    .where('f.sha256', 'is not', null)
    .select(['f.import_id', 'f.region', 'f.format', 'f.sha256', 'f.lines', 'f.by_status', 'f.by_fact'])
    .select(['f.ignored_columns', 'f.creates', 'f.completes', 'f.uploaded_at', 'f.expires_at'])
    .select(['i.state', 'i.ready', 'i.imported', 'i.known', 'i.wrong', 'i.started_at', 'i.ended_at'])

type Row = Awaited<ReturnType<ReturnType<typeof summaries>['executeTakeFirstOrThrow']>>

function summaryOf(row: Row): c.HistoryImportSummary {
  const { imported, known, wrong } = row
  return {
    importId: row.import_id,
    state: row.state ?? 'PREVIEW',
    region: row.region as c.HistoryImportSummary['region'],
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
const countsOf = (counts: Record<string, number> | null): c.HistoryImportSummary['byStatus'] => ({
  READY: counts?.['READY'] ?? 0,
  KNOWN: counts?.['KNOWN'] ?? 0,
  WRONG: counts?.['WRONG'] ?? 0,
  OTHER: counts?.['OTHER'] ?? 0,
  DONE: counts?.['DONE'] ?? 0,
})
