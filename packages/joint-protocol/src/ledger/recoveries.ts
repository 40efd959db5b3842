import type { Answer } from '../bodies/answer.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Chains, Placed } from './chains.ts'
import type { RecoveryView } from './views.ts'

interface Recovery {
  placed: Placed
  /** Members besides the author, as the entry's own past knows them. */
  others: CommitteeId[]
  answers: { placed: Placed; countersigns: boolean }[]
  state: RecoveryView['state']
}

/**
 * 换代: new generations after lost or stolen keys. Once all others have countersigned, what the old generation wrote
 * beyond the named head is void everywhere; while the recovery is open it has no effect; after a refusal the new
 * generation has none. Works on all kept entries together: no entry's own past can know what came after it.
 */
export class Recoveries {
  private readonly byId = new Map<EntryId, Recovery>()
  private readonly chains: Chains
  private readonly gone: () => ReadonlySet<CommitteeId>
  private standings = new Map<Placed, 'live' | 'suspended' | 'void'>()
  private shown: { epoch: number; views: RecoveryView[] } = { epoch: 0, views: [] }
  /** Grows whenever a standing may have changed. */
  epoch = 0

  /** `gone`: members that have left or were removed; their answer is not awaited. */
  constructor(chains: Chains, gone: () => ReadonlySet<CommitteeId>) {
    this.chains = chains
    this.gone = gone
  }

  get any(): boolean {
    return this.byId.size > 0
  }

  begin(placed: Placed, others: CommitteeId[]): void {
    this.byId.set(placed.id, { placed, others, answers: [], state: 'OPEN' })
    this.settle()
  }

  answer(placed: Placed, body: Answer): void {
    const recovery = this.byId.get(body.to)
    if (!recovery) return
    recovery.answers.push({ placed, countersigns: body.answer === 'countersign' })
    this.settle()
  }

  /** A new entry of a chain that has been recovered, or a member that went: standings are worked out again. */
  settle(): void {
    if (!this.any) return
    const inOrder = [...this.byId.values()].sort(
      (a, b) => a.placed.entry.generation - b.placed.entry.generation || (a.placed.id < b.placed.id ? -1 : 1),
    )
    // Answers may themselves be void by another recovery, so the states settle in a few rounds.
    for (let round = 0; round <= inOrder.length + 1; round++) {
      this.standings = new Map()
      const states = inOrder.map((recovery) => this.stateOf(recovery))
      const same = inOrder.every((recovery, i) => recovery.state === states[i])
      for (const [i, recovery] of inOrder.entries()) recovery.state = states[i]!
      if (same) break
    }
    this.standings = new Map()
    this.epoch++
  }

  private stateOf(recovery: Recovery): RecoveryView['state'] {
    const first = this.firstAnswers(recovery)
    if (first.some((a) => !a.countersigns)) return 'REFUSED'
    const signed = new Set(first.map((a) => a.placed.entry.committee))
    const gone = this.gone()
    return recovery.others.every((other) => signed.has(other) || gone.has(other)) ? 'COMPLETE' : 'OPEN'
  }

  private firstAnswers({ answers }: Recovery): Recovery['answers'] {
    const valid = answers.filter((a) => this.standing(a.placed) !== 'void')
    return valid.filter(
      (a) => !valid.some((b) => b !== a && b.placed !== a.placed && this.chains.onChain(b.placed, a.placed)),
    )
  }

  standing(placed: Placed): 'live' | 'suspended' | 'void' {
    if (!this.any) return 'live'
    const known = this.standings.get(placed)
    if (known) return known
    const standing = this.findStanding(placed)
    this.standings.set(placed, standing)
    return standing
  }

  private findStanding(placed: Placed): 'live' | 'suspended' | 'void' {
    let standing: 'live' | 'suspended' = 'live'
    for (const { placed: start, state } of this.byId.values()) {
      if (start.entry.committee !== placed.entry.committee) continue
      const within = this.chains.onChain(start, placed)
      const given = !within && placed.entry.generation < start.entry.generation && !this.chains.onChain(placed, start)
      if ((given && state === 'COMPLETE') || (within && state === 'REFUSED')) return 'void'
      if ((given && state === 'OPEN') || (within && state === 'OPEN' && start !== placed)) standing = 'suspended'
    }
    return standing
  }

  stateById(id: EntryId): RecoveryView['state'] | undefined {
    return this.byId.get(id)?.state
  }

  views(): readonly RecoveryView[] {
    if (this.shown.epoch !== this.epoch) this.shown = { epoch: this.epoch, views: this.workOut() }
    return this.shown.views
  }

  private workOut(): RecoveryView[] {
    const gone = this.gone()
    return [...this.byId.values()]
      .map((recovery) => {
        const first = this.firstAnswers(recovery)
        const by = (countersigns: boolean) =>
          [...new Set(first.filter((a) => a.countersigns === countersigns).map((a) => a.placed.entry.committee))].sort()
        const [countersigned, refused] = [by(true), by(false)]
        const { id, entry } = recovery.placed
        return {
          entry: id,
          committee: entry.committee,
          generation: entry.generation,
          from: entry.prev,
          state: recovery.state,
          countersigned,
          refused,
          missing: recovery.others.filter(
            (other) => !countersigned.includes(other) && !refused.includes(other) && !gone.has(other),
          ),
        }
      })
      .sort((a, b) => (a.entry < b.entry ? -1 : 1))
  }
}
