import { buffer } from 'node:stream/consumers'
import { Id, proposals as c, type Role } from '@lianxie/contracts'
import {
  DOCX_TYPE,
  officeFiles,
  type OfficialDocument,
  PRINT_POLICY,
  printPage,
  type Table,
  XLSX_TYPE,
} from '@lianxie/office-documents'
import { type Actor, actorIn, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { READERS } from '../queries/visibility.ts'
import type { Tables } from '../store/tables.ts'
import { exportedLists } from './exported-lists.ts'
import { docketTable, inboxTable } from './lists.ts'
import { Names } from './names.ts'
import { proposalForm } from './proposal-form.ts'
import { replyForm } from './reply-form.ts'

const UNITS = ['UNIT_HANDLER', 'UNIT_LEADER'] as const
const Format = z.enum(['docx', 'html'])
const filters = c.Docket.params.omit({ limit: true, cursor: true })
const inboxFilters = c.UnitInbox.params.omit({ limit: true, cursor: true })

/** A list that is exported with the filters of its query. */
interface List {
  summary: string
  allow: readonly Role[]
  filters: z.ZodObject
  table(asked: object, by: { actor: Actor; names: Names }): Promise<Table>
  file: string
}

/**
 * 导出: lists as XLSX, a proposal as a Word document or a page to print. `POST`, because the caller gives the names of the
 * members that it may show; nothing is changed. Each export leaves an audit row.
 */
export async function mountDocuments(server: FastifyInstance, runtime: Runtime<Tables>): Promise<void> {
  const files = officeFiles()
  server.addHook('onClose', () => files[Symbol.asyncDispose]())
  const noted = async (actor: Actor, action: string, subject: string, detail: Record<string, unknown>) => {
    await runtime.db
      .insertInto('audit')
      .values({
        at: runtime.clock.now(),
        actor: actor.id,
        role: actor.role,
        action,
        subject,
        detail: JSON.stringify(detail),
      })
      .execute()
  }
  const send = async (reply: FastifyReply, document: OfficialDocument, format: 'docx' | 'html', name: string) => {
    if (format === 'html') {
      return reply
        .header('content-security-policy', PRINT_POLICY)
        .type('text/html; charset=utf-8')
        .send(printPage(document))
    }
    return download(reply, Buffer.from(await files.writeWord(document)), DOCX_TYPE, name)
  }

  const mountList = (name: string, list: List) =>
    server.post(`/proposals/${name}.xlsx`, {
      schema: {
        summary: list.summary,
        operationId: `proposals.export-${name}`,
        tags: ['documents'],
        description: `Roles: ${list.allow.join(', ')}. The filters are those of the list.`,
        body: z.strictObject({ filters: list.filters.prefault({}), names: Names }),
        response: { '4xx': Problem, 503: Problem },
      },
      preValidation: async (request) => void actorIn(request, list.allow),
      handler: async (request, reply) => {
        const { filters: asked, names } = request.body as { filters: object; names: Names }
        const actor = request.actor as Actor
        const bytes = await buffer(files.writeTable(await list.table(asked, { actor, names })))
        await noted(actor, `proposals.${name}-exported`, name, { filters: asked, bytes: bytes.length })
        return download(reply, bytes, XLSX_TYPE, list.file)
      },
    })
  mountList('docket', {
    summary: '导出提案清单 The docket as a spreadsheet',
    allow: READERS,
    filters: filters.partial(),
    table: (asked, by) => docketTable(runtime, filters.parse(asked), by),
    file: '提案清单.xlsx',
  })
  mountList('inbox', {
    summary: '导出承办提案清单 The inbox of the own units as a spreadsheet',
    allow: UNITS,
    filters: inboxFilters.partial(),
    table: (asked, by) => inboxTable(runtime, inboxFilters.parse(asked), by),
    file: '承办提案清单.xlsx',
  })
  for (const { name, title, answer, filters: asked, table } of exportedLists) {
    mountList(name, {
      summary: `导出${title} ${answer.query.doc.en}, as a spreadsheet`,
      allow: answer.allow === 'public' ? READERS : answer.allow,
      filters: asked,
      table: async (wanted, { actor }) => table(runtime, wanted, actor),
      file: `${title}.xlsx`,
    })
  }

  server.post('/proposals/cases/:proposalId/form', {
    schema: {
      summary: '提案表 A proposal as a Word document or a page to print',
      operationId: 'proposals.print-proposal',
      tags: ['documents'],
      description: `Roles: ${READERS.join(', ')}.`,
      params: z.strictObject({ proposalId: Id }),
      body: z.strictObject({ format: Format, names: Names }),
      response: { '4xx': Problem, 503: Problem },
    },
    preValidation: async (request) => void actorIn(request, READERS),
    handler: async (request, reply) => {
      const { proposalId } = request.params as { proposalId: string }
      const { format, names } = request.body as { format: 'docx' | 'html'; names: Names }
      const actor = request.actor as Actor
      const context = { actor, now: runtime.clock.now(), runtime }
      const document = await proposalForm(runtime.db, proposalId, names, context)
      await noted(actor, 'proposals.form-exported', `proposal/${proposalId}`, { format })
      return send(reply, document, format, '提案.docx')
    },
  })

  server.post('/proposals/cases/:proposalId/replies/:unitId/:round/form', {
    schema: {
      summary: '答复函 The reply of a unit as a Word document or a page to print',
      operationId: 'proposals.print-reply',
      tags: ['documents'],
      description: `Roles: ${READERS.join(', ')}.`,
      params: z.strictObject({ proposalId: Id, unitId: Id, round: z.coerce.number().int().min(1).max(20) }),
      body: z.strictObject({ format: Format, names: Names }),
      response: { '4xx': Problem, 503: Problem },
    },
    preValidation: async (request) => void actorIn(request, READERS),
    handler: async (request, reply) => {
      const asked = request.params as { proposalId: string; unitId: string; round: number }
      const { format, names } = request.body as { format: 'docx' | 'html'; names: Names }
      const actor = request.actor as Actor
      const context = { actor, now: runtime.clock.now(), runtime }
      const document = await replyForm(runtime.db, asked, names, context)
      await noted(actor, 'proposals.reply-exported', `proposal/${asked.proposalId}`, { ...asked, format })
      return send(reply, document, format, '答复函.docx')
    },
  })
}

const download = (reply: FastifyReply, bytes: Buffer, type: string, name: string) =>
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(bytes)
