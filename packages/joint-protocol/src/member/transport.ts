import type { CommitteeId, CompactId } from '../primitives.ts'

/** What travels through a hub: sealed bytes under `joint.<compact>.<carrier>.<author>`. */
export interface Envelope {
  subject: string
  /**
   * Message id for deduplication by the server: the carrier and the hash of the sealed bytes. What is sealed anew goes
   * through anew: somebody may have asked for it again, and whoever has it already drops it.
   */
  id: string
  bytes: Uint8Array
}

/** Publishes to the hub. Resolves when the hub has acknowledged; rejects when it is out of reach (and is tried again). */
export interface Transport {
  publish(envelope: Envelope): Promise<void>
}

/** An envelope as it arrived. The subject is all that the hub adds. */
export interface Delivery {
  subject: string
  bytes: Uint8Array
}

export interface Clock {
  now(): Date
}

export const jointSubject = (compact: CompactId, carrier: CommitteeId, author: CommitteeId): string =>
  `joint.${compact}.${carrier}.${author}`

/** The parts of a subject, or undefined where it is none of ours. */
export function readSubject(
  subject: string,
): { compact: CompactId; carrier: CommitteeId; author: CommitteeId } | undefined {
  const [joint, compact, carrier, author, ...rest] = subject.split('.')
  if (joint !== 'joint' || !compact || !carrier || !author || rest.length > 0) return undefined
  return { compact, carrier, author }
}
