import type { SignedEntry } from '../entry.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import { recipientsOf } from './carrying.ts'
import { MAX_PACKET_BYTES, MAX_PACKET_ENTRIES } from './packet.ts'

/** Entries of one author for the same readers, which travel as one packet. */
export interface Parcel {
  author: CommitteeId
  recipients: string[]
  ids: EntryId[]
  entries: SignedEntry[]
}

/**
 * Packs queued entries, each author's in their order. What is not held here is left out, and so is an own entry that was
 * put back and waits: it stays queued until what it builds on has come back too.
 */
export function parcelsOf(ledger: Ledger, own: CommitteeId, ids: readonly EntryId[]): Parcel[] {
  const parcels: (Parcel & { bytes: number })[] = []
  const filling = new Map<string, (typeof parcels)[number]>()
  for (const id of ids) {
    const held = ledger.held(id)
    if (!held || (!held.placed && held.committee === own)) continue
    const { committee: author, signed, placed } = held
    const recipients = recipientsOf(ledger, placed)
    const name = [author, ...recipients].join(' ')
    let parcel = filling.get(name)
    const bytes = signed.raw.length
    if (!parcel || parcel.ids.length === MAX_PACKET_ENTRIES || parcel.bytes + bytes > MAX_PACKET_BYTES) {
      parcel = { author, recipients, ids: [], entries: [], bytes: 0 }
      filling.set(name, parcel)
      parcels.push(parcel)
    }
    parcel.ids.push(id)
    parcel.entries.push(signed)
    parcel.bytes += bytes
  }
  return parcels
}
