import type { SignedEntry } from '../entry.ts'
import type { ReadFounding } from '../founding.ts'
import type { LedgerView, Verdict } from '../ledger/views.ts'
import type { CommitteeId, CompactId, EntryId, FileHash } from '../primitives.ts'
import type { Signer } from '../signature-suite.ts'
import { Asking } from './asking.ts'
import { FileCarrier } from './file-carrier.ts'
import type { Alarm, Draft, Member, MemberMode, MemberOptions } from './member-api.ts'
import { Memory, type MemberMeans } from './memory.ts'
import { Mode } from './mode.ts'
import { Publishing } from './publishing.ts'
import { Receiving } from './receiving.ts'
import { Recovering } from './recovering.ts'
import { type Signed, Signing } from './signing.ts'
import type { Delivery } from './transport.ts'

/** One committee's side of one compact, put together from its parts; `openMember` is the way to one. */
export class JointMember<Tx extends object> implements Member<Tx> {
  private readonly memory: Memory<Tx>
  private readonly currentMode: Mode<Tx>
  private readonly files: FileCarrier
  private readonly signing: Signing<Tx>
  private readonly recovering: Recovering<Tx>
  private readonly publishing: Publishing<Tx>
  private readonly asking: Asking<Tx>
  private readonly receiving: Receiving<Tx>

  constructor(options: MemberOptions<Tx>, founding: ReadFounding, means: MemberMeans) {
    const memory = new Memory(options, founding, means)
    const mode = new Mode(memory)
    const files = new FileCarrier(options.files)
    const signing = new Signing(memory, mode, files)
    const recovering = new Recovering(memory, mode, signing)
    const publishing = new Publishing(memory, mode, files)
    const asking = new Asking({ memory, mode, recovering, publishing, files })
    this.memory = memory
    this.currentMode = mode
    this.files = files
    this.signing = signing
    this.recovering = recovering
    this.publishing = publishing
    this.asking = asking
    this.receiving = new Receiving({ memory, mode, recovering, asking, files })
  }

  /** Reads store and journal, and puts back what a crash left in the journal alone. */
  async start(): Promise<this> {
    await this.memory.start()
    return this
  }

  get committee(): CommitteeId {
    return this.memory.committee
  }

  get compact(): CompactId {
    return this.memory.compact
  }

  get founding(): ReadFounding {
    return this.memory.founding
  }

  /** How many entries are kept. */
  get size(): number {
    return this.memory.ledger.chains.size
  }

  get view(): LedgerView {
    return this.memory.answers
  }

  get noise(): number {
    return this.receiving.noise
  }

  get noRoom(): number {
    return this.receiving.noRoom
  }

  mode(): MemberMode {
    return this.currentMode.now()
  }

  begin(): Promise<void> {
    return this.recovering.begin()
  }

  refresh(): Promise<void> {
    return this.memory.refresh()
  }

  enter(tx: Tx): Promise<void> {
    return this.memory.enter(tx)
  }

  check(draft: Draft): Promise<void> {
    return this.signing.check(draft)
  }

  sign(tx: Tx, draft: Draft): Promise<Signed> {
    return this.signing.sign(tx, draft)
  }

  async act(draft: Draft): Promise<Signed> {
    const signed = await this.memory.options.store.transaction((tx) => this.sign(tx, draft))
    await this.flush()
    return signed
  }

  rotate(tx: Tx, next: Signer): Promise<{ id: EntryId }> {
    return this.signing.rotate(tx, next)
  }

  recover(tx: Tx, order: Parameters<Member<Tx>['recover']>[1]): Promise<{ id: EntryId }> {
    return this.recovering.recover(tx, order)
  }

  flush(): Promise<number> {
    return this.publishing.flush()
  }

  announce(): Promise<void> {
    return this.publishing.announce()
  }

  recarry(): Promise<number> {
    return this.publishing.recarry()
  }

  receive(deliveries: readonly Delivery[]): Promise<Verdict[]> {
    return this.receiving.receive(deliveries)
  }

  take(entries: readonly SignedEntry[], carrier: CommitteeId): Promise<Verdict[]> {
    return this.receiving.take(entries, carrier)
  }

  missingFiles(): Promise<{ entry: EntryId; file: FileHash }[]> {
    return this.files.missing(this.memory.ledger)
  }

  async sweep(): Promise<void> {
    const { memory } = this
    // What a transaction signed that did not end well is in the journal alone until an operation puts it back.
    await memory.options.store.transaction(async (tx) => {
      await memory.enter(tx)
      // So may a refusal be, when this side could not sign as the recovery came.
      await this.recovering.refuseRecoveries(tx)
    })
    const gaps = memory.ledger.gaps()
    memory.alarmList.noteGaps(gaps, memory.options.clock.now().getTime())
    const files = [...new Set((await this.missingFiles()).map((m) => m.file))].slice(0, 20)
    const { mode } = this.mode()
    if (mode === 'recovery') await this.announce()
    else if (gaps.length > 0 || files.length > 0 || mode === 'catching_up') await this.asking.ask(files)
    await this.flush()
  }

  alarms(): Alarm[] {
    const { memory } = this
    const forks = memory.answers
      .forks()
      .map((f): Alarm => ({ code: 'fork', committee: f.committee, entries: f.entries }))
    // Without a journal every own entry is unknown to it; that is the recovery, and no word about each entry.
    const unknown = memory.journal ? [...memory.strangers] : []
    const strangers = unknown.map((id): Alarm => ({ code: 'own_entry_unknown', id }))
    const mode = this.mode()
    const recovery: Alarm[] = mode.mode === 'recovery' ? [{ code: 'recovery_mode', waitingFor: mode.unseen }] : []
    const noticed = memory.alarmList.list(memory.ledger, memory.options.clock.now().getTime())
    return [...forks, ...strangers, ...recovery, ...noticed]
  }
}
