import { Refusal, type Role, Sha256 } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { DOCUMENT_TYPES } from './file-store.ts'
import { openFiles } from './files.ts'
import { Problem } from './problem.ts'
import { actorIn } from './routes.ts'
import type { Runtime } from './runtime.ts'
import { noteFile } from './stored-files.ts'

const StoredFile = z.object({ sha256: Sha256, size: z.int(), mediaType: z.string() }).meta({ id: 'StoredFile' })

export interface FileAccess {
  /** Whoever may refer to a file in a command. */
  uploaders: readonly Role[]
  /** Whoever reads anything that may refer to one. */
  readers: readonly Role[]
  /** Whether an actor may read something that refers to the file. */
  mayRead(sha256: string, actor: Actor): Promise<boolean>
  maxBytes?: number
}

/**
 * 附件: `PUT /<service>/files` takes a file as the body, streamed; commands refer to it by its hash (`withFiles`).
 * `GET /<service>/files/:sha256` gives it to those who may read something that refers to it; to others it is not found.
 */
export async function mountFiles(
  server: FastifyInstance,
  runtime: Runtime<any>,
  { uploaders, readers, mayRead, maxBytes = 200_000_000 }: FileAccess,
): Promise<void> {
  const files = await openFiles(runtime.filesDir)

  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.put(`/${runtime.service}/files`, {
      bodyLimit: maxBytes,
      schema: {
        summary: '上传附件 Upload a file that a command will refer to',
        operationId: `${runtime.service}.upload-file`,
        tags: ['files'],
        description: `Roles: ${uploaders.join(', ')}. Types: ${DOCUMENT_TYPES.join(', ')}.`,
        response: { 200: StoredFile, '4xx': Problem, 503: Problem },
      },
      // Strangers' files are not read at all.
      preParsing: async (request, _reply, payload) => {
        actorIn(request, uploaders)
        return payload
      },
      handler: async (request) => {
        const stored = await files.put(request.body as never, { maxBytes, allow: DOCUMENT_TYPES })
        await noteFile(runtime.db, stored, { at: runtime.clock.now(), by: (request.actor as Actor).id })
        return stored
      },
    })
  })

  server.get(`/${runtime.service}/files/:sha256`, {
    schema: {
      summary: '下载附件 Download a file',
      operationId: `${runtime.service}.download-file`,
      tags: ['files'],
      params: z.strictObject({ sha256: Sha256 }),
      response: { '4xx': Problem, 503: Problem },
    },
    preValidation: async (request) => void actorIn(request, readers),
    handler: async (request, reply) => {
      const { sha256 } = request.params as { sha256: string }
      if (!(await mayRead(sha256, request.actor as Actor))) throw new Refusal('file.not_found')
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
