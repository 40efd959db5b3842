import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { CommitteeId, HistoryImportSummary, Refusal } from '@lianxie/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { parseOrRefuse, Problem } from '../problem.ts'
import { actorIn } from '../routes.ts'
import type { Runtime } from '../runtime.ts'
import { readHistoryImport } from './answers.ts'
import type { HistoryKind, HistoryUpload } from './kind.ts'
import { MAX_FILE_BYTES, readHistoryLines } from './lines.ts'
import { previewHistory } from './preview.ts'

const FACTS = ['application/x-ndjson', 'application/gzip'] as const
const TABLES = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/csv': 'csv',
} as const
const MAX_TABLE_BYTES = 16 * 1024 * 1024

/**
 * 历史数据上传: `POST /<context>/history-imports` takes a file as the body, neutral facts (streamed, packed with gzip or not)
 * or a table of past years, and answers with the preview. `GET …/template` gives an empty table.
 */
export async function mountHistoryUpload(
  server: FastifyInstance,
  runtime: Runtime<any>,
  kind: HistoryKind,
): Promise<void> {
  const { context, importers, settings, table } = kind
  const accepted = [...FACTS, ...(table ? Object.keys(TABLES) : [])]
  const columns = (table?.columns ?? []).map(({ zh, required }) => (required ? `${zh}（必填）` : zh))
  const told = table ? `, or a table: ${columns.join('、')}` : ''
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post(`/${context}/history-imports`, {
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        summary: '上传历史数据 Upload a file of past years for a preview',
        operationId: `${context}.upload-history`,
        tags: ['imports'],
        consumes: accepted,
        description: `Roles: ${importers.join(', ')}. Facts, one JSON object a line${told}.`,
        querystring: z.strictObject({ region: CommitteeId.optional(), ...settings?.params }),
        response: { 200: HistoryImportSummary, '4xx': Problem, 503: Problem },
      },
      // Strangers' files are not read at all.
      preParsing: async (request, _reply, payload) => {
        actorIn(request, importers)
        return payload
      },
      handler: async (request) => {
        const upload = await uploadOf(request, kind, runtime.committee, accepted)
        return readHistoryImport(runtime.db, await previewHistory(runtime, kind, request.actor as Actor, upload))
      },
    })
  })
  if (!table) return
  server.get(`/${context}/history-imports/template`, {
    schema: {
      summary: '历史导入模板 An empty table of past years to fill in',
      operationId: `${context}.history-template`,
      tags: ['imports'],
      produces: ['text/csv'],
    },
    preValidation: async (request) => void actorIn(request, importers),
    handler: async (_request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="history.csv"')
        // With the mark by which spreadsheets know UTF-8.
        .send(`\uFEFF${columns.join(',')}\r\n`),
  })
}

async function uploadOf(
  request: FastifyRequest,
  { vocabulary, settings: own, table }: HistoryKind,
  committee: CommitteeId,
  accepted: readonly string[],
): Promise<HistoryUpload> {
  // 地区: whose facts of the file are meant, by default the committee's own.
  const params = z.strictObject({ region: CommitteeId.optional(), ...own?.params })
  const { region = committee, ...more } = parseOrRefuse(params, request.query) as { region?: string }
  const settings = own?.read(more) ?? {}
  const body = request.body as Readable | undefined
  if (!body) throw new Refusal('import.empty')
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const hash = createHash('sha256')
  if ((FACTS as readonly string[]).includes(type)) {
    const facts = readHistoryLines(body, { vocabulary, region, hash })
    return { region, settings, format: 'FACTS', facts, end: () => ({ sha256: hash.digest('hex'), ignored: [] }) }
  }
  const format = TABLES[type as keyof typeof TABLES] as 'xlsx' | 'csv' | undefined
  if (!format || !table) throw new Refusal('request.media_type', { accepted })
  const bytes = await whole(body)
  const { facts, rows, ignored } = await table.read(bytes, format, { region, settings })
  const sha256 = hash.update(bytes).digest('hex')
  return { region, settings, format: 'TABLE', facts, end: () => ({ sha256, rows, ignored }) }
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
