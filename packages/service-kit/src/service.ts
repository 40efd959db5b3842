import type { AddressInfo } from 'node:net'
import { type CommitteeId, type Doc, Refusal, type ServiceName, topology } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { systemActor } from './actor.ts'
import type { Answer } from './answer.ts'
import type { Apply } from './append-events.ts'
import { createAuthenticate } from './auth.ts'
import { type Clock, systemClock } from './clock.ts'
import { startConsumers } from './consumer.ts'
import { openDatabase } from './database.ts'
import { createExecute, executeIn } from './execute.ts'
import type { Handler } from './handle.ts'
import { createHealth, databaseCheck, jetStreamCheck, type Check } from './health.ts'
import { createHttp } from './http.ts'
import { kitJobs } from './kit-jobs.ts'
import { type JobDefinition, type Jobs, startJobs } from './jobs.ts'
import { liveShapes } from './live-shapes.ts'
import { measureBackbone } from './measure-backbone.ts'
import { measureEventLoop } from './measure-event-loop.ts'
import { createMetrics, measurePool, type Metrics } from './metrics.ts'
import { kitMigrations, migrate } from './migrate.ts'
import { closeNats, connectNats, type NatsOptions } from './nats.ts'
import { newId } from './new-id.ts'
import { mountOperations } from './operations.ts'
import { mountProbes } from './probes.ts'
import type { Reaction } from './reaction.ts'
import { mountReference } from './reference.ts'
import { startRelay } from './relay.ts'
import { mountCommands, mountQueries } from './routes.ts'
import type { ExecuteAsSystem, Runtime } from './runtime.ts'
import { createStoppedTokens, STOPPED_TABLE, stopReactions, watchStopped } from './stopped-tokens.ts'
import { clamd } from './scanner/clamd.ts'
import { scannerCheck } from './scanner/file-scanner.ts'
import type { ReadableFiles } from './stored-files.ts'

/** All that makes up one service. The same definition runs in production, in the demo and in tests. */
export interface ServiceDefinition<Tables = any> {
  name: ServiceName
  doc: Doc
  migrations: URL
  handlers: readonly Handler<any, any, any>[]
  answers: readonly Answer<any, any>[]
  reactions: readonly Reaction[]
  jobs?: readonly JobDefinition[]
  apply: Apply<Tables>
  /** The tables that `apply` writes: they equal a replay of the own events. */
  ownTables: readonly string[]
  /** The tables that reactions write, projections of what others published. */
  foreignTables?: readonly string[]
  /** Personal columns, written by `also`, which no event carries and no replay restores. */
  personalColumns?: Readonly<Record<string, readonly string[]>>
  /** 附件: which files an actor reads by what refers to them; by it files are given out, and referred to again. */
  readableFiles?: ReadableFiles
  /** Routes that are neither command nor query: uploads, downloads, streams. */
  routes?(server: FastifyInstance, runtime: Runtime<Tables>, execute: ExecuteAsSystem): void | Promise<void>
  /** What is asked for at the server itself, `main.ts <name> …`, beside the processes that serve; answers lines to print. */
  tasks?: Readonly<Record<string, (means: TaskMeans, args: readonly string[]) => Promise<readonly string[]>>>
  /** What else lives as long as the service does, such as the gateway to the hub. */
  start?(runtime: Runtime<Tables>): Promise<AsyncDisposable>
  /** Real operations of this service alone that its health does too, such as signing and verifying. */
  checks?(runtime: Runtime<Tables>): Readonly<Record<string, Check>>
  /** Gauges of this service alone, such as of what waits to be sent. */
  measure?(metrics: Metrics, runtime: Runtime<Tables>): void
}

/** What a task of a service has at hand. */
export interface TaskMeans {
  runtime: Runtime<any>
  execute: ExecuteAsSystem
}

export interface ServiceSettings {
  committee: CommitteeId
  databaseUrl: string
  /** Connections of the instance at most. */
  databaseConnections?: number
  nats: Omit<NatsOptions, 'name'>
  /** Copies of each stream in a NATS cluster. */
  replicas?: number
  host: string
  port: number
  auth: { issuer: string; audience: string; jwksUrl: string }
  profile: 'production' | 'demo' | 'test'
  filesDir: string
  /** ClamAV's daemon, `tcp://host:port` or `unix:///path`; without one files are shown as not scanned. */
  clamdUrl?: string
  rateLimitPerMinute: number
  /** Addresses and networks of the reverse proxy; without them all that come through it are one address. */
  trustProxy?: readonly string[]
  log: Logger
  clock?: Clock
  /** Settings of this service alone, read by its own `start` and `routes`. */
  own?: Readonly<Record<string, unknown>>
}

export interface RunningService {
  name: ServiceName
  url: string
  runtime: Runtime<any>
  server: FastifyInstance
  /** Takes no new requests, finishes those under way, then lets go of everything. */
  stop(): Promise<void>
}

