import { Refusal, type Role, Sha256 } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { DOCUMENT_TYPES } from './file-store.ts'
import { openFiles } from './files.ts'
import { keepFile } from './keep-file.ts'
import { cleanPictureOf } from './pictures/clean-picture.ts'
import { Problem } from './problem.ts'
import { actorIn } from './routes.ts'
import type { Runtime } from './runtime.ts'
import { scanStates } from './scanner/scanned-files.ts'
import { mediaTypeOf } from './stored-files.ts'

const StoredFile = z.object({ sha256: Sha256, size: z.int(), mediaType: z.string() }).meta({ id: 'StoredFile' })

export interface FileAccess {
  /** Whoever may refer to a file in a command. */
  uploaders: readonly Role[]
  /** Whoever reads anything that may refer to one. */
  readers: readonly Role[]
  /** 原件: whether an actor is given a picture as it was taken, with its place and time. Everybody is where it is not said. */
  mayReadOriginal?(sha256: string, actor: Actor): Promise<boolean>
  maxBytes?: number
}

/**
 * 附件: `PUT /<service>/files` takes a file as the body, streamed; commands refer to it by its hash (`withFiles`).
 * `GET /<service>/files/:sha256` gives it to those who may read something that refers to it (`ServiceDefinition.readableFiles`);
 * to others it is not found.
 */
export async function mountFiles(
  server: FastifyInstance,
  runtime: Runtime<any>,
  { uploaders, readers, mayReadOriginal, maxBytes = 200_000_000 }: FileAccess,
): Promise<void> {
  const files = await openFiles(runtime.filesDir)

  /** Of a picture the copy without metadata; other files have none. */
  const copyFor = async (sha256: string) => {
    const mediaType = await mediaTypeOf(runtime.db, sha256)
    return (mediaType && (await cleanPictureOf(runtime.db, files, sha256, mediaType))) ?? sha256
  }

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
        const options = { maxBytes, allow: DOCUMENT_TYPES }
        return keepFile(runtime, files, request.body as never, options, (request.actor as Actor).id)
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
      const readable = await runtime.readableFiles?.(runtime.db, [sha256], request.actor as Actor)
      if (!readable?.has(sha256)) throw new Refusal('file.not_found')
      const scan = (await scanStates(runtime.db, [sha256])).get(sha256) ?? 'NOT_SCANNED'
      if (scan === 'INFECTED') throw new Refusal('file.infected')
      const isWhole = mayReadOriginal === undefined || (await mayReadOriginal(sha256, request.actor as Actor))
      const given = isWhole ? sha256 : await copyFor(sha256)
      const stream = await files.open(given)
      // Never shown in place: what comes from elsewhere is downloaded.
      return reply
        .header('content-disposition', `attachment; filename="${given}"`)
        .header('x-file-scan', scan)
        .header('x-content-type-options', 'nosniff')
        .type('application/octet-stream')
        .send(stream)
    },
  })
}
