import type { FastifyInstance } from 'fastify'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'

/** `/live` answers while the process does, `/health` when it can do its work, `/metrics` for Prometheus. No secrets in any. */
export function mountProbes(server: FastifyInstance, health: Health, metrics: Metrics): void {
  metrics.registerGauge(
    'health_seconds_since_ok',
    'Seconds since each real operation last succeeded.',
    () =>
      Object.entries(health.sinceLastOk())
        .filter(([, value]) => Number.isFinite(value))
        .map(([check, value]) => ({ labels: { check }, value })),
    ['check'],
  )
  metrics.registerGauge(
    'health_degraded',
    'Whether each real operation works for a part only, while the service goes on for the rest.',
    () => Object.entries(health.degraded()).map(([check, amiss]) => ({ labels: { check }, value: amiss ? 1 : 0 })),
    ['check'],
  )
  const hidden = { schema: { hide: true } }
  server.get('/live', hidden, async () => ({ status: 'ok' }))
  server.get('/health', hidden, async (_, reply) => {
    const result = await health.ready()
    return reply.code(result.status === 'ok' ? 200 : 503).send(result)
  })
  server.get('/metrics', hidden, async (_, reply) => {
    const { contentType, body } = await metrics.render()
    return reply.type(contentType).send(body)
  })
}
