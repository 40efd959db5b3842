import type { Doc, ImportRowError, ImportSummary, ParamsOf, QueryDefinition, Role } from '@lianxie/contracts'
import { Id, type importPreview, ImportSummary as ImportSummarySchema, Refusal } from '@lianxie/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import { type Answer, answer } from './answer.ts'
import { readPage } from './page.ts'
import { Problem, wordsOfIssue } from './problem.ts'
import { actorIn } from './routes.ts'
import type { Runtime } from './runtime.ts'
import type { Database, Json, Tx } from './tables.ts'
import { type Column, readTable, TABLE_LIMITS, type TableFormat, type TableLimits } from './tabular.ts'

/** One row that can be imported, with its number in the file. */
export interface ImportedRow<T = unknown> {
  row: number
  value: T
}

/** What a domain check finds wrong with a row. */
export interface FoundError extends ImportRowError {
  row: number
}

/** A kind of table that a service takes in, uploaded to `POST /<context>/imports/<name>`. */
export interface ImportKind<S extends z.ZodType = z.ZodType, Tables = any> {
  context: string
  name: string
  doc: Doc
  /** The roles that may upload; the confirming command has a table of its own. */
  allow: readonly Role[]
  columns: readonly Column[]
  /** The shape of one row; it gets the cells as texts, empty ones absent. */
  row: S
  limits?: Partial<TableLimits>
  /** Bytes of the uploaded file. */
  maxBytes?: number
  /** What the rules of the domain say about rows that are well formed; sees all of them, to find doubles. Never writes. */
  check?(
    db: Database<Tables>,
    rows: readonly ImportedRow<z.output<S>>[],
    context: { actor: Actor; now: Date },
  ): Promise<readonly FoundError[]>
}

/** Ties an import's parts together; types are inferred from the row's schema. */
export const importKind = <S extends z.ZodType, Tables>(kind: ImportKind<S, Tables>): ImportKind<S, Tables> => kind

const MAX_BYTES = 8 * 1024 * 1024
const KEPT_DAYS = 7

const FORMATS: Record<string, TableFormat> = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/csv': 'csv',
  'application/json': 'json',
}

interface ImportTables {
  import_preview: {
    id: string
    kind: string
    actor: string
    ignored_columns: Json<string[]>
    created_at: Date
    expires_at: Date
    confirmed_at: Date | null
  }
  import_row: { import_id: string; row: number; cells: Json<Record<string, string>>; errors: Json<ImportRowError[]> }
}

const isWrong = sql<boolean>`errors <> '[]'`

// Any service's transaction holds the kit's tables.
const own = (db: Database<any>): Database<ImportTables> => db

/**
 * For every kind: `POST /<context>/imports/<name>`, where the file is the body and the answer a summary of the preview, and
 * `GET /<context>/imports/<name>/template`, an empty table.
 */
