import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { Refusal, type RefusalCode } from '@lianxie/contracts'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { isAnonymous, limitAnonymous } from './anonymous.ts'
import type { Authenticate } from './auth.ts'
import { isUnavailable } from './database.ts'
import { measureHttp, type Metrics } from './metrics.ts'
import { parseOrRefuse, problemOf } from './problem.ts'
import { requireScope } from './scopes.ts'
import { traceHttp } from './telemetry.ts'
import { closeUnused } from './unused-connections.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody signed in. */
    actor: Actor | null
  }
}

export interface HttpOptions {
  log: Logger
  authenticate: Authenticate
  rateLimitPerMinute: number
  /** Addresses and networks of the reverse proxy, whose word is taken for the address that somebody asks from. */
  trustProxy?: readonly string[]
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
 * validation by zod, security headers, limits of rate, body and load.
 */
export async function createHttp({
  log,
  authenticate,
  rateLimitPerMinute,
  trustProxy,
  metrics,
}: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: trustProxy ? [...trustProxy] : false,
    // The whole of a large file, over a slow line; what stands still, or does not end its headers, is cut sooner.
    requestTimeout: 30 * 60_000,
    connectionTimeout: 2 * 60_000,
    forceCloseConnections: 'idle',
    // What the router itself turns down never reaches the error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: byZod },
  }) as unknown as FastifyInstance
  closeUnused(server)
  server.setErrorHandler(answerError)
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, 'request.no_route'))
  traceHttp(server)
  measureHttp(server, metrics)
  server.decorateRequest('actor', null)
  limitAnonymous(server, rateLimitPerMinute)
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
    if (isAnonymous(request)) return
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
    if (request.actor) requireScope(request.actor, request.method, request.url)
  })
  await server.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  })
  await server.register(underPressure, {
    maxEventLoopDelay: 2_000,
    pressureHandler: (request, reply) => void sendProblem(request, reply, 'service.unavailable'),
  })
  return server
}

// Fastify would load a hundred and twenty modules of ajv if it were told later.
const byZod = {
  buildValidator:
    () =>
    ({ schema }: { schema: z.ZodType }) =>
    (value: unknown) => ({ value: parseOrRefuse(schema, value) }),
  buildSerializer:
    () =>
    ({ schema }: { schema: z.ZodType }) =>
    (answer: unknown) =>
      JSON.stringify(z.encode(schema, answer)),
} as object

/** Sends a refusal as RFC 9457 problem+json. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: RefusalCode,
  detail: Record<string, unknown> = {},
): FastifyReply {
  const problem = problemOf(code, detail, idOf(request))
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

/** The request's id, for those who ask about it; an anonymous one has none. */
const idOf = (request: FastifyRequest) => (isAnonymous(request) ? 'anonymous' : request.id)

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
    if (!isAnonymous(request)) request.log.warn({ err: error }, 'a request met a database that could not serve it')
    return sendProblem(request, reply.header('retry-after', '2'), 'service.unavailable')
  }
  // What failed in an anonymous one may quote it.
  if (isAnonymous(request)) request.server.log.error({ fault: error.name, code: error.code }, 'a request failed')
  else request.log.error({ err: error }, 'a request failed')
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
        requestId: idOf(request),
      }),
    )
}
