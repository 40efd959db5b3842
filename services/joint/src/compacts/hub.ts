import { type CommitteeId, jointStream } from '@lianxie/contracts'
import type { Delivery, Transport } from '@lianxie/joint-protocol'
import { closeNats, currentTraceparent, inConsumerSpan, type Runtime, watchNats } from '@lianxie/service-kit'
import { type ConsumerMessages, jetstream, type JsMsg } from '@nats-io/jetstream'
import { connect, headers, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'

/** 交换节点: the connection of one committee to the hub of one compact; outbound only, and gone as often as the hub is. */
export interface Hub extends AsyncDisposable {
  transport: Transport
  connected(): boolean
  lastExchange(): Date | undefined
}

const RETRY_MS = 1_000
/** What has come waits this long for what is said to follow. */
const MOMENT_MS = 20
/** Messages that are fetched ahead. */
const AHEAD = 100
/** What one transaction takes in: so many messages, or so many sealed bytes. A packet holds up to a hundred entries. */
const MOST = { messages: 100, bytes: 512 * 1024 }

/** The name of the consumer that the hub's operator made for this member; see `hubPlan` of the protocol. */
const consumerOf = (compact: string, committee: CommitteeId) => `from_${compact.slice(0, 16)}_${committee}`

/**
 * Connects to the hub for as long as the service lives: a hub that is away is looked for until it is back.
 * `receive` is called with what has come, in its order, and acknowledges all of it by resolving; what it could not take
 * in comes again. `back` is called when the connection is there (again).
 */
export function openHub(options: {
  url: string
  seed: Uint8Array
  compact: string
  committee: CommitteeId
  log: Runtime['log']
  receive: (deliveries: readonly Delivery[]) => Promise<void>
  back: () => void
}): Hub {
  const { compact, committee, log } = options
  const stopping = new AbortController()
  let nats: NatsConnection | undefined
  let up = false
  let messages: ConsumerMessages | undefined
  let last: Date | undefined
  let told = ''
  /** Refuses what was published and not acknowledged: no answer comes over a connection that broke. */
  const unanswered = new Set<(error: Error) => void>()

  const tell = (state: string, err?: unknown) => {
    if (told === state) return
    told = state
    log.info({ compact, hub: state, ...(err !== undefined && { err }) }, 'hub connection')
  }

  const live = (async () => {
    while (!stopping.signal.aborted) {
      try {
        nats = await connect({
          servers: options.url,
          name: `joint@${committee}`,
          authenticator: nkeyAuthenticator(options.seed),
          // The hub lets each committee listen under its own inbox alone.
          inboxPrefix: `_INBOX_${committee}`,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 500,
          ignoreAuthErrorAbort: true,
          timeout: 5_000,
          pingInterval: 10_000,
        })
        const stopWatching = watchNats(nats, {
          lost: () => {
            up = false
            tell('lost')
            for (const refuse of unanswered) refuse(new Error('the hub was lost before it answered'))
          },
          back: () => {
            up = true
            tell('connected')
            options.back()
          },
        })
        up = true
        tell('connected')
        options.back()
        await take(nats)
        stopWatching()
      } catch (error) {
        tell('unreachable', error)
      }
      up = false
      if (nats) await closeNats(nats, 500)
      nats = undefined
      if (!stopping.signal.aborted) await pause(RETRY_MS, stopping.signal)
    }
  })()

  /** Takes in deliveries until the connection closes; a consumer that is not there yet is looked for again. */
  async function take(connection: NatsConnection): Promise<void> {
    while (!stopping.signal.aborted && !connection.isClosed()) {
      try {
        const consumer = await jetstream(connection).consumers.get(jointStream(compact), consumerOf(compact, committee))
        messages = await consumer.consume({
          max_messages: AHEAD,
          idle_heartbeat: 5_000,
          // Asks for more right after a break. Asking about the consumer first costs 30 s should the hub die before it answers.
          bind: true,
          abort_on_missing_resource: true,
        })
        void stopWithoutStream(messages)
        await takeFrom(messages)
      } catch (error) {
        tell('no stream or no permission', error)
      }
      if (!stopping.signal.aborted) await pause(RETRY_MS, stopping.signal)
    }
  }

  /** A hub that came back without the stream does not answer: the consumer is looked for anew, which says so. */
  async function stopWithoutStream(source: ConsumerMessages): Promise<void> {
    for await (const { type } of source.status()) if (type === 'no_responders') source.stop()
  }

  async function takeFrom(source: ConsumerMessages): Promise<void> {
    let batch: JsMsg[] = []
    let bytes = 0
    let most = MOST.messages
    let underWay = Promise.resolve()
    const iterator = source[Symbol.asyncIterator]()
    const ask = () => {
      const next = iterator.next()
      // It is awaited after what is being taken in; should it fail before that, it fails there.
      next.catch(() => undefined)
      return next
    }
    let coming = ask()
    try {
      for (;;) {
        // What the library counts as pending may be a word of the server's and no message: a batch waits a moment for more.
        const next = batch.length === 0 ? await coming : await within(MOMENT_MS, coming)
        if (next?.done) break
        if (next) {
          batch.push(next.value)
          bytes += next.value.data.length
          coming = ask()
        }
        const full = batch.length >= most || bytes >= MOST.bytes
        if (next && source.getPending() > 0 && !full) continue
        const before = underWay
        const taking = takeBatch(batch)
        batch = []
        bytes = 0
        underWay = taking.then((taken) => {
          // One that cannot be taken in must not hold up those it came with: after a failure each goes by itself.
          most = taken ? Math.min(2 * most, MOST.messages) : 1
        })
        // Of a backlog the next ones are opened while these are stored; two at once, never more.
        await Promise.all(full ? [before] : [before, underWay])
      }
    } finally {
      for (const message of batch) message.nak()
      await underWay
    }
  }

  /** Answers whether it worked; what did not is delivered again in a while. */
  async function takeBatch(batch: readonly JsMsg[]): Promise<boolean> {
    // The trace of whoever signed goes on here: random ids, which tell the hub nothing. Of several, the first one's.
    const traceparent = batch.map(({ headers: found }) => found?.get('traceparent')).find(Boolean)
    const deliveries = batch.map(({ subject, data: bytes }) => ({ subject, bytes }))
    try {
      await inConsumerSpan('joint receive', { compact, messages: batch.length }, traceparent, () =>
        options.receive(deliveries),
      )
    } catch (error) {
      for (const message of batch) message.nak(RETRY_MS)
      tell('deliveries could not be taken in', error)
      return false
    }
    for (const message of batch) message.ack()
    last = new Date()
    tell('connected')
    return true
  }

  return {
    transport: {
      async publish({ subject, id, bytes }) {
        if (!nats || !up) throw new Error('the hub is out of reach')
        const traceparent = currentTraceparent()
        const traced = traceparent === undefined ? undefined : headers()
        traced?.set('traceparent', traceparent!)
        const { promise: lost, reject: refuse } = Promise.withResolvers<never>()
        unanswered.add(refuse)
        try {
          const options = { msgID: id, timeout: 5_000, ...(traced && { headers: traced }) }
          await Promise.race([jetstream(nats).publish(subject, bytes, options), lost])
        } finally {
          unanswered.delete(refuse)
        }
        last = new Date()
      },
    },
    connected: () => up,
    lastExchange: () => last,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      messages?.stop()
      if (nats) await closeNats(nats)
      await live
    },
  }
}

/** What a promise answers, or undefined when it takes longer. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, milliseconds, undefined)))
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
