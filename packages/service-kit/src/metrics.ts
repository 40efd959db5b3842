import type { CommitteeId } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { isAnonymous } from './anonymous.ts'
import { routeOf } from './telemetry.ts'

/** One measured value, or one for each set of labels. */
export type Measured = number | readonly { labels: Record<string, string>; value: number }[]

export interface Metrics {
  /** One answered request: `route` is the pattern, so that ids do not make a series each. */
  observeHttp(request: { method: string; route: string; status: number; seconds: number }): void
  /** One command: `outcome` is `done`, `replayed`, or the code of the refusal. */
  countCommand(command: string, outcome: string): void
  /** A counter of the name `lianxie_<name>_total`, for example of rewinds. */
  registerCounter(
    name: string,
    help: string,
    labelNames?: readonly string[],
  ): (labels?: Record<string, string>, by?: number) => void
  /**
   * A gauge of the name `lianxie_<name>`, read by `collect` whenever somebody asks. One that cannot be read is left out of
   * the answer, reported to `onUnread`, and counted by `lianxie_unread_gauges`.
   */
  registerGauge(
    name: string,
    help: string,
    collect: () => Measured | Promise<Measured>,
    labelNames?: readonly string[],
  ): void
  /** The Prometheus text format, and the content type it is sent with. */
  render(): Promise<{ contentType: string; body: string }>
}

export interface MetricsOptions {
  service: string
  committee: CommitteeId
  onUnread?: (gauge: string, error: unknown) => void
}

/** What a service measures, labelled with the service and the committee. Each call has a registry of its own. */
export function createMetrics({ service, committee, onUnread = () => {} }: MetricsOptions): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service, committee })
  const registers = [registry]
  const http = new Histogram({
    name: 'lianxie_http_request_duration_seconds',
    help: 'Time from a request to its answer, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const commands = new Counter({
    name: 'lianxie_commands_total',
    help: 'Commands by what came of them: done, replayed, or the code of the refusal.',
    labelNames: ['command', 'outcome'] as const,
    registers,
  })
  let unread = 0
  const metrics: Metrics = {
    observeHttp: ({ method, route, status, seconds }) => http.observe({ method, route, status }, seconds),
    countCommand: (command, outcome) => commands.inc({ command, outcome }),
    registerCounter(name, help, labelNames = []) {
      const counter = new Counter({ name: `lianxie_${name}_total`, help, labelNames: [...labelNames], registers })
      return (labels = {}, by = 1) => counter.inc(labels, by)
    },
    registerGauge(name, help, collect, labelNames = []) {
      new Gauge({
        name: `lianxie_${name}`,
        help,
        labelNames: [...labelNames],
        registers,
        async collect() {
          this.reset()
          try {
            const measured = await collect()
            if (typeof measured === 'number') return this.set(measured)
            for (const { labels, value } of measured) this.set(labels, value)
          } catch (error) {
            // A stale or invented value would hide the fault; a missing one and the count of the missing tell it.
            this.remove()
            unread += 1
            onUnread(name, error)
          }
        },
      })
    },
    async render() {
      unread = 0
      const body = await registry.metrics()
      const line = `lianxie_unread_gauges{service="${service}",committee="${committee}"} ${unread}`
      const unreadGauge = `# HELP lianxie_unread_gauges Gauges that could not be read this time.\n# TYPE lianxie_unread_gauges gauge\n${line}\n`
      return { contentType: registry.contentType, body: `${body}\n${unreadGauge}` }
    },
  }
  const started = Date.now() / 1000
  metrics.registerGauge('process_start_time_seconds', 'When the process started, seconds since 1970.', () => started)
  metrics.registerGauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  return metrics
}

/** Measures every request of a server that is not anonymous. */
export function measureHttp(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    if (isAnonymous(request)) return done()
    const { method } = request
    metrics.observeHttp({
      method,
      route: routeOf(request),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
    done()
  })
}

/** Measures a pool of database connections. */
export function measurePool(pool: Pool, metrics: Metrics): void {
  metrics.registerGauge(
    'pool_connections_in_use',
    'Database connections in use.',
    () => pool.totalCount - pool.idleCount,
  )
  metrics.registerGauge(
    'pool_requests_waiting',
    'Requests that wait for a database connection.',
    () => pool.waitingCount,
  )
}
