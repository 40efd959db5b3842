import { Refusal, type Role, Sha256 } from '@lianxie/contracts'
import { type Actor, actorIn, DOCUMENT_TYPES, openFiles, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mayReadFile } from '../queries/session-files.ts'
import { SESSION_READERS } from '../queries/session-visibility.ts'
import { noteFile } from '../store/session-files.ts'
import type { Tables } from '../store/tables.ts'

const MAX_BYTES = 200_000_000
/** Whoever may refer to a file in a command. */
const UPLOADERS: readonly Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER']

const StoredFile = z.object({ sha256: Sha256, size: z.int(), mediaType: z.string() }).meta({ id: 'StoredFile' })

/**
 * 附件: `PUT /consultations/files` takes a file as the body, streamed; commands refer to it by its hash.
 * `GET /consultations/files/:sha256` gives it to those who may read something that refers to it; to others it is not found.
 */
export async function mountSessionFiles(server: FastifyInstance, runtime: Runtime<Tables>): Promise<void> {
  const files = await openFiles(runtime.filesDir)

  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.put('/consultations/files', {
      bodyLimit: MAX_BYTES,
      schema: {
        summary: '上传附件 Upload a file that a command will refer to',
        operationId: 'consultations.upload-file',
        tags: ['files'],
        description: `Roles: ${UPLOADERS.join(', ')}. Types: ${DOCUMENT_TYPES.join(', ')}.`,
        response: { 200: StoredFile, '4xx': Problem, 503: Problem },
      },
      // Strangers' files are not read at all.
      preParsing: async (request, _reply, payload) => {
        actorIn(request, UPLOADERS)
        return payload
      },
      handler: async (request) => {
        const stored = await files.put(request.body as never, { maxBytes: MAX_BYTES, allow: DOCUMENT_TYPES })
        await noteFile(runtime.db, stored, { at: runtime.clock.now(), by: (request.actor as Actor).id })
        return stored
      },
    })
  })

  server.get('/consultations/files/:sha256', {
    schema: {
      summary: '下载附件 Download a file',
      operationId: 'consultations.download-file',
      tags: ['files'],
      params: z.strictObject({ sha256: Sha256 }),
      response: { '4xx': Problem, 503: Problem },
    },
    preValidation: async (request) => void actorIn(request, SESSION_READERS),
    handler: async (request, reply) => {
      const { sha256 } = request.params as { sha256: string }
      if (!(await mayReadFile(runtime.db, sha256, request.actor as Actor))) throw new Refusal('file.not_found')
      const stream = await files.open(sha256)
      // Never shown in place: what comes from elsewhere is downloaded.
      return reply
        .header('content-disposition', `attachment; filename="${sha256}"`)
        .header('x-content-type-options', 'nosniff')
        .type('application/octet-stream')
        .send(stream)
    },
  })
}
