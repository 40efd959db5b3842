import { readEntry } from './entry.ts'
import { completeFounding, type FoundingBundle } from './founding.ts'
import { Ledger, verifyEntry } from './ledger/ledger.ts'
import { LedgerAnswers } from './ledger/ledger-view.ts'
import { protocolRules } from './ledger/rules.ts'
import type { LedgerView, Verdict } from './ledger/views.ts'
import { JointMember } from './member/joint-member.ts'
import type { Member, MemberOptions } from './member/member-api.ts'
import type { CommitteeId } from './primitives.ts'
import type { SignedEntry } from './entry.ts'

const means = { rules: protocolRules, read: readEntry, verify: verifyEntry }

/** Opens one committee's side of one compact over its store and journal. */
export const openMember = <Tx>(options: MemberOptions<Tx>): Promise<Member<Tx>> =>
  new JointMember(options, means).start()

/** Judges entries without being a member: for a verifier, an operator's tool, a reader of bundles. */
export function openLedger(founding: FoundingBundle): {
  view: LedgerView
  add(entry: SignedEntry, carrier: CommitteeId, opened?: Uint8Array): Verdict[]
} {
  const ledger = new Ledger(completeFounding(founding), means)
  return {
    view: new LedgerAnswers(ledger),
    add: (signed, carrier, opened) => ledger.add({ signed, carrier, opened: opened ?? null }),
  }
}
