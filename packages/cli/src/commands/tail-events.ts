import { contexts, definitionOfWireType, Envelope, eventStream } from '@lianxie/contracts'
import { DeliverPolicy, jetstream, JetStreamApiError } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { UsageError } from '../exit-code.ts'
import type { Output } from '../output.ts'

export interface TailOptions {
  /** Contexts whose streams are read; all unless given. */
  contexts?: readonly string[]
  /** Only this event: `consultations.plan-adopted` or its wire type. */
  type?: string
  fromStart?: boolean
  /** From this sequence of the stream on; takes one context. */
  sinceSeq?: number
  signal?: AbortSignal
}

export interface TailedEvent {
  context: string
  /** The place in the context's stream. */
  seq: number
  envelope: Envelope
}

/** Hands each event of the committee's streams over as it comes, without a trace on the server, until the signal. */
export async function tailEvents(
  nats: NatsConnection,
  options: TailOptions,
  take: (event: TailedEvent) => void,
): Promise<void> {
  const all = Object.keys(contexts)
  const wanted = options.contexts && options.contexts.length > 0 ? options.contexts : all
  const unknown = wanted.find((context) => !all.includes(context))
  if (unknown !== undefined)
    throw new UsageError(
      `没有 ${unknown} 这一领域（${all.join('、')}）`,
      `there is no context ${unknown}, only ${all.join(', ')}`,
    )
  if (options.sinceSeq !== undefined && wanted.length !== 1)
    throw new UsageError('--since-seq 须指定一个 --context', '--since-seq takes one --context')
  await Promise.all(wanted.map((context) => tailOne(nats, context, options, take)))
}

async function tailOne(
  nats: NatsConnection,
  context: string,
  { type, fromStart, sinceSeq, signal, contexts: named }: TailOptions,
  take: (event: TailedEvent) => void,
): Promise<void> {
  const from =
    sinceSeq !== undefined
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: sinceSeq }
      : { deliver_policy: fromStart ? DeliverPolicy.All : DeliverPolicy.New }
  const consumer = await jetstream(nats)
    .consumers.get(eventStream(context), from)
    .catch((cause: unknown) => {
      if (!(cause instanceof JetStreamApiError)) throw cause
      // Where every context is meant, a service that has not been started yet is no fault.
      if (!named) return undefined
      throw new UsageError(`没有 ${context} 的事件流`, `there is no stream of ${context}`, { cause })
    })
  if (!consumer) return
  const messages = await consumer.consume()
  signal?.addEventListener('abort', () => messages.stop(), { once: true })
  if (signal?.aborted) messages.stop()
  try {
    for await (const message of messages) {
      const read = Envelope.safeParse(parse(message.string()))
      // Streams hold envelopes alone; another thing in them is for `doctor`, not for readers of events.
      if (read.success && isOf(read.data.type, type)) take({ context, seq: message.seq, envelope: read.data })
    }
  } finally {
    // Otherwise the server keeps it for some minutes.
    if (!nats.isClosed()) await consumer.delete()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isOf = (wireType: string, asked: string | undefined): boolean =>
  asked === undefined || wireType === asked || definitionOfWireType(wireType)?.type === asked

/** One event as a line: time, type in words, aggregate and version. Ids only, as events hold nothing else. */
export function eventLine({ seq, envelope }: TailedEvent, output: Pick<Output, 'language'>): string {
  const { time, type, aggregate, aggregateversion, actorrole } = envelope
  const definition = definitionOfWireType(type)
  const words = definition ? `${definition.type} ${definition.doc[output.language]}` : type
  return `${String(seq).padStart(6)}  ${time}  ${words}  ${aggregate} v${aggregateversion}  ${actorrole}`
}
