import type { SignedEntry } from '../entry.ts'
import { entryId } from '../entry.ts'
import type { Placed } from '../ledger/chains.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { lastStanding } from '../ledger/standing.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Place } from './next-entry.ts'

/** Where the own chain goes on: after the last entry that no recovery has taken out of effect. */
export function ownPlace(ledger: Ledger, committee: CommitteeId): Place {
  const standing = ledger.chains.tips(committee).flatMap((tip) => lastStanding(ledger, tip) ?? [])
  const prev = standing.sort(byReach)[0] ?? null
  return { prev, generation: prev?.entry.generation ?? 1 }
}

/**
 * What a new generation goes on from: the last entry that stands if the own open recoveries are given up. None of them is
 * a ground for another one.
 */
export function firmPlace({ chains, recoveries }: Ledger, committee: CommitteeId): Placed | null {
  const own = recoveries.views().filter((r) => r.committee === committee && r.state === 'OPEN')
  const all = chains.all().filter((p) => p.entry.committee === committee)
  const firm = recoveries.liveWithout(
    own.map((r) => r.entry),
    all,
  )
  return firm.sort(byReach)[0] ?? null
}

const byReach = (a: Placed, b: Placed): number =>
  b.entry.generation - a.entry.generation || b.entry.seq - a.entry.seq || (a.id < b.id ? -1 : 1)

/** Own entries that are kept here, in chain order. */
export const ownEntries = (ledger: Ledger, committee: CommitteeId): Placed[] =>
  ledger.chains
    .all()
    .filter((p) => p.entry.committee === committee)
    .sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1))

/** The journal as this process knows it: which entries were signed here. */
export class JournalMark {
  readonly ids = new Set<EntryId>()
  last: EntryId | null = null

  constructor(entries: SignedEntry[]) {
    for (const entry of entries) this.note(entryId(entry.raw))
  }

  note(id: EntryId): void {
    this.ids.add(id)
    this.last = id
  }
}
