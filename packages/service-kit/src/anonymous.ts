import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** 不记名: see `isAnonymous`. */
    anonymous?: true | { perMinute: number }
  }
}

/**
 * 不记名: true for a request to a route with `config: { anonymous: true }`, such as a vote. Nothing of it is kept: nobody is
 * signed in, it has no request id in the answer or a log line, no span, and no measure; a fault is logged by its kind alone.
 */
export const isAnonymous = (request: FastifyRequest): boolean => request.routeOptions.config?.anonymous !== undefined

/**
 * How much more one address may ask of such a route: a gateway stands before everybody, and says of nobody who it is. It
 * counts by address itself. In memory alone.
 */
const EVERYBODY = 100

/** Gives anonymous routes a limit by address, without headers that would number the requests. Before the limits of all. */
export function limitAnonymous(server: FastifyInstance, perMinute: number): void {
  const none = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false } as const
  server.addHook('onRoute', (route) => {
    const anonymous = route.config?.anonymous
    if (!anonymous) return
    const rateLimit = {
      max: typeof anonymous === 'object' ? anonymous.perMinute : perMinute * EVERYBODY,
      addHeaders: none,
      addHeadersOnExceeding: none,
    }
    route.config = { ...route.config, rateLimit: { ...rateLimit, keyGenerator: ({ ip }: FastifyRequest) => ip } }
  })
}
