import { type Entry, entryId, type SignedEntry, signedBytes } from '../entry.ts'
import { jsonBytes } from '../encoding.ts'
import { countersign, refuse } from '../drafts.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LedgerView } from '../ledger/views.ts'
import type { Draft } from '../member/member-api.ts'
import { headsOf } from '../member/next-entry.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import { fingerprintOf } from '../public-key.ts'
import type { Signer } from '../signature-suite.ts'
import type { Random } from './random.ts'

/** Signs any entry with any key: what an attacker can do. For tests alone. */
export async function forged(entry: Entry, signer: Signer): Promise<SignedEntry & { id: string }> {
  const raw = jsonBytes(entry)
  const signature = await signer.sign(signedBytes(raw))
  return { raw, key: fingerprintOf(signer.key), signature, id: entryId(raw) }
}

/** The entry that would come after the last one of a chain. */
export function following(last: { id: string; entry: Entry }, change: Partial<Entry>): Entry {
  const { entry } = last
  return { ...entry, seq: entry.seq + 1, prev: last.id, ...change }
}

/** A draft as an entry at any place of a chain, with what the ledger holds as its past. */
export function forgedDraft(
  ledger: Ledger,
  committee: CommitteeId,
  place: { prev: { id: EntryId; entry: Entry } | null; generation: number },
  draft: Draft,
  { signer, at }: { signer: Signer; at: number },
): Promise<SignedEntry> {
  const entry: Entry = {
    v: 1,
    compact: ledger.founding.compact,
    committee,
    generation: place.generation,
    seq: (place.prev?.entry.seq ?? 0) + 1,
    prev: place.prev?.id ?? null,
    kind: draft.kind,
    audience: 'all',
    body: draft.body,
    heads: headsOf(ledger, committee),
    at: new Date(at).toISOString(),
  }
  return forged(entry, signer)
}

/** Two things that one member cannot both say. */
export function contradiction(random: Random, committee: CommitteeId, view: LedgerView): [Draft, Draft] | undefined {
  const open = view.decisions().flatMap((d) => d.open)
  const one = open.find((id) => view.version(id)!.missing.includes(committee))
  const other = open.find((id) => id !== one && view.version(id)!.missing.includes(committee))
  const any = view.decisions()[0]?.id
  if (one && other && random.chance(0.5)) return [countersign(one), countersign(other)]
  if (one) return [countersign(one), refuse(one, '两面')]
  if (!any) return undefined
  return [
    { kind: 'comment', body: { about: any, text: '甲' } },
    { kind: 'comment', body: { about: any, text: '乙' } },
  ]
}
