import { line, Refusal, type Role, Sha256 } from '@lianxie/contracts'
import { type Actor, actorIn, DOCUMENT_TYPES, noteOwner, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Compacts } from '../compacts/compacts.ts'
import { readableFiles } from '../compacts/readable-files.ts'
import { READERS, STAFF_AND_CHAIR, UNITS } from '../roles.ts'

/** 256 MiB, as the protocol's list of chunks allows. */
const MAX_BYTES = 256 * 1024 * 1024
const UPLOADERS: readonly Role[] = [...STAFF_AND_CHAIR, ...UNITS]

/**
 * 附件: `PUT /joint/files?name=…` takes a file as the body, streamed; its answer is what a draft refers to. `GET` gives it to who
 * uploaded it, and to who reads something that names it; to others it is not found.
 */
export function mountFiles(server: FastifyInstance, { db }: Runtime<any>, compacts: () => Compacts): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.put('/joint/files', {
      bodyLimit: MAX_BYTES,
      preParsing: async (request, _reply, payload) => {
        actorIn(request, UPLOADERS)
        return payload
      },
      schema: {
        summary: '上传附件 Upload a file that a draft will refer to',
        tags: ['files'],
        querystring: z.strictObject({ name: line(200).regex(/^[^/\\]+$/) }),
        response: { '4xx': Problem, 503: Problem },
      },
      handler: async (request) => {
        const stored = await compacts().files.put(request.body as never, { maxBytes: MAX_BYTES, allow: DOCUMENT_TYPES })
        await noteOwner(db, stored.sha256, (request.actor as Actor).id)
        const { name } = request.query as { name: string }
        return { ...stored, name }
      },
    })
  })

  server.get('/joint/files/:sha256', {
    preValidation: async (request) => void actorIn(request, READERS),
    schema: {
      summary: '下载附件 Download a file',
      tags: ['files'],
      params: z.strictObject({ sha256: Sha256 }),
      response: { '4xx': Problem, 503: Problem },
    },
    handler: async (request, reply) => {
      const { sha256 } = request.params as { sha256: string }
      // An entry that came a moment ago names its files too.
      for (const { member, log } of compacts().open().values()) await log.follow(member)
      const readable = await readableFiles(compacts(), db, [sha256], request.actor as Actor)
      if (!readable.has(sha256)) throw new Refusal('file.not_found')
      const stream = await compacts().files.open(sha256)
      // Never shown in place: what comes from elsewhere is downloaded.
      return reply
        .header('content-disposition', `attachment; filename="${sha256}"`)
        .type('application/octet-stream')
        .send(stream)
    },
  })
}
