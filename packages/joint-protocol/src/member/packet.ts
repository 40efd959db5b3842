import { z } from 'zod'
import type { SignedEntry } from '../entry.ts'
import { CarriedEntry, carried, uncarried } from '../bundle.ts'
import { base64, bytesOf, jsonBytes, readJson } from '../encoding.ts'
import { MAX_CHUNKS } from '../file-ref.ts'
import { type Notice, readNotice } from './notice.ts'
import { Base64, CommitteeId, FileHash } from '../primitives.ts'

/** Entries that travel together at most: sealed and opened once, which costs far more than an entry by itself. */
export const MAX_PACKET_ENTRIES = 100
/** Raw bytes of entries that travel together; sealed, they stay well below what a hub carries as one message (1 MiB). */
export const MAX_PACKET_BYTES = 320 * 1024

const Packet = z.discriminatedUnion('type', [
  z.strictObject({ v: z.literal(1), type: z.literal('entry'), carrier: CommitteeId, ...CarriedEntry.shape }),
  z.strictObject({
    v: z.literal(1),
    type: z.literal('entries'),
    carrier: CommitteeId,
    entries: z.array(CarriedEntry).min(1).max(MAX_PACKET_ENTRIES),
  }),
  z.strictObject({ v: z.literal(1), type: z.literal('notice'), carrier: CommitteeId, ...CarriedEntry.shape }),
  z.strictObject({
    v: z.literal(1),
    type: z.literal('chunk'),
    carrier: CommitteeId,
    file: FileHash,
    index: z
      .int()
      .min(0)
      .max(MAX_CHUNKS - 1),
    bytes: Base64(800_000),
  }),
])

/**
 * What is sealed in an envelope. The carrier is named inside too, so that a hub cannot pass it off as another's. One
 * entry alone is written as `entry`: the only form that the first members read, and that streams of that time hold.
 */
export type Packet =
  | { type: 'entries'; carrier: CommitteeId; entries: SignedEntry[] }
  | { type: 'notice'; carrier: CommitteeId; signed: SignedEntry; notice?: Notice | undefined }
  | { type: 'chunk'; carrier: CommitteeId; file: FileHash; index: number; bytes: Uint8Array }

export function packetBytes(packet: Packet): Uint8Array {
  const { type, carrier } = packet
  switch (type) {
    case 'entries': {
      const entries = packet.entries.map(carried)
      return jsonBytes(
        entries.length === 1 ? { v: 1, type: 'entry', carrier, ...entries[0] } : { v: 1, type, carrier, entries },
      )
    }
    case 'notice':
      return jsonBytes({ v: 1, type, carrier, ...carried(packet.signed) })
    case 'chunk': {
      const { file, index, bytes } = packet
      return jsonBytes({ v: 1, type, carrier, file, index, bytes: base64(bytes) })
    }
  }
}

/** The packet in opened bytes, or undefined where there is none. */
export function readPacket(bytes: Uint8Array): Packet | undefined {
  const read = Packet.safeParse(readJson(bytes))
  if (!read.success) return undefined
  const packet = read.data
  const { carrier } = packet
  switch (packet.type) {
    case 'entry':
      return { type: 'entries', carrier, entries: [uncarried(packet)] }
    case 'entries':
      return { type: 'entries', carrier, entries: packet.entries.map(uncarried) }
    case 'notice': {
      const signed = uncarried(packet)
      return { type: 'notice', carrier, signed, notice: readNotice(signed) }
    }
    case 'chunk':
      return { type: 'chunk', carrier, file: packet.file, index: packet.index, bytes: bytesOf(packet.bytes) }
  }
}
