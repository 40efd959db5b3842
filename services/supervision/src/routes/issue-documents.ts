import { buffer } from 'node:stream/consumers'
import { Id, supervision as c } from '@lianxie/contracts'
import {
  DOCX_TYPE,
  officeFiles,
  type OfficialDocument,
  PRINT_POLICY,
  printPage,
  XLSX_TYPE,
} from '@lianxie/office-documents'
import { type Actor, actorIn, type AnswerContext, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { READERS } from '../queries/visibility.ts'
import type { Tables } from '../store/tables.ts'
import { listForm, reportForm } from './issue-forms.ts'
import { issueTable } from './issue-table.ts'

const Format = z.enum(['docx', 'html'])
const filters = c.Issues.params.omit({ limit: true, cursor: true, text: true })

/**
 * 导出: the board as XLSX, a list of issues and a report as Word documents or pages to print. `POST`, because each export
 * leaves an audit row; nothing else is changed.
 */
export async function mountIssueDocuments(server: FastifyInstance, runtime: Runtime<Tables>): Promise<void> {
  const files = officeFiles()
  server.addHook('onClose', () => files[Symbol.asyncDispose]())
  const noted = async (actor: Actor, action: string, subject: string, detail: Record<string, unknown>) => {
    const row = { at: runtime.clock.now(), actor: actor.id, role: actor.role, action, subject }
    await runtime.db
      .insertInto('audit')
      .values({ ...row, detail: JSON.stringify(detail) })
      .execute()
  }

  server.post('/supervision/issues.xlsx', {
    schema: {
      summary: '导出问题清单台账 The board of issues as a spreadsheet',
      operationId: 'supervision.export-issues',
      tags: ['documents'],
      description: `Roles: ${READERS.join(', ')}. The filters are those of the board.`,
      body: z.strictObject({ filters: filters.partial().default({}) }),
      response: { '4xx': Problem, 503: Problem },
    },
    preValidation: async (request) => void actorIn(request, READERS),
    handler: async (request, reply) => {
      const actor = request.actor as Actor
      const { filters: asked } = request.body as { filters: object }
      const bytes = await buffer(files.writeTable(issueTable(runtime, filters.parse(asked), { actor })))
      await noted(actor, 'supervision.issues-exported', 'issues', { filters: asked, bytes: bytes.length })
      return download(reply, bytes, XLSX_TYPE, '问题清单台账.xlsx')
    },
  })

  const mountForm = (
    path: string,
    name: 'list' | 'report',
    summary: string,
    make: (id: string, context: AnswerContext) => Promise<OfficialDocument>,
  ) =>
    server.post(path, {
      schema: {
        summary,
        operationId: `supervision.print-${name}`,
        tags: ['documents'],
        description: `Roles: ${READERS.join(', ')}.`,
        params: z.strictObject({ id: Id }),
        body: z.strictObject({ format: Format }),
        response: { '4xx': Problem, 503: Problem },
      },
      preValidation: async (request: FastifyRequest) => void actorIn(request, READERS),
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const { id } = request.params as { id: string }
        const { format } = request.body as { format: 'docx' | 'html' }
        const actor = request.actor as Actor
        const document = await make(id, { actor, now: runtime.clock.now(), runtime })
        await noted(actor, `supervision.${name}-exported`, `${name}/${id}`, { format })
        if (format === 'html') {
          return reply
            .header('content-security-policy', PRINT_POLICY)
            .type('text/html; charset=utf-8')
            .send(printPage(document))
        }
        const file = name === 'list' ? '问题清单.docx' : '监督报告.docx'
        return download(reply, Buffer.from(await files.writeWord(document)), DOCX_TYPE, file)
      },
    })
  mountForm(
    '/supervision/issue-lists/:id/form',
    'list',
    '问题清单 A list of issues as a Word document or a page to print',
    (id, context) => listForm(runtime.db, id, context),
  )
  mountForm(
    '/supervision/reports/:id/form',
    'report',
    '监督报告 The report of a project as a Word document or a page to print',
    (id, context) => reportForm(runtime.db, id, context),
  )
}

const download = (reply: FastifyReply, bytes: Buffer, type: string, name: string) =>
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(bytes)
