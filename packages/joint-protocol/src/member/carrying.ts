import type { Placed } from '../ledger/chains.ts'
import { compactAt, memberOf } from '../ledger/compact-at.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type CommitteeId, type EntryId, sorted } from '../primitives.ts'
import type { Notice } from './notice.ts'

/** Tips of every chain as they are told to others. */
export function tipsOf(ledger: Ledger): Notice['tips'] {
  const tips: Notice['tips'] = {}
  for (const committee of ledger.chains.committees())
    tips[committee] = ledger.chains
      .tips(committee)
      .slice(0, 16)
      .map(({ id, entry }) => ({ id, generation: entry.generation, seq: entry.seq }))
  return tips
}

/** Kept entries that do not lie in the past of the given tips, parents first. */
export function beyond(ledger: Ledger, tips: Notice['tips']): Placed[] {
  const known = Object.values(tips)
    .flat()
    .flatMap(({ id }) => ledger.chains.kept.get(id) ?? [])
  const { past } = ledger.chains.pastOf(null, known)
  return ledger.chains.all().filter((p) => (past[p.branch] ?? 0) < p.entry.seq)
}

/** Tips of another member that have not arrived here. */
export const unknownTips = (ledger: Ledger, tips: Notice['tips']): EntryId[] =>
  Object.values(tips)
    .flat()
    .map(({ id }) => id)
    .filter((id) => !ledger.has(id))

/** Tips that contradict what is kept here: another entry at a place that is taken. */
export function contradictions(ledger: Ledger, tips: Notice['tips']) {
  return Object.entries(tips).flatMap(([committee, theirs]) =>
    theirs.flatMap((tip) => {
      if (ledger.has(tip.id)) return []
      const mine = ledger.chains
        .tips(committee)
        .filter((p) => p.entry.generation === tip.generation && p.entry.seq >= tip.seq)[0]
      return mine ? [{ committee, mine: mine.id, theirs: tip.id }] : []
    }),
  )
}

/**
 * Whom an entry is for: the members that its own past knows, so that a removed member still learns of its removal, and
 * those whom an open text would take in. The own committee is among them: after a restore it reads its own entries back
 * from the hub. `placed` null: what is not for any entry's readers, a notice.
 */
export function readersOf(ledger: Ledger, placed: Placed | null): CommitteeId[] {
  return [...readers(ledger, placed).keys()]
}

/** The sealing keys of its readers. */
export function recipientsOf(ledger: Ledger, placed: Placed | null): string[] {
  return [...new Set(readers(ledger, placed).values())]
}

function readers(ledger: Ledger, placed: Placed | null): Map<CommitteeId, string> {
  const live = (p: Placed) => ledger.recoveries.standing(p) === 'live'
  const now = compactAt(ledger.founding, ledger.versions, null, live)
  // A removal in the entry's past may since have been voided by a recovery, so the members of now count as well.
  const at = placed ? compactAt(ledger.founding, ledger.versions, pastBefore(placed)) : now
  const joining = [...ledger.versions.byId.values()].flatMap((v) =>
    v.placed.content?.kind === 'compact-text' ? v.placed.content.body.text.members : [],
  )
  const sealings = new Map<CommitteeId, string>()
  for (const committee of sorted([...at.members, ...now.members, ...joining.map((m) => m.committee)])) {
    if (at.left.includes(committee) && !now.members.includes(committee)) continue
    const tip = ledger.chains.tips(committee).sort((a, b) => b.entry.generation - a.entry.generation)[0]
    const sealing =
      tip?.keys.sealing ??
      memberOf(at.text, committee)?.keys.sealing ??
      memberOf(now.text, committee)?.keys.sealing ??
      joining.find((m) => m.committee === committee)?.keys.sealing
    if (sealing) sealings.set(committee, sealing)
  }
  return sealings
}

function pastBefore(placed: Placed): number[] {
  const past = placed.past.slice()
  past[placed.branch] = placed.entry.seq - 1
  return past
}
