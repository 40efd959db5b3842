import { createInbox, headers, type Msg, type NatsConnection } from '@nats-io/transport-node'

export interface Outgoing {
  subject: string
  payload: Uint8Array
  /** The event's id, by which the server drops repeats. */
  id: string
}

/** What the server answered to one message. */
export interface Stored {
  seq: number
  duplicate: boolean
}

/** How far a batch came: what was stored up to the first failure, and that failure. */
export interface Published {
  stored: Stored[]
  failure?: Error
}

/** The server has no stream for the subject, or JetStream is not running. */
export class NoStreamError extends Error {
  override readonly name = 'NoStreamError'
}

/** Sends batches to a stream, all messages at once, and collects the answers on one subscription. */
export interface Publisher {
  publish(messages: readonly Outgoing[]): Promise<Published>
  close(): void
}

/**
 * A publisher for one stream. One batch at a time: answers that come after their batch are dropped, and the server
 * recognises the repeat by its id. A request of its own per message would cost the client several times the CPU.
 */
export function startPublisher(
  nats: NatsConnection,
  { stream, timeoutMs }: { stream: string; timeoutMs: number },
): Publisher {
  const inbox = createInbox()
  let batch = 0
  let receive: (index: number, answer: Stored | Error) => void = () => undefined

  const subscription = nats.subscribe(`${inbox}.>`, {
    callback: (error, message) => {
      if (error) return
      const [of, index] = message.subject
        .slice(inbox.length + 1)
        .split('.')
        .map(Number)
      if (of === batch) receive(index!, read(message, stream))
    },
  })

  return {
    async publish(messages) {
      batch += 1
      const answers: (Stored | Error | undefined)[] = messages.map(() => undefined)
      let missing = messages.length
      let sending: Error | undefined
      const complete = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs)
        receive = (index, answer) => {
          if (answers[index] !== undefined) return
          answers[index] = answer
          missing -= 1
          if (missing > 0) return
          clearTimeout(timer)
          resolve()
        }
      })
      for (const [index, { subject, payload, id }] of messages.entries()) {
        try {
          const head = headers()
          head.set('Nats-Msg-Id', id)
          head.set('Nats-Expected-Stream', stream)
          nats.publish(subject, payload, { headers: head, reply: `${inbox}.${batch}.${index}` })
        } catch (error) {
          // Closed, or larger than the server takes: what comes after it in the batch stays behind it.
          sending = error as Error
          for (let rest = index; rest < messages.length; rest += 1) receive(rest, sending)
          break
        }
      }
      await complete
      const stop = answers.findIndex((answer) => answer === undefined || answer instanceof Error)
      if (stop === -1) return { stored: answers as Stored[] }
      const failure =
        (answers[stop] as Error | undefined) ?? new Error(`no answer from ${stream} within ${timeoutMs} ms`)
      return { stored: answers.slice(0, stop) as Stored[], failure }
    },
    close: () => subscription.unsubscribe(),
  }
}

function read(message: Msg, stream: string): Stored | Error {
  if (message.headers?.code === 503) return new NoStreamError(`nothing answers for stream ${stream}`)
  try {
    const { seq, duplicate, error } = message.json<{
      seq?: number
      duplicate?: boolean
      error?: { code: number; description: string }
    }>()
    if (error) return new Error(`stream ${stream} did not store the event: ${error.description}`)
    if (typeof seq === 'number') return { seq, duplicate: duplicate === true }
  } catch (cause) {
    return new Error(`stream ${stream} answered what is no JSON`, { cause })
  }
  return new Error(`stream ${stream} answered without a sequence`)
}
