import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import underPressure from '@fastify/under-pressure'
import { Refusal, type RefusalCode } from '@lianxie/contracts'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Authenticate } from './auth.ts'
import { isUnavailable } from './database.ts'
import { measureHttp, type Metrics } from './metrics.ts'
import { parseOrRefuse, problemOf } from './problem.ts'
import { traceHttp } from './telemetry.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody signed in. */
    actor: Actor | null
  }
}

export interface HttpOptions {
  title: string
  log: Logger
  authenticate: Authenticate
  rateLimitPerMinute: number
  metrics: Metrics
}

/** Bodies of commands are small; files and imports have routes with limits of their own. */
const BODY_LIMIT = 256 * 1024

/** Wrong tokens that one address may show, as a share of all that one account may ask. */
const FAILED_SHARE = 1 / 4

/** Routes that machines ask often and that cost nothing. */
export const isUnlimited = (url: string): boolean => /^\/(live|health|metrics)(\?|$)/.test(url)

/**
 * A Fastify instance with everything that all services share: request ids, problem+json for every refusal,
 * validation by zod, OpenAPI 3.1, security headers, limits of rate, body and load.
 */
export async function createHttp({
  title,
  log,
  authenticate,
  rateLimitPerMinute,
  metrics,
}: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    // What the router itself turns down never reaches the error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance
  server.setValidatorCompiler(({ schema }) => (value) => ({
    value: parseOrRefuse(schema as unknown as z.ZodType, value),
  }))
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(answerError)
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, 'request.no_route'))
  traceHttp(server)
  measureHttp(server, metrics)
  server.decorateRequest('actor', null)
  await server.register(rateLimit, {
    max: rateLimitPerMinute,
    timeWindow: '1 minute',
    hook: 'preHandler',
    keyGenerator: (request) => request.actor?.id ?? request.ip,
    allowList: (request) => isUnlimited(request.url),
    errorResponseBuilder: () => new Refusal('request.too_many'),
  })
  const failures = server.createRateLimit({
    max: Math.ceil(rateLimitPerMinute * FAILED_SHARE),
    timeWindow: '1 minute',
    keyGenerator: (request) => `failed ${request.ip}`,
  })
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (isUnlimited(request.url)) return
    try {
      request.actor = (await authenticate(request.headers.authorization)) ?? null
    } catch (error) {
      // Whoever tries tokens is known by address alone, and slowed down by it.
      const seen = await failures(request)
      if (!seen.isAllowed && seen.isExceeded) throw new Refusal('request.too_many')
      throw error
    }
  })
  await server.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  })
  await server.register(underPressure, {
    maxEventLoopDelay: 2_000,
    pressureHandler: (request, reply) => void sendProblem(request, reply, 'service.unavailable'),
  })
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        version: '1',
        description:
          '命令以 `POST` 提交，须带 `Idempotency-Key`；查询为 `GET`。拒绝一律为 problem+json，含稳定代码和中英文说明。\n\n' +
          'Commands are posted with an `Idempotency-Key`, queries are gets. Every refusal is problem+json with a stable code and a sentence in Chinese and English.',
        license: { name: 'Apache-2.0' },
      },
      tags: [
        { name: 'commands', description: '命令 what can be asked for' },
        { name: 'queries', description: '查询 what can be read' },
        { name: 'imports', description: '导入 tables, looked at before they count' },
        { name: 'files', description: '附件 files by their hash' },
        { name: 'bundles', description: '数据包 entries as a file' },
        { name: 'operations', description: '运维 for operators' },
      ],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  return server
}

/** Sends a refusal as RFC 9457 problem+json. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: RefusalCode,
  detail: Record<string, unknown> = {},
): FastifyReply {
  const problem = problemOf(code, detail, request.id)
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

// What Fastify itself turns down, in the platform's codes.
const FASTIFY_CODES: Record<string, RefusalCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.not_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.not_json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_BAD_URL: 'request.invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request.invalid',
}

function answerError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return sendProblem(request, reply, error.code, error.detail)
  const known = FASTIFY_CODES[error.code] ?? (error.statusCode === 400 ? 'request.invalid' : undefined)
  if (known) return sendProblem(request, reply, known)
  if (isUnavailable(error)) {
    request.log.warn({ err: error }, 'a request met a database that could not serve it')
    return sendProblem(request, reply.header('retry-after', '2'), 'service.unavailable')
  }
  request.log.error({ err: error }, 'a request failed')
  return reply
    .code(500)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'urn:lianxie:refusal:internal',
        title: 'An unexpected fault; it has been logged under the request id.',
        status: 500,
        code: 'internal',
        zh: '系统发生意外错误，已记录，请稍后再试。',
        en: 'An unexpected fault; it has been logged under the request id.',
        requestId: request.id,
      }),
    )
}
