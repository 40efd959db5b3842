import { z } from 'zod'
import { bodies, type Content, kinds, type Kind } from './bodies/index.ts'
import { joined, readJson, sha256, utf8 } from './encoding.ts'
import { Base64, CommitteeId, CompactId, EntryId, type Fingerprint, Instant, sortedSet } from './primitives.ts'
import type { Reason } from './reason.ts'

/** Raw bytes of an entry at most. */
export const MAX_ENTRY_BYTES = 256 * 1024
/** Forked branches of one member that `heads` may name. */
export const MAX_TIPS = 4

/** 受限内容: what an entry for some members only holds in place of its body; all members can judge the chain, the audience reads. */
export const SealedBody = z.strictObject({
  sealed: Base64(MAX_ENTRY_BYTES),
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
})
export type SealedBody = z.infer<typeof SealedBody>

const Header = z.strictObject({
  v: z.literal(1),
  compact: CompactId,
  committee: CommitteeId,
  generation: z.int().min(1).max(1_000_000),
  seq: z.int().min(1).max(100_000_000),
  prev: EntryId.nullable(),
  kind: z.enum(kinds as [Kind, ...Kind[]]),
  audience: z.union([z.literal('all'), sortedSet(CommitteeId, 64).min(2)]),
  body: z.unknown(),
  heads: z.record(CommitteeId, sortedSet(EntryId, MAX_TIPS).min(1)),
  at: Instant,
})

/** 条目: one link of a committee's signed chain (architecture §7). */
export interface Entry {
  v: 1
  compact: CompactId
  committee: CommitteeId
  generation: number
  seq: number
  prev: EntryId | null
  kind: Kind
  audience: 'all' | CommitteeId[]
  /** The body of its kind, or a SealedBody where the audience is not all. */
  body: unknown
  /** The latest entries of every other member that the author had seen; two or more where that member's chain forks. */
  heads: Record<CommitteeId, EntryId[]>
  /** The author's clock. Never orders anything. */
  at: Instant
}

/** An entry as it is stored, carried and verified: the exact bytes, and a signature over `"joint.v1\n" + raw`. */
export interface SignedEntry {
  raw: Uint8Array
  /** Fingerprint of the key that signed; a hint, the key in force at this place of the chain decides. */
  key: Fingerprint
  signature: Uint8Array
}

const PREFIX = utf8('joint.v1\n')

/** The bytes that a signature of an entry is over. */
export const signedBytes = (raw: Uint8Array): Uint8Array => joined(PREFIX, raw)

export const entryId = (raw: Uint8Array): EntryId => sha256(raw)

/** An entry that has been read, with its content where it is open to all. */
export interface ReadEntry {
  id: EntryId
  entry: Entry
  /** Undefined while the body is sealed for others, or bad (then `fault`). */
  content: Content | undefined
  fault: Reason | undefined
}

const readings = new WeakMap<Uint8Array, ReadEntry | { reason: Reason }>()

/**
 * Reads raw bytes. Any bytes give an answer: an entry, or the reason why they are none. The answer is remembered with
 * the array, so bytes of an entry must not be changed in place.
 */
export function readEntry(raw: Uint8Array): ReadEntry | { reason: Reason } {
  const known = readings.get(raw)
  if (known) return known
  const read = readAnew(raw)
  readings.set(raw, read)
  return read
}

function readAnew(raw: Uint8Array): ReadEntry | { reason: Reason } {
  if (raw.length > MAX_ENTRY_BYTES) return { reason: 'entry.too_large' }
  const header = Header.safeParse(readJson(raw))
  if (!header.success) return { reason: 'entry.bad_bytes' }
  const entry = header.data as Entry
  if (entry.audience !== 'all') {
    const sealed = SealedBody.safeParse(entry.body).success && entry.audience.includes(entry.committee)
    return { id: entryId(raw), entry, content: undefined, fault: sealed ? undefined : 'entry.bad_body' }
  }
  const read = readBody(entry.kind, entry.body)
  const content = read && isForReadersOnly(read) ? undefined : read
  return { id: entryId(raw), entry, content, fault: content ? undefined : 'entry.bad_body' }
}

/**
 * What came after the first members. They turn an open body of this form down, and with it the rest of its author's
 * chain; sealed they keep it as what is not for them. So sealed is its only form, and all give the same answers.
 */
export const isForReadersOnly = ({ kind, body }: Content): boolean =>
  kind === 'outcome' && body.act !== 'submit' && body.act !== 'instructed'

/** The body of a kind, or undefined where it does not fit. */
export function readBody(kind: Kind, body: unknown): Content | undefined {
  const read = bodies[kind].safeParse(body)
  return read.success ? ({ kind, body: read.data } as Content) : undefined
}