export async function mountImports(
  server: FastifyInstance,
  runtime: Runtime<any>,
  kinds: readonly ImportKind<any, any>[],
): Promise<void> {
  await server.register(async (scope) => {
    // The bytes as they came: a table in JSON is read with the same limits as the others.
    scope.removeContentTypeParser(['application/json', 'text/plain'])
    scope.addContentTypeParser(Object.keys(FORMATS), { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const kind of kinds) {
      scope.post(`/${kind.context}/imports/${kind.name}`, {
        bodyLimit: kind.maxBytes ?? MAX_BYTES,
        schema: {
          summary: `${kind.doc.zh} ${kind.doc.en}`,
          operationId: `${kind.context}.upload-${kind.name}`,
          tags: ['imports'],
          consumes: Object.keys(FORMATS),
          description: `Roles: ${kind.allow.join(', ')}. Columns: ${kind.columns.map(describe).join('; ')}.`,
          response: { 200: ImportSummarySchema, '4xx': Problem, 503: Problem },
        },
        // Strangers' files are not read at all.
        preParsing: async (request, _reply, payload) => {
          actorIn(request, kind.allow)
          return payload
        },
        handler: async (request) => upload(runtime, kind, request),
      })
      scope.get(`/${kind.context}/imports/${kind.name}/template`, {
        schema: {
          summary: `导入模板 An empty table to fill in: ${kind.name}`,
          operationId: `${kind.context}.template-${kind.name}`,
          tags: ['imports'],
          produces: ['text/csv'],
        },
        preValidation: async (request) => void actorIn(request, kind.allow),
        handler: async (_request, reply) =>
          reply
            .type('text/csv; charset=utf-8')
            .header('content-disposition', `attachment; filename="${kind.name}.csv"`)
            .send(templateOf(kind)),
      })
    }
  })
}

/** 导入模板: the heading alone, with the mark by which spreadsheets know UTF-8. */
const templateOf = ({ columns }: ImportKind) =>
  `\uFEFF${columns.map(({ zh, required }) => (required ? `${zh}（必填）` : zh)).join(',')}\r\n`

const describe = ({ name, zh, required }: Column) => `${name} ${zh}${required ? ' (required)' : ''}`

async function upload(runtime: Runtime<any>, kind: ImportKind, request: FastifyRequest): Promise<ImportSummary> {
  const actor = actorIn(request, kind.allow)
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const format = FORMATS[type]
  if (!format || !(request.body instanceof Uint8Array))
    throw new Refusal('request.media_type', { accepted: Object.keys(FORMATS) })
  const table = await readTable(request.body, format, kind.columns, { ...TABLE_LIMITS, ...kind.limits })
  const now = runtime.clock.now()
  const wrong = new Map<number, ImportRowError[]>()
  const good: ImportedRow[] = []
  for (const { row, cells, errors } of table.rows) {
    const parsed = kind.row.safeParse(cells, { reportInput: true })
    if (parsed.success && errors.length === 0) good.push({ row, value: parsed.data })
    else
      wrong.set(
        row,
        [...errors, ...(parsed.success ? [] : parsed.error.issues.map((issue) => wordIssue(issue, cells)))].slice(
          0,
          20,
        ),
      )
  }
  for (const { row, ...error } of (await kind.check?.(runtime.db, good, { actor, now })) ?? []) {
    wrong.set(row, [...(wrong.get(row) ?? []), error])
  }
  const importId = runtime.newId()
  await own(runtime.db)
    .transaction()
    .execute(async (tx) => {
      await purgeImports(tx, now)
      await tx
        .insertInto('import_preview')
        .values({
          id: importId,
          kind: kind.name,
          actor: actor.id,
          ignored_columns: JSON.stringify(table.ignored),
          created_at: now,
          expires_at: new Date(now.getTime() + KEPT_DAYS * 86_400_000),
          confirmed_at: null,
        })
        .execute()
      const rows = table.rows.map(({ row, cells }) => ({ row, cells, errors: wrong.get(row) ?? [] }))
      await sql`insert into import_row (import_id, row, cells, errors)
        select ${importId}, row, cells, errors from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as t (row integer, cells jsonb, errors jsonb)`.execute(tx)
      await audit(tx, actor, now, 'import.uploaded', importId, {
        kind: kind.name,
        rows: rows.length,
        failed: wrong.size,
      })
    })
  return (await readSummary(own(runtime.db), importId, actor))!
}

function wordIssue(issue: z.core.$ZodIssue, cells: Readonly<Record<string, string>>): ImportRowError {
  if (issue.path[0] === undefined) return wordsOfIssue(issue)
  const column = String(issue.path[0])
  return { column, ...(column in cells ? wordsOfIssue(issue) : { zh: '必填', en: 'required' }) }
}

/** The answer of a context's `import-preview` query: the own uploads of whoever may upload. */
export const answerImportPreview = <Q extends ReturnType<typeof importPreview<string>>>(
  query: Q,
  allow: readonly Role[],
): Answer<Q, any> =>
  answer(query as QueryDefinition, {
    allow,
    read: async (db, params, { actor }) => {
      const { importId, only, limit, cursor } = params as ParamsOf<ReturnType<typeof importPreview<string>>>
      const summary = await readSummary(own(db), importId, actor)
      if (!summary) throw new Refusal('common.not_found', { field: 'importId' })
      let rows = own(db).selectFrom('import_row').select(['row', 'cells', 'errors']).where('import_id', '=', importId)
      if (only === 'errors') rows = rows.where(isWrong)
      return {
        ...summary,
        ...(await readPage(rows, { limit, cursor, order: [{ by: sql.ref('row'), type: 'integer' }] })),
      }
    },
  }) as unknown as Answer<Q, any>

async function readSummary(
  db: Database<ImportTables>,
  importId: string,
  actor: Actor,
): Promise<ImportSummary | undefined> {
  const found = await db
    .selectFrom('import_preview')
    .selectAll()
    .where('id', '=', importId)
    .where('actor', '=', actor.id)
    .executeTakeFirst()
  if (!found) return undefined
  const { rows } = await sql<{ rows: number; failed: number }>`
    select count(*)::int as rows, count(*) filter (where errors <> '[]')::int as failed
    from import_row where import_id = ${importId}`.execute(db)
  const { rows: all, failed } = rows[0]!
  return {
    importId,
    kind: found.kind,
    rows: all,
    valid: all - failed,
    failed,
    ignoredColumns: found.ignored_columns,
    createdAt: found.created_at.toISOString(),
    expiresAt: found.expires_at.toISOString(),
    ...(found.confirmed_at && { confirmedAt: found.confirmed_at.toISOString() }),
  }
}

/**
 * For the `load` of a confirming command: locks the preview and gives the rows that can be imported.
 * The decision checks them once more, and refuses `import.outdated` where things have changed since.
 * Refuses `common.not_found` (also for somebody else's), `import.expired`, `import.confirmed`, `import.has_errors`, `import.nothing_valid`.
 */
export async function claimImport<S extends z.ZodType>(
  tx: Tx<any>,
  kind: ImportKind<S>,
  { importId, skipFailed }: { importId: string; skipFailed: boolean },
  { actor, now }: { actor: Actor; now: Date },
): Promise<ImportedRow<z.output<S>>[]> {
  const preview = await own(tx)
    .selectFrom('import_preview')
    .select(['expires_at', 'confirmed_at'])
    .where('id', '=', importId)
    .where('kind', '=', kind.name)
    .where('actor', '=', actor.id)
    .forUpdate()
    .executeTakeFirst()
  if (!preview) throw new Refusal('common.not_found', { field: 'importId' })
  if (preview.confirmed_at)
    throw new Refusal('import.confirmed', { field: 'importId', confirmedAt: preview.confirmed_at.toISOString() })
  if (preview.expires_at <= now)
    throw new Refusal('import.expired', { field: 'importId', expiredAt: preview.expires_at.toISOString() })
  const rows = await own(tx)
    .selectFrom('import_row')
    .select(['row', 'cells', 'errors'])
    .where('import_id', '=', importId)
    .orderBy('row')
    .execute()
  const failed = rows.filter(({ errors }) => errors.length > 0)
  if (failed.length > 0 && !skipFailed) {
    throw new Refusal('import.has_errors', {
      field: 'skipFailed',
      failed: failed.length,
      rows: failed.slice(0, 20).map(({ row }) => row),
    })
  }
  const valid = rows.filter(({ errors }) => errors.length === 0)
  if (valid.length === 0) throw new Refusal('import.nothing_valid', { field: 'importId' })
  return valid.map(({ row, cells }) => {
    const parsed = kind.row.safeParse(cells, { reportInput: true })
    // The rule for a row became stricter since the upload.
    if (!parsed.success) throw new Refusal('import.outdated', { field: 'importId', rows: [row] })
    return { row, value: parsed.data }
  })
}

/** For the `also` of a confirming command: the preview is used up, and the cells of the imported rows are deleted. */
export async function settleImport(
  tx: Tx<any>,
  importId: string,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  await own(tx).updateTable('import_preview').set({ confirmed_at: now }).where('id', '=', importId).execute()
  const { numUpdatedRows } = await own(tx)
    .updateTable('import_row')
    .set({ cells: '{}' })
    .where('import_id', '=', importId)
    .where(sql<boolean>`errors = '[]'`)
    .executeTakeFirst()
  await audit(tx, actor, now, 'import.confirmed', importId, { rows: Number(numUpdatedRows) })
}

/** Deletes the previews whose time is over; each upload does it, and a service may do it daily. */
export async function purgeImports(db: Database<any>, now: Date): Promise<void> {
  await own(db).deleteFrom('import_preview').where('expires_at', '<=', now).execute()
}

async function audit(
  tx: Tx<any>,
  actor: Actor,
  at: Date,
  action: string,
  importId: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await (tx as Tx)
    .insertInto('audit')
    .values({
      at,
      actor: actor.id,
      role: actor.role,
      action,
      subject: `import/${Id.parse(importId)}`,
      detail: JSON.stringify(detail),
    })
    .execute()
}
