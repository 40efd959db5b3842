import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AnyEventDefinition,
  type CommandDefinition,
  CommitteeId,
  definitionOf,
  eventStream,
  eventSubject,
  eventSubjects,
  type Fact,
  type FactOf,
  type QueryDefinition,
  type ResultOf,
} from '@lianxie/contracts'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Client } from 'pg'
import pino from 'pino'
import { inject } from 'vitest'
import type { z } from 'zod'
import { settableClock } from '../clock.ts'
import { type TestAccount, startTestIssuer, type TokenOptions } from './test-issuer.ts'
import type { CommandAnswer } from '../handle.ts'
import { newId } from '../new-id.ts'
import type { Problem } from '../problem.ts'
import { type RunningService, type ServiceDefinition, type ServiceSettings, startService } from '../service.ts'
import { exchange, type Reply } from './exchange.ts'
import { takeTestDatabase } from './test-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL superuser's URL and a NATS server with JetStream, shared by all tests. */
    adminUrl: string
    /** The server has the accounts t1 to t400, password `test`, each with JetStream of its own. */
    natsUrl: string
  }
}

export interface TestService extends AsyncDisposable {
  committee: CommitteeId
  /** With what it runs: another service of the same committee is started with most of it. */
  settings: ServiceSettings
  /** What another instance of the service, as a process of its own, would read from its environment. */
  environment: Readonly<Record<string, string>>
  /** The service as it runs now; another one after a restart. */
  running: RunningService
  /** Stops the service and starts it again on the same database. */
  restart(): Promise<void>
  clock: ReturnType<typeof settableClock>
  tokenOf(account: TestAccount, options?: TokenOptions): Promise<string>
  /** Sends any HTTP request to the service. */
  fetch(path: string, init?: RequestInit & { as?: TestAccount }): Promise<Response>
  /** Sends a command and gives whatever came back. */
  try<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']> | unknown,
    options?: { as?: TestAccount; key?: string; version?: number; token?: string },
  ): Promise<Reply<CommandAnswer & Problem>>
  /** Sends a command that must succeed and gives its events. */
  send<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']>,
    options: { as: TestAccount; key?: string; version?: number },
  ): Promise<CommandAnswer>
  /** Asks a query that must succeed. */
  ask<Q extends QueryDefinition>(
    query: Q,
    params: Partial<z.input<Q['params']>>,
    options?: { as?: TestAccount },
  ): Promise<ResultOf<Q>>
  /** Asks a query and gives whatever came back. */
  tryAsk<Q extends QueryDefinition>(
    query: Q,
    params: Record<string, unknown>,
    options?: { as?: TestAccount; token?: string },
  ): Promise<Reply<any>>
  /** The data of every event of this kind that the service recorded, oldest first. */
  events<E extends AnyEventDefinition>(event: E): Promise<FactOf<E>['data'][]>
  /** Publishes an event as another context of the same committee would, each aggregate's in order. */
  emit(fact: Fact): Promise<void>
  /** Asks again until `check` gives something, or fails after `timeout` milliseconds. */
  until<T>(check: () => Promise<T | undefined | false>, timeout?: number): Promise<T>
}

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string
}

let committees = 0

