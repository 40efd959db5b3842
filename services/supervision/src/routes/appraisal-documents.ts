import { Id, Refusal, type ResultOf, type Role, type supervision as c } from '@lianxie/contracts'
import {
  DOCX_TYPE,
  type OfficeFiles,
  officeFiles,
  type OfficialDocument,
  PRINT_POLICY,
  printPage,
} from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import { type Actor, actorIn, type AnswerContext, type Database, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { appraisal } from '../queries/appraisal-detail.ts'
import { appraisalResult } from '../queries/appraisal-result.ts'
import { APPRAISAL_READERS } from '../queries/appraisal-visibility.ts'
import type { Tables } from '../store/tables.ts'
import { resultSheet } from './result-sheet.ts'

type Made = { document: OfficialDocument; subject: string; file: string }
type Make = (db: Database<Tables>, params: any, context: AnswerContext) => Promise<Made>

/** 评议结果表和意见书 as Word documents or pages to print: what the reader may see, and no more. Each leaves an audit row. */
export function mountAppraisalDocuments(server: FastifyInstance, runtime: Runtime<Tables>): void {
  const files = officeFiles()
  server.addHook('onClose', () => files[Symbol.asyncDispose]())
  const mount = (
    path: string,
    name: string,
    summary: string,
    params: z.ZodObject,
    roles: readonly Role[],
    make: Make,
  ) =>
    server.post(path, {
      schema: {
        summary,
        operationId: `supervision.${name}`,
        tags: ['documents'],
        description: `Roles: ${roles.join(', ')}.`,
        params,
        body: z.strictObject({ format: z.enum(['docx', 'html']) }),
        response: { '4xx': Problem, 503: Problem },
      },
      preValidation: async (request) => void actorIn(request, roles),
      handler: async (request, reply) => {
        const actor = request.actor as Actor
        const { format } = request.body as { format: 'docx' | 'html' }
        const context = { actor, now: runtime.clock.now(), runtime }
        const { document, subject, file } = await make(runtime.db, request.params, context)
        await runtime.db
          .insertInto('audit')
          .values({
            at: context.now,
            actor: actor.id,
            role: actor.role,
            action: `supervision.${name}-exported`,
            subject,
            detail: JSON.stringify({ format }),
          })
          .execute()
        return send(files, reply, document, format, file)
      },
    })

  mount(
    '/supervision/appraisals/:appraisalId/result-sheet',
    'print-result-sheet',
    '评议结果表 The declared result as a Word document or a page to print',
    z.strictObject({ appraisalId: Id }),
    APPRAISAL_READERS,
    async (db, { appraisalId }: { appraisalId: string }, context) => ({
      document: resultSheet(await appraisalResult.read(db, { appraisalId }, context), await committeeOf(db, context)),
      subject: `appraisal/${appraisalId}`,
      file: '评议结果.docx',
    }),
  )
  mount(
    '/supervision/appraisals/:appraisalId/letters/:unitId/form',
    'print-opinion-letter',
    '评议意见书 The opinion letter to a unit as a Word document or a page to print',
    z.strictObject({ appraisalId: Id, unitId: Id }),
    APPRAISAL_READERS,
    async (db, { appraisalId, unitId }: { appraisalId: string; unitId: string }, context) => ({
      document: opinionLetter(await appraisal.read(db, { appraisalId }, context), unitId, {
        committee: await committeeOf(db, context),
        today: shanghaiDate(context.now),
      }),
      subject: `appraisal/${appraisalId}`,
      file: '评议意见书.docx',
    }),
  )
}

async function committeeOf(db: Database<Tables>, { runtime }: AnswerContext): Promise<string> {
  const row = await db
    .selectFrom('known_committee')
    .select('full_name')
    .where('id', '=', runtime.committee)
    .executeTakeFirst()
  return row?.full_name ?? ''
}

/** 评议意见书: as far as the reader may see its words. */
function opinionLetter(
  { title, units }: ResultOf<typeof c.AppraisalById>,
  unitId: string,
  { committee, today }: { committee: string; today: string },
): OfficialDocument {
  const unit = units.find((one) => one.unitId === unitId)
  if (unit?.letterText === undefined) throw new Refusal('common.not_found', { field: 'unitId' })
  return {
    ...(unit.documentNumber !== undefined && { number: unit.documentNumber }),
    title: `${title}\n评议意见书`,
    addressees: [unit.name ?? ''],
    body: [{ kind: 'text', text: unit.letterText }],
    attachments: unit.letterFiles.map(({ name }) => name),
    signature: { units: [committee], on: unit.signedOn ?? today, sealed: unit.letter === 'SENT' },
  }
}

async function send(
  files: OfficeFiles,
  reply: FastifyReply,
  document: OfficialDocument,
  format: 'docx' | 'html',
  name: string,
) {
  if (format === 'html') {
    return reply
      .header('content-security-policy', PRINT_POLICY)
      .type('text/html; charset=utf-8')
      .send(printPage(document))
  }
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .type(DOCX_TYPE)
    .send(Buffer.from(await files.writeWord(document)))
}
