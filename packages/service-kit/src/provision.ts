import { eventConsumer, eventStream, eventSubjects } from '@lianxie/contracts'
import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  ReplayPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { sql } from 'kysely'
import { isDeepStrictEqual } from 'node:util'
import type { Runtime } from './runtime.ts'
import type { Database } from './tables.ts'

const EPOCH = 'lianxie-epoch'
const ORIGIN = 'lianxie-origin'
const SECOND = 1_000_000_000

/** What is on the server is not what is declared, and cannot be changed into it. Stops the start. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError'
}

export const managerOf = (nats: NatsConnection): Promise<JetStreamManager> =>
  jetstreamManager(nats, { checkAPI: false })

/** The numbered life of a stream, from its metadata; 0 when there is none. */
export const epochOf = ({ config }: StreamInfo | ConsumerInfo): number => Number(config.metadata?.[EPOCH] ?? 0)

/** The database whose events the stream holds. */
const originOf = ({ config }: StreamInfo): string | undefined => config.metadata?.[ORIGIN]

/** The stream as the server knows it, or undefined when there is none. */
export async function findStream(manager: JetStreamManager, stream: string): Promise<StreamInfo | undefined> {
  return await unlessMissing(manager.streams.info(stream))
}

export async function findConsumer(
  manager: JetStreamManager,
  stream: string,
  name: string,
): Promise<ConsumerInfo | undefined> {
  return await unlessMissing(manager.consumers.info(stream, name))
}

/**
 * Makes the stream of the service's own context what is declared, and reads it back. The epoch of a stream that is there
 * already is left as it is: only a rewind changes it. Throws a ProvisionError when it cannot be made so.
 */
export async function provisionStream(
  runtime: Runtime,
  { origin, epoch, replicas }: { origin: string; epoch: number; replicas: number },
): Promise<StreamInfo> {
  const manager = await managerOf(runtime.nats)
  const name = eventStream(runtime.service)
  const wanted = {
    subjects: [eventSubjects(runtime.committee, runtime.service)],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_age: 0,
    max_msgs: -1,
    max_bytes: -1,
    max_msgs_per_subject: -1,
    duplicate_window: 120 * SECOND,
    num_replicas: replicas,
    // The fork point of a rewind must be read from the leader, never from a copy that lags.
    allow_direct: false,
  } satisfies Partial<StreamConfig>
  return await oneAtATime(runtime.db, name, async () => {
    const found = await findStream(manager, name)
    if (!found) {
      await manager.streams.add({ name, ...wanted, metadata: { [ORIGIN]: origin, [EPOCH]: String(epoch) } })
    } else {
      requireOwnStream(runtime, found, origin)
      const metadata = { ...found.config.metadata, [ORIGIN]: origin }
      if (differences(found.config, wanted).length > 0 || originOf(found) === undefined)
        await manager.streams.update(name, { ...wanted, metadata })
    }
    const made = await manager.streams.info(name)
    refuseDifference(`stream ${name}`, made.config, wanted)
    return made
  })
}

/** Throws a ProvisionError when the stream of that name is another database's or another committee's. */
export function requireOwnStream(runtime: Runtime, info: StreamInfo, origin: string): void {
  const what = `stream ${info.config.name}`
  const there = originOf(info)
  if (there !== undefined && there !== origin) {
    throw new ProvisionError(`${what} holds the events of another database: expected origin ${origin}, got ${there}`)
  }
  const subjects = [eventSubjects(runtime.committee, runtime.service)]
  refuseDifference(what, info.config, { subjects, retention: RetentionPolicy.Limits, storage: StorageType.File })
}

/** Writes a new epoch into the stream's metadata and reads it back. */
export async function raiseEpoch(
  manager: JetStreamManager,
  info: StreamInfo,
  origin: string,
  epoch: number,
): Promise<void> {
  const { name } = info.config
  await manager.streams.update(name, {
    metadata: { ...info.config.metadata, [ORIGIN]: origin, [EPOCH]: String(epoch) },
  })
  const made = epochOf(await manager.streams.info(name))
  if (made !== epoch) throw new ProvisionError(`stream ${name}: expected epoch ${epoch} in the metadata, got ${made}`)
}

/**
 * Makes the durable consumer of this service on a context's stream what is declared, and reads it back. A durable of an
 * earlier epoch of the stream is made anew: it may have gone past what was written again. Undefined while the stream is not there.
 */
export async function provisionConsumer(runtime: Runtime, context: string): Promise<ConsumerInfo | undefined> {
  const manager = await managerOf(runtime.nats)
  const stream = eventStream(context)
  const name = eventConsumer(runtime.service, context)
  return await oneAtATime(runtime.db, name, async () => {
    const streamInfo = await findStream(manager, stream)
    if (!streamInfo) return undefined
    const epoch = String(epochOf(streamInfo))
    const lasting = {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      replay_policy: ReplayPolicy.Instant,
    } satisfies Partial<ConsumerConfig>
    const changeable = {
      // How long what a killed instance had taken waits for another; a repeat has no effect.
      ack_wait: 10 * SECOND,
      max_deliver: -1,
      max_ack_pending: 2_000,
    } satisfies Partial<ConsumerConfig>
    const found = await findConsumer(manager, stream, name)
    if (found && String(epochOf(found)) !== epoch) {
      await manager.consumers.delete(stream, name)
      runtime.log.warn({ consumer: name, stream, epoch }, 'consumer made anew for a new epoch of the stream')
    }
    if (!found || String(epochOf(found)) !== epoch) {
      await manager.consumers.add(stream, { ...lasting, ...changeable, metadata: { [EPOCH]: epoch } })
    } else {
      refuseDifference(`consumer ${name}`, found.config, lasting)
      if (differences(found.config, changeable).length > 0) await manager.consumers.update(stream, name, changeable)
    }
    const made = await manager.consumers.info(stream, name)
    refuseDifference(`consumer ${name}`, made.config, { ...lasting, ...changeable })
    return made
  })
}

/** Instances that start together take turns, in the database that they share. */
async function oneAtATime<T>(db: Database, name: string, work: () => Promise<T>): Promise<T> {
  return await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`provision ${name}`}, 0))`.execute(tx)
    return await work()
  })
}

/** Servers drop fields that they do not know without a word, so what was asked for is compared with what is there. */
function refuseDifference(what: string, actual: object, wanted: object): void {
  const [field] = differences(actual, wanted)
  if (field === undefined) return
  const [got, expected] = [actual, wanted].map((config) => JSON.stringify((config as Record<string, unknown>)[field]))
  throw new ProvisionError(
    `${what}: ${field} is ${got}, expected ${expected}, and cannot be changed; remove it or correct the configuration`,
  )
}

function differences(actual: object, wanted: object): string[] {
  const there = actual as Record<string, unknown>
  return Object.entries(wanted).flatMap(([field, value]) =>
    isDeepStrictEqual(there[field] ?? absent(value), value) ? [] : [field],
  )
}

// Servers leave out fields that have their zero value.
const absent = (value: unknown) => (value === false ? false : value === 0 ? 0 : undefined)

async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request
  } catch (error) {
    const code = error instanceof JetStreamApiError ? error.code : undefined
    if (code === JetStreamApiCodes.StreamNotFound || code === JetStreamApiCodes.ConsumerNotFound) return undefined
    throw error
  }
}
