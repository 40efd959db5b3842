import { randomBytes } from 'node:crypto'
import type { RecoveryView } from '../ledger/views.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { MemberMode } from './member-api.ts'
import type { Memory } from './memory.ts'

export const nonce = (): string => randomBytes(16).toString('hex')

/** Whether a member signs, and what it has seen of the others while it does not. */
export class Mode<Tx extends object> {
  private readonly memory: Memory<Tx>
  private seen = new Map<CommitteeId, EntryId[]>()
  /** Only what answers this was said after the journal was lost. */
  recoveryNonce = nonce()

  constructor(memory: Memory<Tx>) {
    this.memory = memory
  }

  now(): MemberMode {
    const { means, journal, strangers, ledger } = this.memory
    if (!means.rules.journal) return { mode: 'ready' }
    const own = this.lastRecovery()
    if (own?.state === 'OPEN') return { mode: 'recovery', seen: own.countersigned, unseen: own.missing }
    // After a refusal only another generation goes on, from what the others have sent.
    if (!journal || strangers.size > 0 || own?.state === 'REFUSED') {
      const others = this.others()
      const unseen = others.filter((other) => !this.hasSeen(other))
      return { mode: 'recovery', seen: others.filter((other) => !unseen.includes(other)), unseen }
    }
    const { last } = journal
    if (last && !ledger.chains.kept.has(last)) return { mode: 'catching_up', missing: ledger.gaps() }
    return { mode: 'ready' }
  }

  lastRecovery(): RecoveryView | undefined {
    const { answers, committee } = this.memory
    const own = answers.recoveries().filter((r) => r.committee === committee)
    return own.sort((a, b) => b.generation - a.generation)[0]
  }

  others(): CommitteeId[] {
    const { answers, committee } = this.memory
    return answers.compactView().members.filter((id) => id !== committee)
  }

  private hasSeen(other: CommitteeId): boolean {
    const listed = this.seen.get(other)
    return listed !== undefined && listed.every((id) => this.memory.ledger.chains.kept.has(id))
  }

  /** Another member has shown what it holds of the own chain. */
  see(other: CommitteeId, ids: EntryId[]): void {
    this.seen.set(other, ids)
  }

  /** Every other member has shown its view since the journal was lost, and everything in these views is here. */
  allSeen(): boolean {
    const mode = this.now()
    return mode.mode === 'recovery' && mode.unseen.length === 0 && this.seen.size > 0
  }

  leaveRecovery(): void {
    this.seen = new Map()
    this.recoveryNonce = nonce()
  }
}
