import { eventStream } from '@lianxie/contracts'
import { DeliverPolicy, jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { type Arrived, read } from './arrived.ts'
import { findStream, managerOf } from './provision.ts'

export interface StreamPart {
  /** In the order of the stream: per aggregate sort by `version`, and expect repeats, as the raw stream has both. */
  events: Arrived[]
  /** The sequence to go on after, once these events are dealt with. */
  reached: number
  /** Sequences of messages that are no event of the platform. */
  unreadable: number[]
}

export interface ReadOptions {
  /** Where an earlier reading stopped; 0, the default, is before the first message. */
  after?: number
  /** The last sequence to read; by default the last one there is when the reading begins. */
  upTo?: number
  /** How many messages are handed over together. */
  atOnce?: number
}

/** The sequence of the last message that the stream of a context holds; 0 when there is none. */
export async function lastSequence(nats: NatsConnection, context: string): Promise<number> {
  const info = await findStream(await managerOf(nats), eventStream(context))
  return info?.state.messages ? info.state.last_seq : 0
}

/**
 * Reads what the stream of a context holds, part by part and in its order, without a durable consumer and without changing
 * anything there. Each envelope is checked, loosely: attributes of a later version are kept. Throws when the stream ends
 * before `upTo`, or stays silent for half a minute.
 */
export async function* readStream(
  nats: NatsConnection,
  context: string,
  { after = 0, upTo, atOnce = 1_000 }: ReadOptions = {},
): AsyncGenerator<StreamPart> {
  const last = upTo ?? (await lastSequence(nats, context))
  if (after >= last) return
  const stream = eventStream(context)
  const start = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: after + 1 }
  const source = await jetstream(nats).consumers.get(stream, start)
  const messages = await source.consume({ max_messages: 2 * atOnce })
  let part: StreamPart = { events: [], reached: after, unreadable: [] }
  const listen = () => setTimeout(() => messages.stop(), SILENCE_MS)
  let silence = listen()
  try {
    for await (const message of messages) {
      silence.refresh()
      part.reached = message.seq
      try {
        part.events.push(read(message.data))
      } catch {
        // Whoever reads is told which it was; to the live consumer it is dead already.
        part.unreadable.push(message.seq)
      }
      if (part.reached >= last) break
      if (part.events.length < atOnce) continue
      // Whoever reads may take as long as it needs over a part.
      clearTimeout(silence)
      yield part
      silence = listen()
      part = { events: [], reached: part.reached, unreadable: [] }
    }
  } finally {
    clearTimeout(silence)
    await messages.close()
  }
  if (part.reached < last)
    throw new Error(`stream ${stream} gave nothing after ${part.reached}, expected up to ${last}`)
  yield part
}

const SILENCE_MS = 30_000
