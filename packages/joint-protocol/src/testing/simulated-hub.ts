import type { Delivery, Envelope } from '../member/transport.ts'
import { readSubject } from '../member/transport.ts'
import type { CommitteeId } from '../primitives.ts'
import type { Random } from './random.ts'

export class HubUnreachable extends Error {}

/** A hub that drops, repeats, delays and reorders, and that a partition can cut off from some members. */
export class SimulatedHub {
  private readonly inbox = new Map<CommitteeId, Delivery[]>()
  private readonly random: Random
  private readonly readers: () => CommitteeId[]
  private log: Delivery[] = []
  private cut = new Set<CommitteeId>()
  drop = 0
  repeat = 0
  reorder = false
  counts = { dropped: 0, repeated: 0, reordered: 0, partitioned: 0 }

  constructor(random: Random, readers: () => CommitteeId[]) {
    this.random = random
    this.readers = readers
  }

  async publish({ subject, bytes }: Envelope): Promise<void> {
    const { carrier } = readSubject(subject)!
    if (this.cut.has(carrier)) throw new HubUnreachable(carrier)
    this.log.push({ subject, bytes })
    for (const reader of this.readers()) {
      if (reader === carrier) continue
      if (this.random.chance(this.drop)) {
        this.counts.dropped++
        continue
      }
      const box = this.inbox.get(reader) ?? []
      box.push({ subject, bytes })
      if (this.random.chance(this.repeat)) {
        this.counts.repeated++
        box.push({ subject, bytes })
      }
      this.inbox.set(reader, box)
    }
  }

  /** Members that can reach nobody for a while; what was sent to them waits. */
  partition(members: CommitteeId[]): void {
    this.cut = new Set(members)
    if (members.length > 0) this.counts.partitioned++
  }

  isCut(member: CommitteeId): boolean {
    return this.cut.has(member)
  }

  /** The next delivery for a member, or undefined. */
  take(reader: CommitteeId): Delivery | undefined {
    const box = this.inbox.get(reader)
    if (!box || box.length === 0 || this.cut.has(reader)) return undefined
    if (!this.reorder || box.length === 1) return box.shift()
    const [one] = box.splice(this.random.int(Math.min(box.length, 8)), 1)
    this.counts.reordered++
    return one
  }

  pending(reader: CommitteeId): number {
    return this.cut.has(reader) ? 0 : (this.inbox.get(reader)?.length ?? 0)
  }

  /** Everything that a member once published and the hub still has: what it reads again in recovery. */
  ownOf(carrier: CommitteeId): Delivery[] {
    return this.cut.has(carrier) ? [] : this.log.filter(({ subject }) => readSubject(subject)!.carrier === carrier)
  }

  /** What could not be handled comes again. */
  giveBack(reader: CommitteeId, deliveries: readonly Delivery[]): void {
    this.inbox.set(reader, [...deliveries, ...(this.inbox.get(reader) ?? [])])
  }

  /** The hub loses everything it carried. */
  lose(): void {
    this.inbox.clear()
    this.log = []
  }
}
