import { type Entry, entryId, type SignedEntry, signedBytes } from '../entry.ts'
import { jsonBytes } from '../encoding.ts'
import { fingerprintOf, type Signer } from '../signature-suite.ts'

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
