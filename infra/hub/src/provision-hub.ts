import { isDeepStrictEqual } from 'node:util'
import {
  AckPolicy,
  type ConsumerConfig,
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
} from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { HubPlan } from '@lianxie/joint-protocol'
import { MAX_MESSAGE_BYTES } from './hub-config.ts'
import { HubError } from './hub-error.ts'

/** How much one compact may keep at the hub. When it is full, new messages are refused and old ones stay. */
export interface StreamLimits {
  maxBytes: number
  maxMessages: number
}
export const STREAM_LIMITS: StreamLimits = { maxBytes: 4 * 1024 ** 3, maxMessages: 1_000_000 }

/** One thing that was not as it should be, and what was done about it. */
export interface HubChange {
  what: 'created' | 'updated' | 'deleted'
  stream: string
  /** Absent where it is the stream itself. */
  consumer?: string
}

export interface ProvisionOptions {
  limits?: StreamLimits
  replicas?: number
}

const SECOND = 1_000_000_000
const DAY = 86_400 * SECOND

type Plan = Pick<HubPlan, 'stream' | 'members'>

/**
 * Makes the streams and consumers of the hub what the plans say, reads them back and compares: run again, it changes
 * nothing. Consumers of who has left are deleted; a stream never is. Throws a HubError `hub.differs` where the server
 * holds something that cannot be changed into what is declared.
 */
export async function provisionHub(
  admin: NatsConnection,
  plans: readonly Plan[],
  options: ProvisionOptions = {},
): Promise<HubChange[]> {
  const manager = await jetstreamManager(admin, { checkAPI: false })
  const changes: HubChange[] = []
  for (const plan of plans) {
    changes.push(...(await provisionStream(manager, plan, options)))
    for (const { consumer } of plan.members) changes.push(...(await provisionConsumer(manager, plan, consumer)))
    changes.push(...(await dropConsumers(manager, plan)))
  }
  return changes
}

/** What is not as the plans say, without changing anything: one sentence in each language for each difference. */
export async function compareHub(
  admin: NatsConnection,
  plans: readonly Plan[],
  options: ProvisionOptions = {},
): Promise<{ zh: string; en: string }[]> {
  const manager = await jetstreamManager(admin, { checkAPI: false })
  const found: { zh: string; en: string }[] = []
  const missing = (what: string) => found.push({ zh: `${what} 不存在`, en: `${what} is not there` })
  const differs = (what: string, fields: string[]) =>
    found.push({ zh: `${what} 与设定不符：${fields.join('、')}`, en: `${what} differs in ${fields.join(', ')}` })
  for (const plan of plans) {
    const { name } = plan.stream
    const stream = await unlessMissing(manager.streams.info(name))
    if (!stream) {
      missing(`stream ${name}`)
      continue
    }
    const fields = differences(stream.config, streamConfig(plan, options))
    if (fields.length > 0) differs(`stream ${name}`, fields)
    for (const { consumer } of plan.members) {
      const info = await unlessMissing(manager.consumers.info(name, consumer.name))
      const wrong = info ? differences(info.config, consumerConfig(consumer)) : []
      if (!info) missing(`consumer ${consumer.name}`)
      else if (wrong.length > 0) differs(`consumer ${consumer.name}`, wrong)
    }
    for (const extra of await foreignConsumers(manager, plan)) {
      found.push({ zh: `多余的 consumer ${extra}`, en: `consumer ${extra} belongs to no member` })
    }
  }
  const known = new Set(plans.map(({ stream }) => stream.name))
  for await (const name of manager.streams.names()) {
    if (!known.has(name))
      found.push({ zh: `未登记的 stream ${name}`, en: `stream ${name} belongs to no registered compact` })
  }
  return found
}

/** Takes a compact's stream away with all it holds; the members carry what they have. False when there is none. */
export async function deleteCompactStream(admin: NatsConnection, stream: string): Promise<boolean> {
  const manager = await jetstreamManager(admin, { checkAPI: false })
  return (await unlessMissing(manager.streams.delete(stream))) ?? false
}

