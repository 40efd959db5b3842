import { completeFounding, type FoundingBundle } from './founding.ts'
import { Ledger, protocolMeans } from './ledger/ledger.ts'
import { LedgerAnswers } from './ledger/ledger-view.ts'
import type { LedgerView, Verdict } from './ledger/views.ts'
import { JointMember } from './member/joint-member.ts'
import { memberMeans } from './member/memory.ts'
import type { Member, MemberOptions } from './member/member-api.ts'
import type { CommitteeId } from './primitives.ts'
import type { SignedEntry } from './entry.ts'

/** Opens one committee's side of one compact over its store and journal. */
export const openMember = <Tx extends object>(options: MemberOptions<Tx>): Promise<Member<Tx>> =>
  new JointMember(options, completeFounding(options.founding), memberMeans).start()

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
