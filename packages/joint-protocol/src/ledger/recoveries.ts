import type { Answer } from '../bodies/answer.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Chains, Placed } from './chains.ts'
import type { RecoveryView } from './views.ts'

interface Recovery {
  placed: Placed
  /** Members besides the author, as the entry's own past knows them. Each must countersign. */
  others: CommitteeId[]
  answers: Answered[]
  state: RecoveryView['state']
}

interface Answered {
  placed: Placed
  countersigns: boolean
}

export type Standing = 'live' | 'suspended' | 'void'

/**
 * 换代: new generations after lost or stolen keys. A recovery cuts off what the older generations wrote beyond the head
 * that it names. While it is open, what it cuts off and what follows it are suspended; when all others have
 * countersigned, what it cuts off is void; when one has refused, what follows it is. A function of all kept entries
 * together, whatever their order: no entry's own past can know what came after it. README: "Why it holds".
 */
export class Recoveries {
  private readonly byId = new Map<EntryId, Recovery>()
  private readonly chains: Chains
  private standings = new Map<Placed, Standing>()
  private shown: { epoch: number; views: RecoveryView[] } = { epoch: 0, views: [] }
  /** Grows whenever a standing may have changed. */
  epoch = 0

  constructor(chains: Chains) {
    this.chains = chains
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

  /** Works out all states from nothing. */
  private settle(): void {
    for (const recovery of this.byId.values()) recovery.state = 'OPEN'
    this.decideAll()
    this.epoch++
  }

  private decideAll(): void {
    do this.decide()
    while (this.mark(this.refusedTogether(), 'REFUSED'))
  }

  /** What is decided in one round is what the next one builds on. */
  private decide(): void {
    do this.standings = new Map()
    while (
      this.mark(
        this.all('OPEN').filter((r) => this.isRefused(r)),
        'REFUSED',
      ) ||
      this.mark(this.complete(this.all('OPEN')), 'COMPLETE')
    )
  }

  private mark(recoveries: Recovery[], state: RecoveryView['state']): boolean {
    for (const recovery of recoveries) recovery.state = state
    return recoveries.length > 0
  }

  /**
   * A recovery may cut off what the refusal of it rests on: an answer that completed the refuser's own recovery. It is
   * refused if the refusal is live once it is refused, together with all others of which this holds.
   */
  private refusedTogether(): Recovery[] {
    let together = this.all('OPEN').filter((r) => r.answers.some((a) => !a.countersigns))
    while (together.length > 0) {
      const left = this.assuming(together, () => {
        this.decide()
        return together.filter((r) => this.isRefusedInWords(r))
      })
      if (left.length === together.length) break
      together = left
    }
    return together
  }

  /** What would follow if these open recoveries were refused. */
  private assuming<T>(refused: Recovery[], work: () => T): T {
    const before = [...this.byId.values()].map((recovery) => ({ recovery, state: recovery.state }))
    this.mark(refused, 'REFUSED')
    const result = work()
    for (const { recovery, state } of before) recovery.state = state
    this.standings = new Map()
    return result
  }

  /** Entries that are live if the given recoveries are refused. */
  liveWithout(recoveries: EntryId[], entries: readonly Placed[]): Placed[] {
    return this.assuming(
      recoveries.flatMap((id) => this.byId.get(id) ?? []),
      () => {
        this.decideAll()
        return entries.filter((placed) => this.standing(placed) === 'live' && this.isFirm(placed))
      },
    )
  }

  private all(state: RecoveryView['state']): Recovery[] {
    return [...this.byId.values()].filter((r) => r.state === state)
  }

  /** By an answer that nothing can take back, or because it has itself been cut off. */
  private isRefused(recovery: Recovery): boolean {
    return this.standing(recovery.placed) === 'void' || this.isRefusedInWords(recovery)
  }

  private isRefusedInWords(recovery: Recovery): boolean {
    return this.firstAnswers(recovery).some((a) => !a.countersigns && this.standing(a.placed) === 'live')
  }

  /** Those that hold together: two that recover at once answer each other on their new generations. */
  private complete(open: Recovery[]): Recovery[] {
    let together = open
    for (;;) {
      const left = together.filter((r) => this.isCountersigned(r, together))
      if (left.length === together.length) return left
      together = left
    }
  }

  private isCountersigned(recovery: Recovery, together: Recovery[]): boolean {
    const signed = this.firstAnswers(recovery).filter((a) => a.countersigns && this.isGiven(a.placed, together))
    return (
      this.isGiven(recovery.placed, together) &&
      recovery.others.every((other) => signed.some((a) => a.placed.entry.committee === other))
    )
  }

  /** Whether an entry stands as soon as the given open recoveries are complete. */
  private isGiven(placed: Placed, together: Recovery[]): boolean {
    return this.of(placed).every((recovery) => {
      if (this.follows(recovery, placed)) return recovery.state === 'COMPLETE' || together.includes(recovery)
      return !this.cuts(recovery, placed) || recovery.state === 'REFUSED'
    })
  }

  private of(placed: Placed): Recovery[] {
    return [...this.byId.values()].filter((r) => r.placed.entry.committee === placed.entry.committee)
  }

  /** Stands on the recovery's own generation; the recovery itself does. */
  private follows(recovery: Recovery, placed: Placed): boolean {
    return this.chains.onChain(recovery.placed, placed)
  }

  private cuts({ placed: start }: Recovery, placed: Placed): boolean {
    return (
      placed.entry.generation < start.entry.generation &&
      !this.chains.onChain(start, placed) &&
      !this.chains.onChain(placed, start)
    )
  }

  private firstAnswers({ answers }: Recovery): Answered[] {
    return answers.filter((a) => !answers.some((b) => b.placed !== a.placed && this.chains.onChain(b.placed, a.placed)))
  }

  standing(placed: Placed): Standing {
    if (!this.any) return 'live'
    const known = this.standings.get(placed)
    if (known) return known
    const standing = this.findStanding(placed)
    this.standings.set(placed, standing)
    return standing
  }

  private findStanding(placed: Placed): Standing {
    let standing: Standing = 'live'
    for (const recovery of this.of(placed)) {
      const follows = this.follows(recovery, placed)
      const cut = this.cuts(recovery, placed)
      if (recovery.state === (follows ? 'REFUSED' : 'COMPLETE') && (follows || cut)) return 'void'
      if (recovery.state === 'OPEN' && (follows ? recovery.placed !== placed : cut)) standing = 'suspended'
    }
    return standing
  }

  /** What later entries of a chain could build on: not a recovery that is not complete, nor what follows one. */
  isFirm(placed: Placed): boolean {
    return this.of(placed).every((r) => r.state === 'COMPLETE' || !this.follows(r, placed))
  }

  views(): readonly RecoveryView[] {
    if (this.shown.epoch !== this.epoch) this.shown = { epoch: this.epoch, views: this.workOut() }
    return this.shown.views
  }

  private workOut(): RecoveryView[] {
    const open = this.all('OPEN')
    return [...this.byId.values()]
      .map((recovery) => {
        const given = this.firstAnswers(recovery).filter((a) => this.isGiven(a.placed, open))
        const by = (countersigns: boolean) =>
          [...new Set(given.filter((a) => a.countersigns === countersigns).map((a) => a.placed.entry.committee))].sort()
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
          missing: recovery.others.filter((other) => !countersigned.includes(other) && !refused.includes(other)),
        }
      })
      .sort((a, b) => (a.entry < b.entry ? -1 : 1))
  }
}
