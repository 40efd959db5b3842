import { type CommitteeId, jointStream } from '@lianxie/contracts'
import type { Delivery, Transport } from '@lianxie/joint-protocol'
import { closeNats, currentTraceparent, inConsumerSpan, type Runtime, watchNats } from '@lianxie/service-kit'
import { type ConsumerMessages, jetstream } from '@nats-io/jetstream'
import { connect, headers, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'

/** 交换节点: the connection of one committee to the hub of one compact; outbound only, and gone as often as the hub is. */
export interface Hub extends AsyncDisposable {
  transport: Transport
  connected(): boolean
  lastExchange(): Date | undefined
}

const RETRY_MS = 1_000

/** The name of the consumer that the hub's operator made for this member; see `hubPlan` of the protocol. */
const consumerOf = (compact: string, committee: CommitteeId) => `from_${compact.slice(0, 16)}_${committee}`

/**
 * Connects to the hub for as long as the service lives: a hub that is away is looked for until it is back.
 * `receive` is called with each delivery and acknowledges by resolving; `back` when the connection is there (again).
 */
export function openHub(options: {
  url: string
  seed: Uint8Array
  compact: string
  committee: CommitteeId
  log: Runtime['log']
  receive: (delivery: Delivery) => Promise<void>
  back: () => void
}): Hub {
  const { compact, committee, log } = options
  const stopping = new AbortController()
  let nats: NatsConnection | undefined
  let up = false
  let messages: ConsumerMessages | undefined
  let last: Date | undefined
  let told = ''

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
        messages = await consumer.consume({ max_messages: 200, idle_heartbeat: 5_000, abort_on_missing_resource: true })
        for await (const message of messages) {
          const { subject, data: bytes } = message
          // The trace of whoever signed goes on here: random ids, which tell the hub nothing.
          const traceparent = message.headers?.get('traceparent') || undefined
          await inConsumerSpan('joint receive', { compact }, traceparent, () => options.receive({ subject, bytes }))
          message.ack()
          last = new Date()
        }
      } catch (error) {
        tell('no stream or no permission', error)
      }
      if (!stopping.signal.aborted) await pause(RETRY_MS, stopping.signal)
    }
  }

  return {
    transport: {
      async publish({ subject, id, bytes }) {
        if (!nats || !up) throw new Error('the hub is out of reach')
        const traceparent = currentTraceparent()
        const traced = traceparent === undefined ? undefined : headers()
        traced?.set('traceparent', traceparent!)
        await jetstream(nats).publish(subject, bytes, { msgID: id, timeout: 5_000, ...(traced && { headers: traced }) })
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
