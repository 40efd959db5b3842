import { eventStream } from '@lianxie/contracts'
import type { Rig } from '@lianxie/local/rig'
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { StreamMessage } from './check-stream.ts'
import { hashOf } from './read-events.ts'

/** A connection of its own to the committee's NATS server, with the rights of its services. */
export async function withNats<T>(
  { nats, natsAuth }: Rig,
  work: (connection: NatsConnection) => Promise<T>,
): Promise<T> {
  const connection = await connect({ servers: nats.url, ...natsAuth, timeout: 5_000, name: 'lianxie faults' })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

const AT_ONCE = 1_000

/** Every message of a context's stream, in the order of the stream. */
export async function readStream(rig: Rig, context: string): Promise<StreamMessage[]> {
  const stream = eventStream(context)
  return await withNats(rig, async (connection) => {
    const manager = await jetstreamManager(connection, { checkAPI: false })
    const { state } = await manager.streams.info(stream)
    const messages: StreamMessage[] = []
    if (state.messages === 0) return messages
    const source = await jetstream(connection).consumers.get(stream, { deliver_policy: DeliverPolicy.All })
    for (let reached = 0; reached < state.last_seq;) {
      const before = reached
      const fetched = await source.fetch({ max_messages: Math.min(AT_ONCE, state.last_seq - reached), expires: 5_000 })
      for await (const { seq, data, headers, time } of fetched) {
        reached = seq
        const { aggregate, aggregateversion } = readable(data)
        messages.push({
          seq,
          id: headers?.get('Nats-Msg-Id') ?? '',
          aggregate: aggregate ?? '',
          version: aggregateversion ?? 0,
          hash: hashOf(data),
          storedAt: time.getTime(),
        })
        if (reached >= state.last_seq) break
      }
      if (reached === before)
        throw new Error(`${stream} gave nothing after ${reached}, expected up to ${state.last_seq}`)
    }
    return messages
  })
}

function readable(data: Uint8Array): { aggregate?: string; aggregateversion?: number } {
  try {
    return JSON.parse(Buffer.from(data).toString()) as { aggregate?: string; aggregateversion?: number }
  } catch {
    // What is no event has no aggregate; it is reported as a message of no event.
    return {}
  }
}
