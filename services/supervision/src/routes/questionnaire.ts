import { createHmac, randomBytes } from 'node:crypto'
import { Id, Refusal, supervision as c } from '@lianxie/contracts'
import { actorIn, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import encodeQR from 'qr'
import { z } from 'zod'
import { takeAnswers } from '../store/questionnaire.ts'
import type { Tables } from '../store/tables.ts'

/** Sheets that one address may send to one questionnaire in an hour: as many as a full hall behind one router. */
const SHEETS_PER_ADDRESS = 400

const Code = z.strictObject({ code: c.QuestionnaireCode })

/**
 * 公众答卷 without an account, and the poster that leads to it. Whoever sends a sheet is not known: no actor, no idempotency
 * key, no time but the day. Addresses are counted in memory under a hash whose key ends with the process.
 */
export function mountQuestionnaire(server: FastifyInstance, runtime: Runtime<Tables>): void {
  const salt = randomBytes(32)
  const limited = server.createRateLimit({
    max: SHEETS_PER_ADDRESS,
    timeWindow: '1 hour',
    keyGenerator: (request) =>
      createHmac('sha256', salt)
        .update(`${(request.params as { code: string }).code}\n${request.ip}`)
        .digest('hex'),
  })

  server.post('/supervision/questionnaires/:code/answers', {
    schema: {
      summary: '提交答卷 Answer a questionnaire; the same sheet of the same device again changes nothing',
      operationId: 'supervision.answer-questionnaire',
      tags: ['questionnaires'],
      description: 'Open to everybody.',
      params: Code,
      body: c.AnswerSheet,
      response: { 200: z.strictObject({ isTaken: z.literal(true) }), '4xx': Problem, 503: Problem },
    },
    handler: async (request) => {
      const seen = await limited(request)
      if (!seen.isAllowed && seen.isExceeded) throw new Refusal('request.too_many')
      const { code } = request.params as z.output<typeof Code>
      await takeAnswers(runtime.db, { code, sheet: request.body as c.AnswerSheet, now: runtime.clock.now() })
      return { isTaken: true }
    },
  })

  server.get('/supervision/questionnaire-posters/:questionnaireId', {
    schema: {
      summary: '问卷二维码 The QR code of a questionnaire, as SVG for a poster',
      operationId: 'supervision.questionnaire-poster',
      tags: ['questionnaires'],
      description: 'Roles: STAFF_CONSULTATION, STAFF_OFFICE.',
      params: z.strictObject({ questionnaireId: Id }),
      // The public page that shows the questionnaire; its code is put behind this address.
      querystring: z.strictObject({ page: z.url({ protocol: /^https$/ }).max(300) }),
      response: { '4xx': Problem, 503: Problem },
    },
    preValidation: async (request) => void actorIn(request, ['STAFF_CONSULTATION', 'STAFF_OFFICE']),
    handler: async (request, reply) => {
      const { questionnaireId } = request.params as { questionnaireId: string }
      const { page } = request.query as { page: string }
      const row = await runtime.db
        .selectFrom('questionnaire')
        .select('code')
        .where('id', '=', questionnaireId)
        .executeTakeFirst()
      if (!row) throw new Refusal('common.not_found', { field: 'questionnaireId' })
      const address = `${page.replace(/\/$/, '')}/${row.code}`
      return reply.type('image/svg+xml; charset=utf-8').send(encodeQR(address, 'svg', { ecc: 'quartile', border: 4 }))
    },
  })
}