/** A service's means without its work: database brought up to date, NATS, clock, log. Tools use it, `startService` too. */
export async function openRuntime(
  definition: ServiceDefinition,
  settings: ServiceSettings,
): Promise<{ runtime: Runtime<any>; undo: AsyncDisposableStack }> {
  await using opening = new AsyncDisposableStack()
  const log = logOf(definition.name, settings)
  const { pool, db } = openDatabase<any>(settings.databaseUrl, {
    name: `lianxie ${definition.name}`,
    log,
    ...(settings.databaseConnections !== undefined && { max: settings.databaseConnections }),
  })
  opening.defer(() => db.destroy())
  const connecting = connectNats({ ...settings.nats, name: `${definition.name}@${settings.committee}` })
  const migrating = migrate(pool, [kitMigrations, { scope: definition.name, folder: definition.migrations }])
  // A start that fails here does not wait until the other server answers.
  migrating.catch(() => connecting.then(closeNats, () => undefined))
  const [nats, applied] = await Promise.all([connecting, migrating])
  opening.defer(() => closeNats(nats))
  if (applied.length > 0) log.info({ applied }, 'schema brought up to date')
  const runtime: Runtime<any> = {
    service: definition.name,
    committee: settings.committee,
    profile: settings.profile,
    db,
    pool,
    nats,
    clock: settings.clock ?? systemClock,
    log,
    newId: () => newId(),
    wakeRelay: () => {},
    filesDir: settings.filesDir,
    ...(definition.readableFiles && { readableFiles: definition.readableFiles }),
    ...(settings.clamdUrl !== undefined && { scanner: clamd(settings.clamdUrl) }),
    own: settings.own ?? {},
  }
  return { runtime, undo: opening.move() }
}

/** The log with the service's name and committee, each said once. */
function logOf(service: ServiceName, { log, committee }: ServiceSettings): Logger {
  const bound = log.bindings()
  return bound['service'] === service && bound['committee'] === committee ? log : log.child({ service, committee })
}

/** The service's own reactions, and what the kit itself hears for it. */
export function reactionsOf({ name, reactions, foreignTables = [] }: ServiceDefinition) {
  const contexts: readonly string[] = topology[name].listensTo
  if (!contexts.includes('identity')) return { reactions, foreignTables }
  return { reactions: [...reactions, ...stopReactions], foreignTables: [...foreignTables, STOPPED_TABLE] }
}

/** Runs commands of the service as the service itself, in a transaction that is open already. */
export function executorOf(definition: ServiceDefinition, runtime: Runtime<any>): ExecuteAsSystem {
  const handlerOf = new Map(definition.handlers.map((handler) => [handler.command.type, handler]))
  const shapes = liveShapes(runtime.db, definition.ownTables)
  return async (tx, command, body, causation) => {
    const handler = handlerOf.get(command.type)
    if (!handler) throw new Error(`${definition.name} has no handler of ${command.type}`)
    const actor = systemActor(runtime.committee, definition.name)
    await executeIn(tx, runtime, handler, definition.apply, body, {
      actor,
      ...(causation !== undefined && { causation }),
      // History comes in thousands.
      ...(handler.occurredAt && { shapes: await shapes() }),
    })
  }
}

/** Starts a service: migrations, relay, consumers, HTTP and jobs. Whatever started is stopped again when a later part fails. */
export async function startService(definition: ServiceDefinition, settings: ServiceSettings): Promise<RunningService> {
  const opened = await openRuntime(definition, settings)
  await using undo = opened.undo
  const { runtime } = opened
  const { db, pool, nats, log } = runtime
  const relay = undo.use(await startRelay(runtime, { replicas: settings.replicas ?? 1 }))
  runtime.wakeRelay = () => relay.wake()
  const executeAsSystem = executorOf(definition, runtime)
  const { reactions, foreignTables } = reactionsOf(definition)
  const consumers = undo.use(
    await startConsumers(runtime, {
      contexts: topology[definition.name].listensTo,
      reactions,
      tables: foreignTables,
      execute: executeAsSystem,
    }),
  )
  const stopped = createStoppedTokens()
  undo.use(await watchStopped(runtime, stopped))
  if (definition.start) undo.use(await definition.start(runtime))

  const metrics = createMetrics({
    service: definition.name,
    committee: settings.committee,
    onUnread: (gauge, err) => log.warn({ gauge, err }, 'a gauge cannot be read'),
  })
  measurePool(pool, metrics)
  undo.use(measureEventLoop(metrics))
  measureBackbone(metrics, relay, consumers)
  definition.measure?.(metrics, runtime)
  const health = createHealth({
    database: databaseCheck(db),
    events: jetStreamCheck(nats),
    ...(runtime.scanner && { scanner: scannerCheck(runtime.scanner) }),
    ...definition.checks?.(runtime),
  })
  const server = await createHttp({
    metrics,
    log,
    authenticate: createAuthenticate({ committee: settings.committee, ...settings.auth, stopped }),
    rateLimitPerMinute: settings.rateLimitPerMinute,
    ...(settings.trustProxy && { trustProxy: settings.trustProxy }),
  })
  undo.defer(() => server.close())
  mountReference(server, runtime, `Lianxie ${definition.doc.zh} ${definition.name}`)
  mountProbes(server, health, metrics)
  let jobs: Jobs | undefined
  mountOperations(server, runtime, {
    consumers,
    jobs() {
      if (!jobs) throw new Refusal('service.unavailable')
      return jobs
    },
  })
  const execute = createExecute(runtime, definition.apply, definition.ownTables)
  mountCommands(server, runtime, definition.handlers, execute, metrics.countCommand)
  mountQueries(server, runtime, definition.answers)
  await definition.routes?.(server, runtime, executeAsSystem)
  await server.listen({ host: settings.host, port: settings.port })
  const { port } = server.server.address() as AddressInfo
  // Nobody waits for a job that is due: what is asked for comes first.
  jobs = undo.use(await startJobs(runtime, [...kitJobs, ...(definition.jobs ?? [])], { execute: executeAsSystem }))
  log.info({ port }, 'service ready')

  const life = undo.move()
  return {
    name: definition.name,
    url: `http://${settings.host}:${port}`,
    runtime,
    server,
    stop: () => life.disposeAsync(),
  }
}
