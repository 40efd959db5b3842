import { setTimeout as timeout } from 'node:timers/promises'
import { entryId, type SignedEntry } from '../entry.ts'
import { bytesOf } from '../encoding.ts'
import type { ReadFounding } from '../founding.ts'
import { type Brought, Ledger, type LedgerMeans, protocolMeans } from '../ledger/ledger.ts'
import { LedgerAnswers } from '../ledger/ledger-view.ts'
import type { CommitteeId, CompactId, EntryId } from '../primitives.ts'
import { AlarmList } from './alarm-list.ts'
import { BATCH } from './batch.ts'
import type { MemberOptions } from './member-api.ts'
import { JournalMark } from './own-chain.ts'
import { type Packet, readPacket } from './packet.ts'
import type { StoredEntry } from './store.ts'

/** Signatures that are checked where they are needed; more are checked beside the event loop. */
const FEW = 4
/** Milliseconds that a database may take to answer a COMMIT after it has let go of the locks. */
const SETTLED_WITHIN = 1_000

/** How a member reads what arrives, beside what its ledger needs. */
export interface MemberMeans extends LedgerMeans {
  unpack: (plain: Uint8Array) => Packet | undefined
}

/** What a carrier may let wait here: days of a lively compact, and less than what would bring a service down. */
const MAX_WAITING = { entries: 10_000, bytes: 64 * 1024 * 1024 }

export const memberMeans: MemberMeans = { ...protocolMeans, unpack: readPacket, waiting: MAX_WAITING }

/** What a member knows of its compact: the ledger, as far as the store was read, beside the journal of the own chain. */
export class Memory<Tx extends object> {
  readonly committee: CommitteeId
  readonly compact: CompactId
  readonly founding: ReadFounding
  readonly options: MemberOptions<Tx>
  readonly means: MemberMeans
  readonly alarmList: AlarmList
  ledger: Ledger
  answers: LedgerAnswers
  /** Undefined while there is none: it was not begun yet, or was lost. */
  journal: JournalMark | undefined
  /** Own entries that the journal does not hold. */
  readonly strangers = new Set<EntryId>()
  private position = 0
  /** The ledger holds what a failed transaction did not store; it is read anew before the next use. */
  private stale = false
  /** Transactions under way that take entries in: until they end, what the ledger holds may not be stored. */
  private taking = 0
  /** Resolves when the last of them is known to be stored or not, which is a moment after it let go of the lock. */
  private settling: Promise<void> | undefined
  /** Transactions that hold the lock, and know all there is. */
  private readonly entered = new WeakSet<Tx>()

  constructor(options: MemberOptions<Tx>, founding: ReadFounding, means: MemberMeans) {
    this.options = options
    this.means = means
    this.committee = options.committee
    this.founding = founding
    this.compact = founding.compact
    this.ledger = new Ledger(founding, means)
    this.answers = new LedgerAnswers(this.ledger)
    this.alarmList = new AlarmList(options.gapAlarmAfter)
  }

  /** Reads store and journal, and puts back what a crash left in the journal alone. */
  async start(): Promise<void> {
    const { journal, store } = this.options
    if (await journal.exists(this.compact, this.committee))
      this.journal = new JournalMark(await journal.read(this.compact, this.committee))
    await this.refresh()
    await store.transaction((tx) => this.enter(tx))
  }

  /** Reads what the store holds beyond what is known here. */
  async refresh(): Promise<void> {
    await this.refreshIn(null)
  }

  private async refreshIn(tx: Tx | null): Promise<void> {
    if (this.stale) this.forget()
    for (;;) {
      const { ledger } = this
      const rows = await this.options.store.after(tx, this.compact, this.position, BATCH)
      if (rows.length > FEW) await ledger.verifyAhead(rows.map(({ entry }) => entry))
      // Forgotten meanwhile, and being read from the beginning: these rows are not the next ones any more.
      if (ledger !== this.ledger) continue
      for (const { position, entry } of rows) {
        this.alarmList.noteVerdicts(this.ledger.add({ signed: entry, carrier: entry.carrier, opened: entry.opened }))
        this.noteOwn(entry)
        if (position > this.position) this.position = position
      }
      if (rows.length < BATCH) return
    }
  }

  private forget(): void {
    this.ledger = new Ledger(this.founding, this.means)
    this.answers = new LedgerAnswers(this.ledger)
    this.position = 0
    this.stale = false
    this.strangers.clear()
  }