/** Starts one service of a committee of its own: own database, own token issuer, streams under its own name. */
export async function startTestService(
  definition: ServiceDefinition,
  {
    rateLimitPerMinute = 1_000_000,
    clamdUrl,
    log = pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    ...more
  }: Partial<
    Pick<ServiceSettings, 'rateLimitPerMinute' | 'clamdUrl' | 'log' | 'auth' | 'port' | 'own' | 'trustProxy'>
  > = {},
): Promise<TestService> {
  committees += 1
  const committee = CommitteeId.parse(`t${process.pid}x${committees}-${randomUUID().slice(0, 8)}-cppcc`)
  const database = committee.replaceAll('-', '_')
  const adminUrl = inject('adminUrl')
  const tables = await takeTestDatabase(adminUrl, definition, database)
  const issuer = await startTestIssuer(committee)
  const nats = await takeNatsAccount(adminUrl)
  const files = await mkdtemp(join(tmpdir(), 'lianxie-files-'))
  const clock = settableClock()
  const settings: ServiceSettings = {
    committee,
    databaseUrl: tables.url,
    nats,
    host: '127.0.0.1',
    port: 0,
    auth: { issuer: issuer.issuer, audience: 'lianxie', jwksUrl: issuer.jwksUrl },
    profile: 'test',
    filesDir: files,
    rateLimitPerMinute,
    ...(clamdUrl !== undefined && { clamdUrl }),
    clock,
    log,
    ...more,
  }
  const running = await startService(definition, settings)
  const tokens = new Map<TestAccount, Promise<string>>()
  const tokenOf: TestService['tokenOf'] = (account, options) => {
    if (options) return issuer.tokenFor(account, options)
    if (!tokens.has(account)) tokens.set(account, issuer.tokenFor(account))
    return tokens.get(account)!
  }
  const versions = new Map<string, number>()
  /** The contexts whose streams exist; the services that own them do not run here. */
  const foreignStreams = new Set<string>()
  /** One for all events that are emitted here, as opening one takes longer than what it is for. */
  let emitter: Promise<NatsConnection> | undefined

  const request = async (path: string, { as, ...init }: RequestInit & { as?: TestAccount } = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (as && !headers.has('authorization')) headers.set('authorization', `Bearer ${await tokenOf(as)}`)
    return fetch(new URL(path, service.running.url), { ...init, headers })
  }
  const agent = new Agent({ keepAlive: true })
  const reply = async (path: string, sent: Sent, { as, token }: { as?: TestAccount; token?: string }) => {
    const bearer = token ?? (as && (await tokenOf(as)))
    const headers = { ...sent.headers, ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) }
    return exchange(agent, new URL(path, service.running.url), { ...sent, headers })
  }

  const service: TestService = {
    committee,
    settings,
    environment: {
      COMMITTEE: committee,
      DATABASE_URL: settings.databaseUrl,
      NATS_URL: nats.servers,
      NATS_USER: nats.auth.user,
      NATS_PASSWORD: nats.auth.pass,
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      FILES_DIR: files,
      PROFILE: 'test',
      LOG_LEVEL: 'error',
    },
    running,
    restart: async () => {
      await service.running.stop()
      service.running = await startService(definition, settings)
    },
    clock,
    tokenOf,
    fetch: request,
    try: async (command, body, { as, key = randomUUID(), version, token } = {}) =>
      reply(
        `/${command.context}/commands/${command.name}`,
        {
          method: 'POST',
          body: JSON.stringify(body),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': key,
            ...(version !== undefined && { 'if-match': String(version) }),
          },
        },
        { ...(as && { as }), ...(token !== undefined && { token }) },
      ),
    send: async (command, body, options) => {
      const { status, body: answer } = await service.try(command, body, options)
      if (status !== 200) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`)
      return answer
    },
    tryAsk: async (query, params, options = {}) => reply(pathOf(query, params), {}, options),
    ask: async (query, params, options = {}) => {
      const { status, body } = await service.tryAsk(query, params as Record<string, unknown>, options)
      if (status !== 200) throw new Error(`${query.type} was refused: ${JSON.stringify(body)}`)
      return body
    },
    events: async (event) => {
      const rows = await service.running.runtime.db
        .selectFrom('event')
        .select('payload')
        .where('type', '=', event.type)
        .where('version', '=', event.version)
        .orderBy('id')
        .execute()
      return rows.map(({ payload }) => JSON.parse(payload.toString('utf8')).data)
    },
    emit: async (fact) => {
      const definition = definitionOf(fact)
      const id = String((fact.data as Record<string, unknown>)[definition.key])
      const aggregate = `${definition.aggregate}/${id}`
      const version = (versions.get(`${definition.context} ${aggregate}`) ?? 0) + 1
      versions.set(`${definition.context} ${aggregate}`, version)
      const now = clock.now().toISOString()
      const eventId = newId()
      emitter ??= connect({ servers: nats.servers, ...nats.auth })
      const connection = await emitter
      if (!foreignStreams.has(definition.context)) {
        const manager = await jetstreamManager(connection)
        const subjects = [eventSubjects(committee, definition.context)]
        await manager.streams.add({ name: eventStream(definition.context), subjects })
        foreignStreams.add(definition.context)
      }
      await jetstream(connection).publish(
        eventSubject(committee, definition, id),
        JSON.stringify({
          specversion: '1.0',
          id: eventId,
          source: `/committees/${committee}/${definition.context}`,
          type: definition.wireType,
          subject: aggregate,
          time: now,
          datacontenttype: 'application/json',
          dataschema: `urn:lianxie:schema:${definition.wireType}`,
          recordedtime: now,
          committee,
          aggregate,
          aggregateversion: version,
          classification: definition.classification,
          actor: 'test',
          actorrole: 'SYSTEM',
          provenance: 'live',
          data: fact.data,
        }),
        { msgID: eventId },
      )
    },
    until: async (check, timeout = 10_000) => {
      const end = Date.now() + timeout
      for (;;) {
        const found = await check()
        if (found !== undefined && found !== false) return found
        if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async [Symbol.asyncDispose]() {
      agent.destroy()
      await (await emitter)?.close()
      await service.running.stop()
      await issuer.stop()
      await rm(files, { recursive: true, force: true })
      await tables[Symbol.asyncDispose]()
    },
  }
  return service
}

function pathOf(query: QueryDefinition, params: Record<string, unknown>): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const rest = new Map(given.map(([name, value]) => [name, [value].flat().map(String)]))
  const path = query.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const [value = ''] = rest.get(name) ?? []
    rest.delete(name)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams(
    [...rest].flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  )
  return `/${query.context}${path}${search.size > 0 ? `?${search.toString()}` : ''}`
}

/**
 * An account of the shared NATS server that no other test uses. Streams are named by context alone, because each
 * committee has a server of its own; accounts keep the tests' streams as far apart.
 */
export async function takeNatsAccount(
  adminUrl: string,
): Promise<{ servers: string; auth: { user: string; pass: string } }> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('nats accounts'))`)
    await client.query('create sequence if not exists nats_account')
    const { rows } = await client.query<{ n: string }>(`select nextval('nats_account') as n`)
    return { servers: inject('natsUrl'), auth: { user: `t${rows[0]!.n}`, pass: 'test' } }
  } finally {
    await client.end()
  }
}
