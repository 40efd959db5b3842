import type { MemberKeys } from '../bodies/compact-text.ts'
import type { Content } from '../bodies/index.ts'
import type { Entry, SignedEntry } from '../entry.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Reason } from '../reason.ts'
import type { PublicKey } from '../public-key.ts'
import type { ForkProof } from './views.ts'

/**
 * Which entries lie in a past: for each branch the highest seq. A branch is a run of one author's chain; a chain that
 * forks, or that a recovery continues from an earlier entry, has several. Branch numbers are local.
 */
export type Past = number[]

/** An entry in its place: linked, with its past; `content` is undefined where this side cannot read it. */
export interface Placed {
  id: EntryId
  entry: Entry
  signed: SignedEntry
  content: Content | undefined
  /** Why a restricted entry that others cannot judge has no effect among those who read it. */
  inert: Reason | undefined
  prev: Placed | null
  branch: number
  /** Includes the entry itself once it is kept. */
  past: Past
  /** 1 + the greatest depth in its past: an order that is the same everywhere and never against the past. */
  depth: number
  /** Keys in force after this entry. */
  keys: MemberKeys
  /** Signing keys of the chain up to here that were given up. */
  givenUp: readonly PublicKey[]
}

export const covers = (past: Past, entry: Placed): boolean => (past[entry.branch] ?? 0) >= entry.entry.seq

export const byDepth = (a: Placed, b: Placed): number => a.depth - b.depth || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The kept chains of all members. */
export class Chains {
  readonly kept = new Map<EntryId, Placed>()
  readonly forks: ForkProof[] = []
  private readonly branches: { parent: number; at: number; top: Placed | undefined }[] = []
  private readonly firsts = new Map<CommitteeId, Placed[]>()
  private readonly places = new Map<string, Placed[]>()
  private readonly tipsOf = new Map<CommitteeId, Set<Placed>>()
  private readonly ordered: Placed[] = []

  /** The past that an entry with this prev and these heads has, without the entry itself. */
  pastOf(prev: Placed | null, heads: Iterable<Placed>): { past: Past; depth: number } {
    const past = prev ? prev.past.slice() : []
    let depth = prev?.depth ?? 0
    for (const head of heads) {
      if (head.depth > depth) depth = head.depth
      for (let b = 0; b < head.past.length; b++) {
        const seq = head.past[b] ?? 0
        if (seq > (past[b] ?? 0)) past[b] = seq
      }
    }
    for (let b = 0; b < past.length; b++) past[b] ??= 0
    return { past, depth: depth + 1 }
  }

  keep(placed: Placed): void {
    const { prev, entry } = placed
    const top = prev && this.branches[prev.branch]!.top
    if (prev && top === prev) placed.branch = prev.branch
    else
      placed.branch = this.branches.push({ parent: prev?.branch ?? -1, at: prev?.entry.seq ?? 0, top: undefined }) - 1
    this.branches[placed.branch]!.top = placed
    while (placed.past.length <= placed.branch) placed.past.push(0)
    placed.past[placed.branch] = entry.seq
    this.kept.set(placed.id, placed)
    this.ordered.push(placed)
    if (!prev) this.firsts.set(entry.committee, [...(this.firsts.get(entry.committee) ?? []), placed])
    const tips = this.tipsOf.get(entry.committee) ?? new Set()
    if (prev) tips.delete(prev)
    tips.add(placed)
    this.tipsOf.set(entry.committee, tips)
    this.noteFork(placed)
  }

  /** Two entries after one entry (later pairs on the two branches follow from it), or two starts of one generation. */
  private noteFork(placed: Placed): void {
    const { committee, generation, prev } = placed.entry
    const starts = placed.prev !== null && placed.prev.entry.generation !== generation
    const place = starts ? `${committee} ${generation} start` : `${committee} ${generation} after ${prev}`
    const here = [...(this.places.get(place) ?? []), placed]
    this.places.set(place, here)
    if (here.length < 2) return
    const entries = here.map((p) => p.id).sort()
    const seq = Math.min(...here.map((p) => p.entry.seq))
    const known = this.forks.find((f) => here.some((p) => f.entries.includes(p.id)))
    if (known) Object.assign(known, { seq, entries })
    else this.forks.push({ committee, generation, seq, entries })
  }

  get size(): number {
    return this.ordered.length
  }

  /** Kept entries in the order in which they were kept here. */
  all(): readonly Placed[] {
    return this.ordered
  }

  committees(): CommitteeId[] {
    return [...this.tipsOf.keys()].sort()
  }

  /** Last entries of a chain; several where it forks. */
  tips(committee: CommitteeId): Placed[] {
    return [...(this.tipsOf.get(committee) ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  first(committee: CommitteeId): Placed | undefined {
    return this.firsts.get(committee)?.[0]
  }

  /** True when `earlier` is `later` or stands before it on the same chain, following prev alone. */
  onChain(earlier: Placed, later: Placed): boolean {
    if (earlier.entry.committee !== later.entry.committee) return false
    let branch = later.branch
    let limit = later.entry.seq
    while (branch >= 0) {
      if (branch === earlier.branch) return earlier.entry.seq <= limit
      const { parent, at } = this.branches[branch]!
      branch = parent
      limit = at
    }
    return false
  }

  /** The forks that an entry stands on: proofs whose entries are it or before it on its own chain. */
  forksUnder(placed: Placed): ForkProof[] {
    return this.forks.filter(
      (fork) =>
        fork.committee === placed.entry.committee &&
        fork.entries.some((id) => this.onChain(this.kept.get(id)!, placed)),
    )
  }
}
