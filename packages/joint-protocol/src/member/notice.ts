import { z } from 'zod'
import type { SignedEntry } from '../entry.ts'
import { jsonBytes, readJson, utf8 } from '../encoding.ts'
import { CommitteeId, CompactId, EntryId, FileHash, Instant, sortedSet } from '../primitives.ts'
import { fingerprintOf } from '../public-key.ts'
import type { Signer } from '../signature-suite.ts'

const Tip = z.strictObject({ id: EntryId, generation: z.int(), seq: z.int() })

/** 链头通告: where a member stands, and what it asks for. Proves nothing about decisions; entries alone do. */
export const Notice = z.strictObject({
  v: z.literal(1),
  compact: CompactId,
  from: CommitteeId,
  /** Who is asked; null asks everybody for their own entries. */
  to: CommitteeId.nullable(),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  /** The nonce of the notice that this one answers. */
  reply: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  /** True when the sender asks for whatever lies beyond its tips. */
  want: z.boolean(),
  files: z.array(FileHash).max(20),
  tips: z.record(CommitteeId, z.array(Tip).min(1).max(16)),
  missing: sortedSet(EntryId, 200),
  /** What is here and waits for others: seen, but not yet judged. */
  waiting: z.array(z.strictObject({ id: EntryId, committee: CommitteeId })).max(200),
  digest: z.string().max(64),
  at: Instant,
})
export type Notice = z.infer<typeof Notice>

/** The bytes that a signature of a notice is over. */
export const noticeMessage = (raw: Uint8Array): Uint8Array => Buffer.concat([utf8('joint.notice.v1\n'), raw])

export async function signNotice(notice: Notice, signer: Signer): Promise<SignedEntry> {
  const raw = jsonBytes(notice)
  return { raw, key: fingerprintOf(signer.key), signature: await signer.sign(noticeMessage(raw)) }
}

export function readNotice(signed: SignedEntry): Notice | undefined {
  const read = Notice.safeParse(readJson(signed.raw))
  return read.success ? read.data : undefined
}
