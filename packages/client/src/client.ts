import type {
  AnyEventDefinition,
  CommandDefinition,
  FactOf,
  ImportSummary,
  QueryDefinition,
  ResultOf,
  ServiceName,
} from '@lianxie/contracts'
import type { z } from 'zod'
import { newKey } from './new-key.ts'
import { type Operations, operationsOf, queryString } from './operations.ts'
import { UnreachableError } from './refused-error.ts'
import { createTransport, type TransportOptions } from './transport.ts'

export type ClientOptions = TransportOptions

/** What a command is answered with: what happened, in order. */
export interface CommandAnswer {
  events: { id: string; type: string; aggregate: string; version: number; data: Record<string, unknown> }[]
  /** The service had answered this key before; nothing happened twice. */
  replayed: boolean
}

/** A file as it is kept: named by the SHA-256 of its bytes. */
export interface StoredFile {
  sha256: string
  size: number
  mediaType: string
  name: string
}

export interface ServiceHealth {
  status: 'ok' | 'failing'
  checks: { name: string; ok: boolean; tookMs: number; lastOk?: string; error?: string; degraded?: string }[]
  /** The service's clock as its answer's `Date` header says, to the second. */
  clock: Date | undefined
}

type Paged = { items: readonly unknown[]; next?: string | undefined }
type ParamsIn<Q extends QueryDefinition> = z.input<Q['params']>

export interface Client {
  /**
   * Sends a command. It has an Idempotency-Key from the start and keeps it through every try, so that it takes effect
   * once. Give `key` to continue an attempt of another run; `version` is the one of the aggregate that was seen.
   */
  send<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']>,
    options?: { key?: string; version?: number },
  ): Promise<CommandAnswer>
  /** Asks a query. The answer is taken as the service gives it: fields added later are kept. */
  ask<Q extends QueryDefinition>(query: Q, params: ParamsIn<Q>): Promise<ResultOf<Q>>
  /** The pages of a list, one after the other. */
  pages<Q extends QueryDefinition>(query: Q, params: ParamsIn<Q>): AsyncGenerator<ResultOf<Q> & Paged>
  /** The rows of a list, over all of its pages. */
  rows<Q extends QueryDefinition>(
    query: Q,
    params: ParamsIn<Q>,
  ): AsyncGenerator<ResultOf<Q> extends { items: readonly (infer Row)[] } ? Row : never>
  /** Uploads a table for a preview that checks each row; nothing is imported before its confirming command. */
  upload(context: ServiceName, kind: string, bytes: Uint8Array, contentType: string): Promise<ImportSummary>
  /** Keeps a file; the same bytes are the same file. */
  putFile(service: ServiceName, name: string, bytes: Uint8Array): Promise<StoredFile>
  getFile(service: ServiceName, sha256: string): Promise<Uint8Array>
  /** Any other route of a service, with the client's token, tries and errors. */
  fetch: ReturnType<typeof createTransport>
  ops(service: ServiceName): Operations
  /** What the service's own checks say, well or not; throws an UnreachableError when it does not answer. */
  health(service: ServiceName): Promise<ServiceHealth>
  /** The Prometheus text of a service. */
  metrics(service: ServiceName): Promise<string>
}

/** A typed client of one committee's services. Errors: RefusedError, UnreachableError. */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options)
  const probe = createTransport({ ...options, retry: { attempts: 1, waitMs: 0 } })

  const ask: Client['ask'] = async (query, params) => {
    const { path, rest } = fillPath(query.path, params as Record<string, unknown>)
    const response = await transport(query.context as ServiceName, `/${query.context}${path}${queryString(rest)}`)
    return (await response.json()) as never
  }
  async function* pages<Q extends QueryDefinition>(query: Q, params: ParamsIn<Q>): AsyncGenerator<ResultOf<Q> & Paged> {
    let cursor: string | undefined
    do {
      const page = (await ask(query, { ...params, ...(cursor !== undefined && { cursor }) })) as ResultOf<Q> & Paged
      yield page
      cursor = page.next
    } while (cursor !== undefined)
  }

  return {
    async send(command, body, { key = newKey(), version } = {}) {
      const response = await transport(command.context as ServiceName, `/${command.context}/commands/${command.name}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(version !== undefined && { 'if-match': `"${version}"` }),
        },
      })
      const { events } = (await response.json()) as Pick<CommandAnswer, 'events'>
      return { events, replayed: response.headers.get('idempotency-replayed') === 'true' }
    },
    ask,
    pages,
    async *rows(query, params) {
      for await (const { items } of pages(query, params)) yield* items as Iterable<never>
    },
    async upload(context, kind, bytes, contentType) {
      const response = await transport(context, `/${context}/imports/${encodeURIComponent(kind)}`, {
        method: 'POST',
        body: Uint8Array.from(bytes),
        headers: { 'content-type': contentType },
      })
      return (await response.json()) as ImportSummary
    },
    async putFile(service, name, bytes) {
      const response = await transport(service, `/${service}/files${queryString({ name })}`, {
        method: 'PUT',
        body: Uint8Array.from(bytes),
        headers: { 'content-type': 'application/octet-stream' },
      })
      return (await response.json()) as StoredFile
    },
    async getFile(service, sha256) {
      const response = await transport(service, `/${service}/files/${encodeURIComponent(sha256)}`)
      return new Uint8Array(await response.arrayBuffer())
    },
    fetch: transport,
    ops: (service) => operationsOf(transport, service),
    async health(service) {
      const response = await probe(service, '/health', { accept: [503], open: true })
      const date = response.headers.get('date')
      const text = await response.text()
      // A proxy answers 503 too, in its own words.
      if (!text.startsWith('{')) throw new UnreachableError(service, 'the answer is not that of a service')
      const body = JSON.parse(text) as Omit<ServiceHealth, 'clock'>
      return { ...body, clock: date === null ? undefined : new Date(date) }
    },
    metrics: async (service) => (await probe(service, '/metrics', { open: true })).text(),
  }
}

/** The data of each event of this kind that an answer tells of. */
export function dataOf<E extends AnyEventDefinition>(answer: Pick<CommandAnswer, 'events'>, event: E) {
  return answer.events.filter(({ type }) => type === event.type).map(({ data }) => data as FactOf<E>['data'])
}

/** Puts the parameters that the path names into it; the others stay for the query string. */
function fillPath(path: string, params: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...params }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
      throw new Error(`expected the parameter ${name} of ${path}`)
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}
