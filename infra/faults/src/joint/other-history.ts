import { jointStream, jointSubject } from '@lianxie/contracts'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import type { HubServer } from '@lianxie/local/rig'

/** What a hub keeps of one message. */
export interface CarriedMessage {
  number: number
  subject: string
  id: string
  bytes: Uint8Array
}

/** Everything that a hub carries for a compact, oldest first. */
export async function messagesOf(hub: HubServer, compactId: string): Promise<CarriedMessage[]> {
  const admin = await hub.admin()
  try {
    const stream = jointStream(compactId)
    const { state } = await (await jetstreamManager(admin, { checkAPI: false })).streams.info(stream)
    const messages: CarriedMessage[] = []
    if (state.messages === 0) return messages
    const consumer = await jetstream(admin).consumers.get(stream)
    for await (const { seq, subject, data, headers: given } of await consumer.consume()) {
      messages.push({ number: seq, subject, id: given?.get('Nats-Msg-Id') ?? '', bytes: data })
      if (seq >= state.last_seq) break
    }
    return messages
  } finally {
    await admin.close()
  }
}

/**
 * What a hub of bad will does: fills another one with the messages of the first, changed by `change`, which answers what
 * is carried instead of each; an empty list withholds it.
 */
export async function fillHub(
  hub: HubServer,
  messages: readonly CarriedMessage[],
  change: (message: CarriedMessage) => CarriedMessage[],
): Promise<void> {
  const admin = await hub.admin()
  try {
    for (const { subject, id, bytes } of messages.flatMap(change)) {
      const given = headers()
      if (id !== '') given.set('Nats-Msg-Id', id)
      await jetstream(admin).publish(subject, bytes, { headers: given })
    }
  } finally {
    await admin.close()
  }
}

/** The message with one bit of its sealed bytes turned over. */
export const altered = (message: CarriedMessage): CarriedMessage => {
  const bytes = Uint8Array.from(message.bytes)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = bytes[middle]! ^ 1
  return { ...message, id: `${message.id}.altered`, bytes }
}

/** The message as if another member had carried it. */
export const relabelled = (message: CarriedMessage, compactId: string, carrier: string): CarriedMessage => ({
  ...message,
  id: `${message.id}.relabelled`,
  subject: jointSubject(compactId, carrier as never, message.subject.split('.').at(-1) as never),
})