  /** An own entry that the journal does not hold was signed by another process, or by somebody else with the key. */
  noteOwn(signed: SignedEntry): void {
    const id = entryId(signed.raw)
    if (this.journal?.ids.has(id)) return
    const waiting = !this.ledger.chains.kept.has(id)
    const read = this.means.read(signed.raw)
    if ('reason' in read || read.entry.committee !== this.committee || !this.ledger.has(id)) return
    if (waiting && !this.ledger.keysOf(this.committee).has(signed.key)) return
    this.strangers.add(id)
  }

  /** Holds off other writers until the transaction ends, and reads what there is; puts back what the journal alone has. */
  async enter(tx: Tx): Promise<void> {
    // The lock stays until the transaction ends, so nothing has come since.
    if (this.entered.has(tx)) return
    await this.options.store.lock(tx, this.compact)
    await this.settled()
    // Both at once: a database answers two questions in the time of one.
    const [, whole] = await Promise.all([this.refreshIn(tx), this.journalIsStored(tx)])
    if (!whole) await this.putBack(tx)
    this.entered.add(tx)
  }

  /** Whoever has the lock must not go on from what the one before could not store: that one knows in a moment. */
  private async settled(): Promise<void> {
    const { settling } = this
    if (!settling) return
    const late = timeout(SETTLED_WITHIN, 'late' as const, { ref: false })
    // An answer that does not come back holds up nobody: what is stored is read anew.
    if ((await Promise.race([settling, late])) !== 'late') return
    if (this.settling === settling) this.settling = undefined
    this.stale = true
  }

  private async journalIsStored(tx: Tx): Promise<boolean> {
    const { last } = this.journal ?? {}
    return !this.means.rules.journal || !last || this.options.store.has(tx, this.compact, last)
  }

  /** Entries that were signed and journaled, but whose transaction never ended well, go into the store. */
  private async putBack(tx: Tx): Promise<void> {
    const { journal, store } = this.options
    for (const signed of await journal.read(this.compact, this.committee)) {
      const id = entryId(signed.raw)
      if (await store.has(tx, this.compact, id)) continue
      const opened = await this.opened(signed)
      await this.storeOwn(tx, signed, opened)
      this.ledger.add({ signed, carrier: this.committee, opened })
    }
  }

  /** The plain body of a restricted entry that this side may read. */
  async opened({ raw }: SignedEntry): Promise<Uint8Array | null> {
    const read = this.means.read(raw)
    if ('reason' in read || read.entry.audience === 'all' || !read.entry.audience.includes(this.committee)) return null
    const body = read.entry.body as { sealed?: unknown }
    if (typeof body?.sealed !== 'string') return null
    return (await this.options.sealer.open(bytesOf(body.sealed))) ?? null
  }

  /** Stores an own entry, and queues it for carrying. */
  async storeOwn(tx: Tx, signed: SignedEntry, opened: Uint8Array | null): Promise<void> {
    const row = this.rowOf({ signed, carrier: this.committee, opened })
    if (!row) return
    await Promise.all([
      this.options.store.insert(tx, this.compact, [row]),
      this.options.store.enqueue(tx, this.compact, [row.id]),
    ])
  }

  rowOf({ signed, carrier, opened = null }: Brought): StoredEntry | undefined {
    const read = this.means.read(signed.raw)
    if ('reason' in read) return undefined
    const { committee, generation, seq } = read.entry
    return { ...signed, id: read.id, committee, generation, seq, carrier, opened }
  }

  /** Whether what the ledger keeps is stored for certain. */
  get isStored(): boolean {
    return !this.stale && this.taking === 0
  }

  /** Runs `work`, which takes entries in: meanwhile nobody relies on what the ledger holds. */
  async whileTaking<T>(work: () => Promise<T>): Promise<T> {
    this.taking++
    try {
      return await work()
    } finally {
      this.taking--
    }
  }

  /**
   * One transaction under the lock whose `work` adds to the ledger and stores what it added, and answers the position of
   * the last entry that it stored. When it fails, the ledger is read anew.
   */
  async taken(work: (tx: Tx) => Promise<number | undefined>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    let into: Ledger | undefined
    let last: number | undefined
    try {
      await this.options.store.transaction(async (tx) => {
        await this.enter(tx)
        this.settling = promise
        into = this.ledger
        last = await work(tx)
      })
      // Under the lock all before was read. Not earlier: positions of a transaction that failed may be given out again.
      if (into === this.ledger && last !== undefined && last > this.position) this.position = last
    } catch (error) {
      if (into) this.stale = true
      throw error
    } finally {
      if (this.settling === promise) this.settling = undefined
      resolve()
    }
  }
}
