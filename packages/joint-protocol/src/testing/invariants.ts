import type { ForkProof, LedgerView, VersionView } from '../ledger/views.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Side, World } from './world.ts'

/** The promises of the protocol, watched from outside: what was seen once must stay, what is equal must look equal. */
export class Watch {
  readonly violations: string[] = []
  /** Versions that each side has shown as effective since its last restore. */
  private readonly shown = new Map<CommitteeId, Set<EntryId>>()
  private readonly everShown = new Map<EntryId, Set<CommitteeId>>()
  private readonly world: World

  constructor(world: World) {
    this.world = world
  }

  /** A restored side has forgotten what it showed; the others have not. */
  forget(committee: CommitteeId): void {
    this.shown.delete(committee)
    for (const by of this.everShown.values()) by.delete(committee)
  }

  look(sides: Side[]): void {
    const forked = sides.some((s) => s.member.view.forks().length > 0)
    for (const side of sides) {
      this.everySignature(side)
      if (!forked) this.noRivals(side)
      if (!isMember(side)) continue
      const now = effectiveIn(side.member.view)
      const before = this.shown.get(side.committee) ?? new Set()
      if (!forked)
        for (const id of before)
          if (!now.has(id)) this.violate(`reverted: ${id.slice(0, 8)} was effective at ${side.committee}`)
      this.shown.set(side.committee, new Set([...before, ...now]))
      for (const id of now) this.everShown.set(id, (this.everShown.get(id) ?? new Set()).add(side.committee))
    }
    for (const [i, one] of sides.entries())
      for (const other of sides.slice(i + 1))
        if (Watch.sameEntries(one, other) && one.member.view.digest() !== other.member.view.digest())
          this.violate(`answers differ between ${one.committee} and ${other.committee} over the same entries`)
  }

  static sameEntries(one: Side, other: Side): boolean {
    if (one.member.size !== other.member.size) return false
    for (const { id } of one.member.view.kept()) if (!other.member.view.entry(id)) return false
    return true
  }

  final(
    sides: Side[],
    who: { honest: Side[]; dishonest: ReadonlySet<CommitteeId>; gone: ReadonlySet<CommitteeId> },
  ): void {
    const [first] = who.honest
    if (!first) return
    const { view } = first.member
    const forks = view.forks()
    for (const side of sides) {
      if (!Watch.sameEntries(first, side)) this.violate(`${side.committee} does not hold what ${first.committee} holds`)
      else if (side.member.view.digest() !== view.digest()) this.violate('answers differ at the end')
    }
    for (const fork of forks)
      if (!who.dishonest.has(fork.committee)) this.violate(`honest ${fork.committee} signed two entries at ${fork.seq}`)
    if (forks.length > 0) this.disputes(view, forks)
    else this.nothingLost(view, who.gone)
    for (const side of who.honest) this.canBeEnded(side)
  }

  /** What any side once showed as effective is effective for all who hold its closing. */
  private nothingLost(view: LedgerView, gone: ReadonlySet<CommitteeId>): void {
    const now = effectiveIn(view)
    for (const [id, by] of this.everShown) {
      const version = view.version(id)
      const witnesses = [...by].filter((c) => !gone.has(c) && view.compactView().members.includes(c))
      if (version && !now.has(id) && witnesses.length > 0 && hasAllSignatures(view, version))
        this.violate(`reverted in the end: ${id.slice(0, 8)}`)
    }
  }

  private noRivals({ member, committee }: Side): void {
    for (const decision of member.view.decisions()) {
      const effective = decision.versions.filter((v) => v.state === 'EFFECTIVE')
      const bases = effective.map((v) => v.body.base)
      if (new Set(bases).size !== bases.length) this.violate(`two rivals effective at ${committee}`)
    }
  }

  /** Counted by hand from the entries, without the code that decides it. */
  private everySignature({ member, committee }: Side): void {
    for (const decision of member.view.decisions())
      for (const version of decision.versions)
        if (version.state === 'EFFECTIVE' && !hasAllSignatures(member.view, version))
          this.violate(`effective without every signature at ${committee}`)
  }

  /** With a fork: a decision in which two rivals are effective is disputed, with the proof in hand. */
  private disputes(view: LedgerView, forks: ForkProof[]): void {
    for (const fork of forks)
      if (fork.entries.length < 2 || fork.entries.some((id) => !view.entry(id)))
        this.violate('a fork without its proof')
    for (const decision of view.decisions()) {
      const bases = decision.versions.filter((v) => v.state === 'EFFECTIVE').map((v) => v.body.base)
      if (new Set(bases).size !== bases.length && decision.disputed.length === 0)
        this.violate('two rivals effective and not disputed')
    }
  }

  /** A convenor that is there can end every open version, whoever else is gone. */
  private canBeEnded({ member, committee }: Side): void {
    if (member.mode().mode !== 'ready' || !member.view.compactView().members.includes(committee)) return
    for (const decision of member.view.decisions())
      for (const id of decision.open) {
        const version = member.view.version(id)!
        if (version.body.convenor !== committee) continue
        if (version.answers.some((a) => a.committee === committee))
          this.violate('a version that nobody can end any more')
      }
  }

  private violate(what: string): void {
    this.violations.push(what)
  }
}

/** Whoever is no member, or recovers its own chain, has no say when others recover theirs: it is promised nothing. */
const isMember = ({ member, committee }: Side): boolean =>
  member.mode().mode === 'ready' && member.view.compactView().members.includes(committee)

export const effectiveIn = (view: LedgerView): Set<EntryId> =>
  new Set(view.decisions().flatMap((d) => d.versions.filter((v) => v.state === 'EFFECTIVE').map((v) => v.id)))

function hasAllSignatures(view: LedgerView, version: VersionView): boolean {
  const signed = new Set<CommitteeId>()
  for (const { entry, content } of view.kept())
    if (content?.kind === 'answer' && content.body.answer === 'countersign' && content.body.to === version.id)
      signed.add(entry.committee)
  return version.body.signers.every((signer) => signed.has(signer))
}
