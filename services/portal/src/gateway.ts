import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import replyFrom from '@fastify/reply-from'
import { Refusal } from '@lianxie/contracts'
import { sendProblem } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PortalSettings } from './config.ts'
import { requireSameOrigin } from './same-origin.ts'
import { isToken, sessionCookies, type SessionTokens } from './session-tokens.ts'
import { behind, isUpstream } from './upstreams.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The access token that goes with the request to a service; null for whoever is not signed in. */
    accessToken: string | null
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Votes that one address may send: a hall of five hundred may stand behind one, and try again. */
const VOTES_PER_MINUTE = 2_000

/** What a browser sends that is no service's business, or is said anew by the gateway. */
const WITHHELD = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-lianxie',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'expect',
  'upgrade',
]

/**
 * 网关: `/api/<service>/*` goes to that service with an access token instead of the cookie, `/auth/*` and `/identity/*` to
 * identity with the cookie, `/ops/<service>/*` to a service's operations, for operators. Bodies stream both ways.
 */
export async function mountGateway(
  server: FastifyInstance,
  settings: Pick<PortalSettings, 'publicUrl' | 'identityUrl' | 'upstreams'>,
  tokens: SessionTokens,
): Promise<void> {
  const origin = new URL(settings.publicUrl).origin
  mountBallotBox(server, settings)
  await server.register(async (scope) => {
    await scope.register(replyFrom, {
      disableRequestLogging: true,
      retryMethods: [],
      undici: { connections: 128, headersTimeout: 120_000, bodyTimeout: 120_000 },
    })
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.decorateRequest('accessToken', null)
    scope.addHook('onRequest', async (request) => requireSameOrigin(request, origin))

    const toService = async (request: FastifyRequest, reply: FastifyReply) => {
      const { service, '*': path } = request.params as { service: string; '*': string }
      const own = request.url.startsWith('/ops/')
      const prefix = own ? '' : `/${service}/`
      const target = isUpstream(service) && behind(settings.upstreams[service], prefix, own ? opsPath(path) : path)
      if (!target) return sendProblem(request, reply, 'request.no_route')
      const { cookie } = request.headers
      const found = await tokens.tokenOf(cookie, request.ip)
      const session = isToken(found) ? found : undefined
      const withheld = found && !isToken(found) ? found.withheld : undefined
      // Some of it asks for no token where it is, since only operators get there.
      if (own && session?.viewer.role !== 'OPS') {
        return sendProblem(request, reply, withheld ?? (session ? 'auth.forbidden' : 'auth.missing'))
      }
      request.accessToken = session?.token ?? null
      return reply.from(target, {
        rewriteRequestHeaders: (_, headers) => headersFor(request, headers),
        rewriteHeaders: ({ 'set-cookie': _, ...headers }) => headers,
        onResponse: (_, __, answer) => {
          const { stream } = answer as unknown as { stream: Readable }
          // Identity decides whether the session goes on: the next request asks it.
          if (reply.statusCode === 401) tokens.forget(cookie)
          if (reply.statusCode !== 401 || withheld === undefined) return void reply.send(stream)
          // Not nobody, as the service has to think: somebody with something to do first.
          stream.destroy()
          for (const name of ['content-length', 'content-encoding', 'www-authenticate']) reply.removeHeader(name)
          void sendProblem(request, reply, withheld)
        },
        onError: (_, { error }) => unreachable(request, reply, error),
      })
    }
    const toIdentity = async (request: FastifyRequest, reply: FastifyReply) => {
      const { '*': path } = request.params as { '*': string }
      const prefix = request.url.startsWith('/auth/') ? '/auth/' : '/identity/'
      const target = behind(settings.identityUrl, prefix, path)
      // The token is for services: a page never holds one.
      if (!target || /^access-token\/?$/.test(path)) return sendProblem(request, reply, 'request.no_route')
      const { cookie } = request.headers
      if (request.method !== 'GET') tokens.forget(cookie)
      return reply.from(target, {
        rewriteRequestHeaders: (_, headers) => ({
          ...headersFor(request, headers),
          ...(sessionCookies(cookie) !== undefined && { cookie: sessionCookies(cookie) }),
          'x-lianxie': request.headers['x-lianxie'] ?? '',
          'x-forwarded-host': new URL(origin).host,
          'x-forwarded-proto': new URL(origin).protocol.slice(0, -1),
        }),
        onResponse: (_, __, answer) => {
          // Once more, as a request beside this one may have asked for a token meanwhile.
          if (request.method !== 'GET') tokens.forget(cookie)
          void reply.send((answer as unknown as { stream: NodeJS.ReadableStream }).stream)
        },
        onError: (_, { error }) => unreachable(request, reply, error),
      })
    }
    const handled = { method: [...METHODS], schema: { hide: true } }
    scope.route({ ...handled, url: '/api/:service/*', handler: toService })
    scope.route({ ...handled, url: '/ops/:service/*', handler: toService })
    scope.route({ ...handled, url: '/auth/*', handler: toIdentity })
    scope.route({ ...handled, url: '/identity/*', handler: toIdentity })
  })
}

/** `/ops/<service>/health` and `/ops/<service>/metrics` lead to the probes, everything else to `/ops/…`. */
const opsPath = (path: string) => (path === 'health' || path === 'metrics' ? `/${path}` : `/ops/${path}`)

function headersFor({ accessToken, ip, id }: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !WITHHELD.includes(name)))
  return {
    ...kept,
    'x-forwarded-for': ip,
    'x-request-id': id,
    ...(accessToken != null && { authorization: `Bearer ${accessToken}` }),
  }
}

function unreachable(request: FastifyRequest, reply: FastifyReply, error: Error): void {
  request.log.warn({ err: error }, 'a service behind the gateway could not be reached')
  void sendProblem(request, reply.header('retry-after', '2'), 'service.unavailable')
}

/**
 * 票箱: a vote goes on by itself, without cookie, token, address, log line or request id (decision 19). What carries any
 * sign of a person is turned down before it is read.
 */
function mountBallotBox(server: FastifyInstance, { upstreams }: Pick<PortalSettings, 'upstreams'>): void {
  server.post('/api/supervision/ballots/:ballotId/votes', {
    config: { anonymous: { perMinute: VOTES_PER_MINUTE } },
    bodyLimit: 4096,
    schema: { hide: true },
    preParsing: async ({ headers }, _reply, payload) => {
      if (headers.authorization !== undefined || sessionCookies(headers.cookie)) throw new Refusal('ballot.signed_in')
      if (headers['x-lianxie'] !== '1') throw new Refusal('request.cross_site')
      return payload
    },
    handler: async (request, reply) => {
      const { ballotId } = request.params as { ballotId: string }
      const target = behind(upstreams.supervision, '/supervision/ballots/', `${encodeURIComponent(ballotId)}/votes`)
      if (target === undefined) throw new Refusal('common.not_found', { field: 'ballotId' })
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request.body),
        signal: AbortSignal.timeout(30_000),
      }).catch(() => undefined)
      if (!answer) throw new Refusal('service.unavailable')
      return reply
        .code(answer.status)
        .type(answer.headers.get('content-type') ?? 'application/json')
        .serializer((text: unknown) => String(text))
        .send(await answer.text())
    },
  })
}