function streamConfig({ stream }: Plan, { limits = STREAM_LIMITS, replicas = 1 }: ProvisionOptions) {
  return {
    subjects: stream.subjects,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_age: 0,
    max_bytes: limits.maxBytes,
    max_msgs: limits.maxMessages,
    max_msg_size: MAX_MESSAGE_BYTES,
    max_msgs_per_subject: -1,
    // A gateway that was cut off sends again what was not acknowledged; receivers drop the rest by entry id.
    duplicate_window: DAY,
    num_replicas: replicas,
    deny_delete: true,
    deny_purge: true,
    allow_rollup_hdrs: false,
    allow_direct: false,
  } satisfies Partial<StreamConfig>
}

function consumerConfig({ name, filter }: HubPlan['members'][number]['consumer']) {
  return {
    durable_name: name,
    filter_subject: filter,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    replay_policy: ReplayPolicy.Instant,
    ack_wait: 30 * SECOND,
    max_deliver: -1,
    max_ack_pending: 1_000,
  } satisfies Partial<ConsumerConfig>
}

async function provisionStream(manager: JetStreamManager, plan: Plan, options: ProvisionOptions): Promise<HubChange[]> {
  const { name } = plan.stream
  const wanted = streamConfig(plan, options)
  const found = await unlessMissing(manager.streams.info(name))
  if (found && differences(found.config, wanted).length === 0) return []
  await asDeclared(`stream ${name}`, async () => {
    if (found) await manager.streams.update(name, wanted)
    else await manager.streams.add({ name, ...wanted })
  })
  refuseDifference(`stream ${name}`, (await manager.streams.info(name)).config, wanted)
  return [{ what: found ? 'updated' : 'created', stream: name }]
}

async function provisionConsumer(
  manager: JetStreamManager,
  { stream }: Plan,
  consumer: HubPlan['members'][number]['consumer'],
): Promise<HubChange[]> {
  const wanted = consumerConfig(consumer)
  const found = await unlessMissing(manager.consumers.info(stream.name, consumer.name))
  if (found && differences(found.config, wanted).length === 0) return []
  await asDeclared(`consumer ${consumer.name}`, async () => {
    if (found) await manager.consumers.update(stream.name, consumer.name, wanted)
    else await manager.consumers.add(stream.name, wanted)
  })
  refuseDifference(
    `consumer ${consumer.name}`,
    (await manager.consumers.info(stream.name, consumer.name)).config,
    wanted,
  )
  return [{ what: found ? 'updated' : 'created', stream: stream.name, consumer: consumer.name }]
}

async function dropConsumers(manager: JetStreamManager, plan: Plan): Promise<HubChange[]> {
  const foreign = await foreignConsumers(manager, plan)
  for (const name of foreign) await manager.consumers.delete(plan.stream.name, name)
  return foreign.map((consumer) => ({ what: 'deleted', stream: plan.stream.name, consumer }))
}

async function foreignConsumers(manager: JetStreamManager, { stream, members }: Plan): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of manager.consumers.list(stream.name)) names.push(name)
  return names.filter((name) => !members.some(({ consumer }) => consumer.name === name)).sort()
}

/** The fields of a declaration that the server holds otherwise; what it adds by itself does not count. */
function differences(actual: object, wanted: object): string[] {
  const held = actual as Record<string, unknown>
  return Object.entries(wanted).flatMap(([field, value]) =>
    isDeepStrictEqual(held[field] ?? absent(value), value) ? [] : [field],
  )
}

// Servers leave out fields that have their zero value.
const absent = (value: unknown) => (value === false || value === 0 ? value : undefined)

/** Servers drop fields that they do not know without a word, so what was written is read back. */
function refuseDifference(what: string, actual: object, wanted: object): void {
  const fields = differences(actual, wanted)
  if (fields.length > 0) throw differing(what, fields.join(', '))
}

async function asDeclared(what: string, change: () => Promise<void>): Promise<void> {
  try {
    await change()
  } catch (error) {
    if (error instanceof JetStreamApiError) throw differing(what, error.message, { cause: error })
    throw error
  }
}

const differing = (what: string, why: string, options?: ErrorOptions): HubError =>
  new HubError('hub.differs', `${what} 无法按设定建立：${why}`, `${what} cannot be made as declared: ${why}`, options)

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    const codes: number[] = [JetStreamApiCodes.StreamNotFound, JetStreamApiCodes.ConsumerNotFound]
    if (error instanceof JetStreamApiError && codes.includes(error.code)) return undefined
    throw error
  }
}
