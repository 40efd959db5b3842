import { buffer } from 'node:stream/consumers'
import { Id, Refusal, supervision as c } from '@lianxie/contracts'
import { officeFiles, PDF_TYPE, UnprintableText, XLSX_TYPE } from '@lianxie/office-documents'
import { type Actor, actorIn, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { certificateCheck, CHECKS_PER_MINUTE } from '../queries/certificate-check.ts'
import { CERTIFICATE_READERS } from '../queries/certificates.ts'
import { COVERAGE_READERS } from '../queries/coverage.ts'
import type { Tables } from '../store/tables.ts'
import { certificateCards } from './certificate-cards.ts'
import { CERTIFICATE_PAGE_POLICY, certificatePage } from './certificate-page.ts'
import { coverageTable } from './coverage-table.ts'
import { Names } from './names.ts'

const CoverageFilters = c.Coverage.params.omit({ limit: true, cursor: true })
const Errors = { '4xx': Problem, 503: Problem }
/** As many certificates as one file is made of. */
const MOST_PRINTED = 100

/**
 * 监督员证、派驻覆盖情况: certificates as PDF, the page to which their codes lead, and coverage as XLSX. What is exported is
 * asked for by `POST`, because the caller gives the names that it prints; nothing is changed. Each export is audited.
 */
export function mountGroupDocuments(server: FastifyInstance, runtime: Runtime<Tables>): void {
  const files = officeFiles()
  server.addHook('onClose', () => files[Symbol.asyncDispose]())
  const noted = async (actor: Actor, action: string, subject: string, detail: Record<string, unknown>) => {
    const by = { at: runtime.clock.now(), actor: actor.id, role: actor.role }
    await runtime.db
      .insertInto('audit')
      .values({ ...by, action, subject, detail: JSON.stringify(detail) })
      .execute()
  }

  server.post('/supervision/certificates.pdf', {
    schema: {
      summary: '打印监督员证 Certificates as a PDF, one on each page',
      operationId: 'supervision.print-certificates',
      tags: ['documents'],
      description: `Roles: ${CERTIFICATE_READERS.join(', ')}. Names come from the caller and are printed, not kept.`,
      body: z.strictObject({ certificateIds: z.array(Id).min(1).max(MOST_PRINTED), names: Names }),
      response: Errors,
    },
    preValidation: async (request) => void actorIn(request, CERTIFICATE_READERS),
    handler: async (request, reply) => {
      const { certificateIds, names } = request.body as { certificateIds: string[]; names: Names }
      const actor = request.actor as Actor
      const checkedAt = checkPageOf(request, runtime)
      const cards = await certificateCards(runtime, certificateIds, { actor, names, checkedAt })
      const bytes = await files.writeCards(cards).catch((error: unknown) => {
        if (!(error instanceof UnprintableText)) throw error
        throw new Refusal('certificate.unprintable', { field: 'names', characters: error.characters })
      })
      await noted(actor, 'supervision.certificates-printed', 'certificates', { certificateIds })
      return download(reply, Buffer.from(bytes), PDF_TYPE, '监督员证.pdf')
    },
  })

  server.post('/supervision/coverage.xlsx', {
    schema: {
      summary: '导出派驻覆盖情况 The coverage of units by resident groups as a spreadsheet',
      operationId: 'supervision.export-coverage',
      tags: ['documents'],
      description: `Roles: ${COVERAGE_READERS.join(', ')}. The filters are those of the report.`,
      body: z.strictObject({ filters: CoverageFilters.partial().default({}) }),
      response: Errors,
    },
    preValidation: async (request) => void actorIn(request, COVERAGE_READERS),
    handler: async (request, reply) => {
      const { filters } = request.body as { filters: z.output<typeof CoverageFilters> }
      const actor = request.actor as Actor
      const bytes = await buffer(files.writeTable(coverageTable(runtime, filters, actor)))
      await noted(actor, 'supervision.coverage-exported', 'coverage', { filters, bytes: bytes.length })
      return download(reply, bytes, XLSX_TYPE, '派驻覆盖情况.xlsx')
    },
  })

  server.get('/supervision/certificates/:code/page', {
    config: { rateLimit: { max: CHECKS_PER_MINUTE, timeWindow: '1 minute' } },
    schema: {
      summary: '监督员证核验页 The page to which the code of a certificate leads',
      operationId: 'supervision.certificate-page',
      tags: ['documents'],
      description: 'Open to everybody.',
      params: c.CertificateCheck.params,
      response: Errors,
    },
    handler: async (request, reply) => {
      const { code } = request.params as { code: string }
      const context = { actor: request.actor as Actor, now: runtime.clock.now(), runtime }
      const checked = await certificateCheck.read(runtime.db, { code }, context)
      return reply
        .header('content-security-policy', CERTIFICATE_PAGE_POLICY)
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(certificatePage(checked))
    },
  })
}

/**
 * 核验页: the portal's, or this service's own where there is no portal. A caller could put any address into a request, so only
 * a demo takes it from there.
 */
function checkPageOf(request: FastifyRequest, { own, profile }: Runtime<Tables>): (code: string) => string {
  const set = own['publicUrl']
  if (typeof set === 'string') return (code) => new URL(`/open/certificates/${code}`, set).href
  if (profile === 'production') throw new Refusal('certificate.no_public_url')
  return (code) => `${request.protocol}://${request.host}/supervision/certificates/${code}/page`
}

const download = (reply: FastifyReply, bytes: Buffer, type: string, name: string) =>
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .type(type)
    .send(bytes)
