import { z } from 'zod'
import type { SignedEntry } from '../entry.ts'
import { base64, bytesOf, jsonBytes, readJson } from '../encoding.ts'
import { MAX_CHUNKS } from '../file-ref.ts'
import { type Notice, readNotice } from './notice.ts'
import { Base64, CommitteeId, FileHash, Fingerprint } from '../primitives.ts'

const carriedAs = { raw: Base64(400_000), key: Fingerprint, signature: Base64(400) }

const Packet = z.discriminatedUnion('type', [
  z.strictObject({ v: z.literal(1), type: z.literal('entry'), carrier: CommitteeId, ...carriedAs }),
  z.strictObject({ v: z.literal(1), type: z.literal('notice'), carrier: CommitteeId, ...carriedAs }),
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

/** What is sealed in an envelope. The carrier is named inside too, so that a hub cannot pass it off as another's. */
export type Packet =
  | { type: 'entry' | 'notice'; carrier: CommitteeId; signed: SignedEntry; notice?: Notice | undefined }
  | { type: 'chunk'; carrier: CommitteeId; file: FileHash; index: number; bytes: Uint8Array }

export function packetBytes(packet: Packet): Uint8Array {
  const { type, carrier } = packet
  if (type === 'chunk') {
    const { file, index, bytes } = packet
    return jsonBytes({ v: 1, type, carrier, file, index, bytes: base64(bytes) })
  }
  const { raw, key, signature } = packet.signed
  return jsonBytes({ v: 1, type, carrier, raw: base64(raw), key, signature: base64(signature) })
}

/** The packet in opened bytes, or undefined where there is none. */
export function readPacket(bytes: Uint8Array): Packet | undefined {
  const read = Packet.safeParse(readJson(bytes))
  if (!read.success) return undefined
  const packet = read.data
  if (packet.type === 'chunk') {
    const { type, carrier, file, index } = packet
    return { type, carrier, file, index, bytes: bytesOf(packet.bytes) }
  }
  const { type, carrier, raw, key, signature } = packet
  const signed = { raw: bytesOf(raw), key, signature: bytesOf(signature) }
  return type === 'notice' ? { type, carrier, signed, notice: readNotice(signed) } : { type, carrier, signed }
}
