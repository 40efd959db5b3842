import type { SignedEntry } from '../entry.ts'
import { completeFounding, type FoundingBundle } from '../founding.ts'
import type { CommitteeId } from '../primitives.ts'
import { Ledger, protocolMeans } from './ledger.ts'
import { LedgerAnswers } from './ledger-view.ts'
import type { LedgerView, Verdict } from './views.ts'

/** Judges entries without being a member: for a verifier, an operator's tool, a reader of bundles. */
export function openLedger(founding: FoundingBundle): {
  view: LedgerView
  add(entry: SignedEntry, carrier: CommitteeId, opened?: Uint8Array): Verdict[]
} {
  const ledger = new Ledger(completeFounding(founding), protocolMeans)
  return {
    view: new LedgerAnswers(ledger),
    add: (signed, carrier, opened) => ledger.add({ signed, carrier, opened: opened ?? null }),
  }
}
