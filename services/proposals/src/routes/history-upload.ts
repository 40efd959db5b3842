import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { CommitteeId, proposals as c, Refusal } from '@lianxie/contracts'
import { type Actor, actorIn, parseOrRefuse, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { IMPORTERS } from '../history-importers.ts'
import { MAX_FILE_BYTES, readHistoryLines } from '../history-lines.ts'
import { type HistoryUpload, previewHistory } from '../history-preview.ts'
import { HISTORY_COLUMNS, readHistoryTable } from '../history-table.ts'
import { readHistoryImport } from '../queries/history-import.ts'
import type { Tables } from '../store/tables.ts'

const FACTS = ['application/x-ndjson', 'application/gzip'] as const
const TABLES = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/csv': 'csv',
} as const
const ACCEPTED = [...FACTS, ...Object.keys(TABLES)]
const MAX_TABLE_BYTES = 16 * 1024 * 1024

/** 地区、届次: whose facts of the file are meant, by default the committee's own, and the session of those that tell none. */
const Params = z.strictObject({
  region: CommitteeId.optional(),
  termNumber: z.coerce.number().int().min(1).max(99).optional(),
  sessionNumber: z.coerce.number().int().min(1).max(20).optional(),
})

const columns = HISTORY_COLUMNS.map(({ zh, required }) => (required ? `${zh}（必填）` : zh))

/**
 * 历史数据上传: `POST /proposals/history-imports` takes a file as the body, neutral facts (streamed, packed with gzip or
 * not) or a table of past years, and answers with the preview. `GET …/template` gives an empty table.
 */
export async function mountHistoryUpload(server: FastifyInstance, runtime: Runtime<Tables>): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post('/proposals/history-imports', {
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary: '上传历史数据 Upload a file of past years for a preview',
        operationId: 'proposals.upload-history',
        tags: ['imports'],
        consumes: ACCEPTED,
        description: `Roles: ${IMPORTERS.join(', ')}. Facts, one JSON object a line, or a table: ${columns.join('、')}.`,
        querystring: Params,
        response: { 200: c.HistoryImportSummary, '4xx': Problem, 503: Problem },
      },
      // Strangers' files are not read at all.
      preParsing: async (request, _reply, payload) => {
        actorIn(request, IMPORTERS)
        return payload
      },
      handler: async (request) => {
        const upload = await uploadOf(request, runtime.committee)
        return readHistoryImport(runtime.db, await previewHistory(runtime, request.actor as Actor, upload))
      },
    })
  })
  server.get('/proposals/history-imports/template', {
    schema: {
      summary: '历史导入模板 An empty table of past years to fill in',
      operationId: 'proposals.history-template',
      tags: ['imports'],
      produces: ['text/csv'],
    },
    preValidation: async (request) => void actorIn(request, IMPORTERS),
    handler: async (_request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="history.csv"')
        // With the mark by which spreadsheets know UTF-8.
        .send(`\uFEFF${columns.join(',')}\r\n`),
  })
}

async function uploadOf(request: FastifyRequest, committee: CommitteeId): Promise<HistoryUpload> {
  const { region = committee, termNumber, sessionNumber } = parseOrRefuse(Params, request.query)
  if ((termNumber === undefined) !== (sessionNumber === undefined))
    throw new Refusal('request.invalid', { field: termNumber === undefined ? 'termNumber' : 'sessionNumber' })
  const session = termNumber !== undefined && sessionNumber !== undefined ? { termNumber, sessionNumber } : {}
  const body = request.body as Readable | undefined
  if (!body) throw new Refusal('import.empty')
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const hash = createHash('sha256')
  if ((FACTS as readonly string[]).includes(type)) {
    const facts = readHistoryLines(body, { region, hash })
    return { region, session, format: 'FACTS', facts, end: () => ({ sha256: hash.digest('hex'), ignored: [] }) }
  }
  const format = TABLES[type as keyof typeof TABLES] as 'xlsx' | 'csv' | undefined
  if (!format) throw new Refusal('request.media_type', { accepted: ACCEPTED })
  const bytes = await whole(body)
  const { facts, rows, ignored } = await readHistoryTable(bytes, format, { region, session })
  const sha256 = hash.update(bytes).digest('hex')
  return { region, session, format: 'TABLE', facts, end: () => ({ sha256, rows, ignored }) }
}

async function whole(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_TABLE_BYTES) throw new Refusal('file.too_large', { maxBytes: MAX_TABLE_BYTES })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
