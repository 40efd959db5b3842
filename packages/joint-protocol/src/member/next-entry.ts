import { randomBytes } from 'node:crypto'
import { type Content, type Kind, bodies } from '../bodies/index.ts'
import { type Entry, MAX_ENTRY_BYTES, MAX_TIPS, readEntry, type SealedBody } from '../entry.ts'
import { base64, jsonBytes, sha256 } from '../encoding.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Placed } from '../ledger/chains.ts'
import { lastStanding } from '../ledger/standing.ts'
import { type CommitteeId, type EntryId, sorted } from '../primitives.ts'
import { ProtocolRefusal } from '../reason.ts'
import type { Sealer } from '../sealing.ts'
import type { Draft } from './member-api.ts'

/** The place of the next entry on a chain. */
export interface Place {
  prev: Placed | null
  generation: number
}

/** The next entry of a chain, with the content in its stored form: unsigned, its exact bytes, and its plain body. */
export interface NextEntry {
  entry: Entry
  content: Content
  raw: Uint8Array
  opened: Uint8Array | null
}

/** Puts a draft into its place. Throws a ProtocolRefusal for a body that does not fit its kind. */
export async function nextEntry(
  ledger: Ledger,
  committee: CommitteeId,
  place: Place,
  draft: Draft,
  { sealer, at }: { sealer: Sealer; at: Date },
): Promise<NextEntry> {
  const content = normal(draft)
  const audience = draft.audience && draft.audience !== 'all' ? sorted([...draft.audience, committee]) : 'all'
  const sealed = audience === 'all' ? undefined : await seal(ledger, audience, content, sealer)
  const entry: Entry = {
    v: 1,
    compact: ledger.founding.compact,
    committee,
    generation: place.generation,
    seq: (place.prev?.entry.seq ?? 0) + 1,
    prev: place.prev?.id ?? null,
    kind: content.kind,
    audience,
    body: sealed?.body ?? content.body,
    heads: headsOf(ledger, committee),
    at: at.toISOString(),
  }
  const raw = jsonBytes(entry)
  if (raw.length > MAX_ENTRY_BYTES) throw new ProtocolRefusal('entry.too_large', { bytes: raw.length })
  const read = readEntry(raw)
  if ('reason' in read) throw new ProtocolRefusal(read.reason)
  if (read.fault) throw new ProtocolRefusal(read.fault)
  return { entry, content, raw, opened: sealed?.plain ?? null }
}

function normal(draft: Draft): Content {
  const read = bodies[draft.kind].safeParse(draft.body)
  if (!read.success)
    throw new ProtocolRefusal('entry.bad_body', { issues: read.error.issues.map((i) => i.path.join('.')) })
  return { kind: draft.kind as Kind, body: read.data } as Content
}

async function seal(ledger: Ledger, audience: CommitteeId[], { body }: Content, sealer: Sealer) {
  // The salt keeps others from guessing a short body by its commitment.
  const plain = jsonBytes({ salt: randomBytes(16).toString('hex'), body })
  const recipients = audience.map((reader) => {
    const tip = ledger.chains.tips(reader)[0]
    const member = ledger.founding.text.members.find((m) => m.committee === reader)
    const sealing = tip?.keys.sealing ?? member?.keys.sealing
    if (!sealing) throw new ProtocolRefusal('ref.wrong_audience', { reader })
    return sealing
  })
  const sealed: SealedBody = { sealed: base64(await sealer.seal(plain, recipients)), commitment: sha256(plain) }
  return { body: sealed, plain }
}

/** The latest entries of every other member: of a forked chain each branch, of a recovered one what still stands. */
export function headsOf(ledger: Ledger, committee: CommitteeId): Record<CommitteeId, EntryId[]> {
  const heads: Record<CommitteeId, EntryId[]> = {}
  for (const other of ledger.chains.committees()) {
    if (other === committee) continue
    const standing = ledger.chains.tips(other).flatMap((tip) => lastStanding(ledger, tip) ?? [])
    const tops = standing.filter((p) => !standing.some((q) => q !== p && ledger.chains.onChain(p, q)))
    if (tops.length > 0) heads[other] = sorted(tops.map((p) => p.id)).slice(0, MAX_TIPS)
  }
  return heads
}
