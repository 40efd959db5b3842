import { Id, Refusal, Sha256 } from '@lianxie/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { FileAccess } from '../file-routes.ts'
import { DOCUMENT_TYPES } from '../file-store.ts'
import { openFiles } from '../files.ts'
import { Problem } from '../problem.ts'
import { actorIn } from '../routes.ts'
import type { Runtime } from '../runtime.ts'
import { dropUpload, finish, receivePiece } from './receive-upload.ts'
import { announcedIn, requireTus, TUS_VERSION, wholeNumberIn } from './upload-headers.ts'
import { beginUpload, findUpload, type Upload, UPLOAD_LIMITS, type UploadLimits } from './upload-record.ts'

const UploadProgress = z
  .object({
    id: Id,
    size: z.int(),
    received: z.int(),
    expiresAt: z.string(),
    /** Once it is whole: what commands refer to. */
    file: z.object({ sha256: Sha256, size: z.int(), mediaType: z.string() }).optional(),
  })
  .meta({ id: 'UploadProgress' })

/**
 * 断点续传: `/<service>/uploads` speaks tus 1.0.0 (creation, termination, expiration), so that a phone goes on where its
 * connection broke. The id of an upload is made by the phone and given as metadata `id`; begun again it is the same upload.
 * An upload belongs to the account that began it; to others it is not there. Its file is kept like that of `PUT …/files`.
 */
export async function mountUploads(
  server: FastifyInstance,
  runtime: Runtime<any>,
  { uploaders, limits: given = {} }: Pick<FileAccess, 'uploaders'> & { limits?: Partial<UploadLimits> },
): Promise<void> {
  const limits = { ...UPLOAD_LIMITS, ...given }
  const receiving = { runtime, files: await openFiles(runtime.filesDir), limits, allow: DOCUMENT_TYPES }
  const folder = `/${runtime.service}/uploads`
  const mine = (request: FastifyRequest): Promise<Upload> => {
    const { uploadId } = request.params as { uploadId: string }
    return findUpload(runtime.db, (request.actor as Actor).id, uploadId, runtime.clock.now())
  }

  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.addHook('onRequest', async (_request, reply) => void reply.header('tus-resumable', TUS_VERSION))
    const route = (
      method: RouteOptions['method'],
      summary: string,
      operation: string,
      handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
    ) =>
      scope.route({
        method,
        url: method === 'POST' ? folder : `${folder}/:uploadId`,
        exposeHeadRoute: false,
        schema: {
          summary,
          operationId: `${runtime.service}.${operation}`,
          tags: ['files'],
          description: `Roles: ${uploaders.join(', ')}. Types: ${DOCUMENT_TYPES.join(', ')}.`,
          ...(method !== 'POST' && { params: z.strictObject({ uploadId: Id }) }),
          response: { ...(method === 'GET' && { 200: UploadProgress }), '4xx': Problem, 503: Problem },
        },
        // Strangers' files are not read at all.
        preParsing: async (request, _reply, payload) => {
          actorIn(request, uploaders)
          if (method !== 'GET') requireTus(request)
          return payload
        },
        handler,
      })

    route('POST', '开始上传 Begin an upload, or find it begun', 'begin-upload', async (request, reply) => {
      const announced = announcedIn(request)
      const { id: owner } = request.actor as Actor
      const upload = await beginUpload(runtime.db, { owner, ...announced }, limits, runtime.clock.now())
      return tell(reply.code(201).header('location', `${folder}/${upload.id}`), upload).send()
    })
    route('HEAD', '查询续传位置 Ask where an upload goes on', 'find-upload-offset', async (request, reply) => {
      // After a crash a whole upload may wait for somebody to finish it.
      const upload = await finish(receiving, await mine(request))
      return tell(reply.code(200).header('cache-control', 'no-store'), upload)
        .header('upload-length', upload.size)
        .send()
    })
    route('PATCH', '续传 Send the next piece of an upload', 'continue-upload', async (request, reply) => {
      if (request.headers['content-type'] !== 'application/offset+octet-stream') {
        throw new Refusal('request.media_type', { accepted: ['application/offset+octet-stream'] })
      }
      const offset = wholeNumberIn(request, 'upload-offset')
      return tell(
        reply.code(204),
        await receivePiece(receiving, await mine(request), offset, request.body as never),
      ).send()
    })
    route('DELETE', '取消上传 Give an upload up', 'cancel-upload', async (request, reply) => {
      await dropUpload(runtime, await mine(request))
      return reply.code(204).send()
    })
    route('GET', '查询上传 Read the progress of an upload and its file', 'find-upload', async (request) => {
      const { id, size, received, expiresAt, file } = await finish(receiving, await mine(request))
      return { id, size, received, expiresAt: expiresAt.toISOString(), ...(file && { file: { ...file, size } }) }
    })
  })
}

const tell = (reply: FastifyReply, { received, expiresAt }: Upload) =>
  reply.header('upload-offset', received).header('upload-expires', expiresAt.toUTCString())
