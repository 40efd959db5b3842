import type { AddressInfo } from 'node:net'
import type { CommitteeId, Doc } from '@lianxie/contracts'
import type { NatsConnection } from '@nats-io/transport-node'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'
import { baseConfig, readConfig } from './config.ts'
import { type Check, createHealth } from './health.ts'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'
import { measureEventLoop } from './measure-event-loop.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { closeNats, connectNats, type NatsOptions } from './nats.ts'
import { mountProbes } from './probes.ts'
import { serveUntilAsked } from './serve-until-asked.ts'

/** 前端进程: what stands before the services and owns nothing: no database, no commands, no events of its own. */
export interface FrontDefinition {
  name: string
  doc: Doc
  routes(server: FastifyInstance, runtime: FrontRuntime): void | Promise<void>
  /** What else lives as long as the process does. */
  start?(runtime: FrontRuntime): Promise<AsyncDisposable>
  /** Real operations that its health does too. */
  checks?(runtime: FrontRuntime): Readonly<Record<string, Check>>
}

export interface FrontSettings {
  committee: CommitteeId
  nats: Omit<NatsOptions, 'name'>
  host: string
  port: number
  profile: 'production' | 'demo' | 'test'
  rateLimitPerMinute: number
  /** Whose word on the address of a caller is taken, such as that of what ends TLS before it. */
  trustProxy?: readonly string[]
  log: Logger
  own: Readonly<Record<string, unknown>>
}

export interface FrontRuntime extends Pick<FrontSettings, 'committee' | 'profile' | 'own'> {
  nats: NatsConnection
  log: Logger
  metrics: Metrics
}

export interface RunningFront {
  name: string
  url: string
  server: FastifyInstance
  stop(): Promise<void>
}

/** What every front reads from its environment. */
export const frontConfig = {
  COMMITTEE: baseConfig.COMMITTEE,
  NATS_URL: baseConfig.NATS_URL,
  NATS_USER: baseConfig.NATS_USER,
  NATS_PASSWORD: baseConfig.NATS_PASSWORD,
  HOST: baseConfig.HOST,
  PORT: baseConfig.PORT,
  LOG_LEVEL: baseConfig.LOG_LEVEL,
  PROFILE: baseConfig.PROFILE,
  RATE_LIMIT_PER_MINUTE: baseConfig.RATE_LIMIT_PER_MINUTE,
  TRUST_PROXY: baseConfig.TRUST_PROXY,
}
const FrontConfig = z.object(frontConfig)

/** Starts a front: NATS, HTTP with all that the services share, its routes. Whatever started is stopped when a later part fails. */
export async function startFront(definition: FrontDefinition, settings: FrontSettings): Promise<RunningFront> {
  const { name } = definition
  const { committee, profile, own } = settings
  await using undo = new AsyncDisposableStack()
  const log = settings.log.child({ service: name, committee })
  const nats = await connectNats({ ...settings.nats, name: `${name}@${committee}` })
  undo.defer(() => closeNats(nats))
  const metrics = createMetrics({
    service: name,
    committee,
    onUnread: (gauge, err) => log.warn({ gauge, err }, 'a gauge cannot be read'),
  })
  undo.use(measureEventLoop(metrics))
  const runtime: FrontRuntime = { committee, profile, own, nats, log, metrics }
  if (definition.start) undo.use(await definition.start(runtime))
  const server = await createHttp({
    metrics,
    log,
    // Whoever asks is known to the services by the token that goes with the request.
    authenticate: async () => undefined,
    rateLimitPerMinute: settings.rateLimitPerMinute,
    ...(settings.trustProxy && { trustProxy: settings.trustProxy }),
  })
  undo.defer(() => server.close())
  mountProbes(server, createHealth({ events: () => nats.flush(), ...definition.checks?.(runtime) }), metrics)
  await definition.routes(server, runtime)
  await server.listen({ host: settings.host, port: settings.port })
  const { port } = server.server.address() as AddressInfo
  log.info({ port }, 'front ready')
  const life = undo.move()
  return { name, url: `http://${settings.host}:${port}`, server, stop: () => life.disposeAsync() }
}

/** Runs one front as a process; a start that fails says why in one line and ends with 1. */
export async function runFront<S extends z.ZodObject>(
  definition: FrontDefinition,
  schema: S,
  ownSettings: (config: z.output<S>) => Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    const config = readConfig(schema, process.env)
    const base = config as unknown as z.output<typeof FrontConfig>
    const settings: FrontSettings = {
      committee: base.COMMITTEE,
      nats: {
        servers: base.NATS_URL,
        ...(base.NATS_USER !== undefined && { auth: { user: base.NATS_USER, pass: base.NATS_PASSWORD ?? '' } }),
      },
      host: base.HOST,
      port: base.PORT,
      profile: base.PROFILE,
      rateLimitPerMinute: base.RATE_LIMIT_PER_MINUTE,
      ...(base.TRUST_PROXY && { trustProxy: base.TRUST_PROXY }),
      log: createLog({ level: base.LOG_LEVEL }),
      own: ownSettings(config),
    }
    await serveUntilAsked(() => startFront(definition, settings), settings.log)
  } catch (error) {
    process.stderr.write(`${definition.name} cannot start: ${(error as Error).message}\n`)
    process.exit(1)
  }
}
