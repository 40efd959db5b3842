import { Envelope } from '@lianxie/contracts'

/** One event as it came, from the stream or from those that waited. */
export interface Arrived {
  id: string
  type: string
  aggregate: string
  version: number
  payload: Buffer
  envelope: Envelope
}

/** The highest value of an integer column. */
const LAST_VERSION = 2_147_483_647

/** Reads an event from the bytes it was published as; throws when they are no envelope. */
export function read(payload: Uint8Array): Arrived {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const envelope = Envelope.parse(JSON.parse(bytes.toString()))
  const { id, type, aggregate, aggregateversion } = envelope
  // What no column can hold would fail for ever, and everything behind it.
  const names = `${type}${aggregate}`
  if (names.includes('\0') || !names.isWellFormed() || aggregateversion > LAST_VERSION)
    throw new Error('expected a type, an aggregate and a version that can be kept')
  return { id, type, aggregate, version: aggregateversion, payload: bytes, envelope }
}
