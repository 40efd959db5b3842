import { randomBytes } from 'node:crypto'
import { setTimeout as timeout } from 'node:timers/promises'
import type { Content } from '../bodies/index.ts'
import type { FileRef } from '../file-ref.ts'
import { type Entry, entryId, type SignedEntry, signedBytes } from '../entry.ts'
import { base64, bytesOf, sha256 } from '../encoding.ts'
import type { ReadFounding } from '../founding.ts'
import { keyProofBytes } from '../key-proof.ts'
import { type Brought, Ledger, type LedgerMeans, protocolMeans } from '../ledger/ledger.ts'
import { LedgerAnswers } from '../ledger/ledger-view.ts'
import type { LedgerView, RecoveryView, Verdict } from '../ledger/views.ts'
import type { CommitteeId, CompactId, EntryId, FileHash } from '../primitives.ts'
import { ProtocolRefusal, type Reason } from '../reason.ts'
import { fingerprintOf, type Signer } from '../signature-suite.ts'
import { AlarmList } from './alarm-list.ts'
import { beyond, readersOf, recipientsOf, tipsOf, unknownTips } from './carrying.ts'
import { FileCarrier } from './file-carrier.ts'
import type { Alarm, Draft, Member, MemberMode, MemberOptions } from './member-api.ts'
import { nextEntry, type Place } from './next-entry.ts'
import { type Notice, noticeMessage, signNotice } from './notice.ts'
import { firmPlace, JournalMark, ownEntries, ownPlace } from './own-chain.ts'
import { checkOwnAnswer, recoveryToRefuse } from './own-answers.ts'
import { type Packet, packetBytes, readPacket } from './packet.ts'
import { turns } from './turns.ts'
import { parcelsOf } from './packing.ts'
import type { Rejection, StoredEntry } from './store.ts'
import { type Delivery, type Envelope, jointSubject, readSubject } from './transport.ts'

/** Entries that are read, taken in or published in one go. */
const BATCH = 500
/** Signatures that are checked where they are needed; more are checked beside the event loop. */
const FEW = 4
/** Entries that one notice asks for at most; what lies beyond is asked for again. */
const SERVED = 5_000
/** A member that is behind asks the same peer again after this time at the earliest. */
const ASK_AGAIN_AFTER = 5_000
/** Milliseconds that a database may take to answer a COMMIT after it has let go of the locks. */
const SETTLED_WITHIN = 1_000

type Signed = { id: EntryId; entry: Entry; signed: SignedEntry }
type Order = { draft: Draft | ((place: KeyPlace) => Promise<Draft>); signer?: Signer; place?: Place }
/** An envelope that was opened: `opened` is false where it is not for this side, `packet` undefined where it holds none. */
type Arrived = { carrier: CommitteeId; author: CommitteeId; opened: boolean; packet: Packet | undefined }
/** Entries that somebody brought; `author` is undefined where no envelope names one. */
type Carried = {
  carrier: CommitteeId
  author: CommitteeId | undefined
  packet: Extract<Packet, { type: 'entries' }>
}
type Taken = { verdicts: Verdict[]; rows: StoredEntry[]; rejections: Rejection[] }
type KeyPlace = Pick<Entry, 'compact' | 'committee' | 'generation' | 'seq' | 'prev'>

/** How a member reads what arrives, beside what its ledger needs. */
export interface MemberMeans extends LedgerMeans {
  unpack: (plain: Uint8Array) => Packet | undefined
}

/** What a carrier may let wait here: days of a lively compact, and less than what would bring a service down. */
const MAX_WAITING = { entries: 10_000, bytes: 64 * 1024 * 1024 }

export const memberMeans: MemberMeans = { ...protocolMeans, unpack: readPacket, waiting: MAX_WAITING }

/** One committee's side of one compact; `openMember` is the way to one. */
export class JointMember<Tx extends object> implements Member<Tx> {
  readonly committee: CommitteeId
  readonly compact: CompactId
  private readonly options: MemberOptions<Tx>
  private readonly means: MemberMeans
  readonly founding: ReadFounding
  private ledger: Ledger
  private answers: LedgerAnswers
  private position = 0
  /** The memory holds what a failed transaction did not store; it is read anew before the next use. */
  private stale = false
  private journal: JournalMark | undefined
  private readonly strangers = new Set<EntryId>()
  private seen = new Map<CommitteeId, EntryId[]>()
  private recoveryNonce = nonce()
  private readonly outbox: { notice: Notice }[] = []
  private readonly askedAt = new Map<CommitteeId, number>()
  private readonly alarmList: AlarmList
  private readonly files: FileCarrier
  private sweeps = 0
  /** Transactions under way that take entries in: until they end, what the memory holds may not be stored. */
  private taking = 0
  /** Resolves when the last of them is known to be stored or not, which is a moment after it let go of the lock. */
  private settling: Promise<void> | undefined
  /** Transactions that hold the lock, and know all there is. */
  private readonly entered = new WeakSet<Tx>()
  noise = 0
  noRoom = 0

  constructor(options: MemberOptions<Tx>, founding: ReadFounding, means: MemberMeans) {
    this.options = options
    this.means = means
    this.committee = options.committee
    this.founding = founding
    this.compact = this.founding.compact
    this.ledger = new Ledger(this.founding, means)
    this.answers = new LedgerAnswers(this.ledger)
    this.alarmList = new AlarmList(options.gapAlarmAfter)
    this.files = new FileCarrier(options.files)
  }

  /** Reads store and journal, and puts back what a crash left in the journal alone. */
  async start(): Promise<this> {
    const { journal } = this.options
    if (await journal.exists(this.compact, this.committee))
      this.journal = new JournalMark(await journal.read(this.compact, this.committee))
    await this.refresh()
    await this.options.store.transaction((tx) => this.enter(tx))
    return this
  }

  /** How many entries are kept. */
  get size(): number {
    return this.ledger.chains.size
  }

  get view(): LedgerView {
    return this.answers
  }

  mode(): MemberMode {
    if (!this.means.rules.journal) return { mode: 'ready' }
    const own = this.lastRecovery()
    if (own?.state === 'OPEN') return { mode: 'recovery', seen: own.countersigned, unseen: own.missing }
    // After a refusal only another generation goes on, from what the others have sent.
    if (!this.journal || this.strangers.size > 0 || own?.state === 'REFUSED') {
      const others = this.others()
      const unseen = others.filter((other) => !this.hasSeen(other))
      return { mode: 'recovery', seen: others.filter((other) => !unseen.includes(other)), unseen }
    }
    const { last } = this.journal
    if (last && !this.ledger.chains.kept.has(last)) return { mode: 'catching_up', missing: this.ledger.gaps() }
    return { mode: 'ready' }
  }

  private lastRecovery(): RecoveryView | undefined {
    const own = this.answers.recoveries().filter((r) => r.committee === this.committee)
    return own.sort((a, b) => b.generation - a.generation)[0]
  }

  private others(): CommitteeId[] {
    return this.answers.compactView().members.filter((id) => id !== this.committee)
  }

  private hasSeen(other: CommitteeId): boolean {
    const listed = this.seen.get(other)
    return listed !== undefined && listed.every((id) => this.ledger.chains.kept.has(id))
  }

  async begin(): Promise<void> {
    await this.refresh()
    if (this.journal || ownEntries(this.ledger, this.committee).length > 0 || this.strangers.size > 0)
      throw new ProtocolRefusal('signing.recovery')
    await this.options.journal.create(this.compact, this.committee)
    this.journal = new JournalMark([])
  }

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
  private noteOwn(signed: SignedEntry): void {
    const id = entryId(signed.raw)
    if (this.journal?.ids.has(id)) return
    const waiting = !this.ledger.chains.kept.has(id)
    const read = this.means.read(signed.raw)
    if ('reason' in read || read.entry.committee !== this.committee || !this.ledger.has(id)) return
    if (waiting && !this.ledger.keysOf(this.committee).has(signed.key)) return
    this.strangers.add(id)
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
  private async opened({ raw }: SignedEntry): Promise<Uint8Array | null> {
    const read = this.means.read(raw)
    if ('reason' in read || read.entry.audience === 'all' || !read.entry.audience.includes(this.committee)) return null
    const body = read.entry.body as { sealed?: unknown }
    if (typeof body?.sealed !== 'string') return null
    return (await this.options.sealer.open(bytesOf(body.sealed))) ?? null
  }

  private async storeOwn(tx: Tx, signed: SignedEntry, opened: Uint8Array | null): Promise<void> {
    const row = this.rowOf({ signed, carrier: this.committee, opened })
    if (!row) return
    await Promise.all([
      this.options.store.insert(tx, this.compact, [row]),
      this.options.store.enqueue(tx, this.compact, [row.id]),
    ])
  }

  private rowOf({ signed, carrier, opened = null }: Brought): StoredEntry | undefined {
    const read = this.means.read(signed.raw)
    if ('reason' in read) return undefined
    const { committee, generation, seq } = read.entry
    return { ...signed, id: read.id, committee, generation, seq, carrier, opened }
  }

  // ---- signing

  async check(draft: Draft): Promise<void> {
    await this.prepare({ draft })
  }

  async sign(tx: Tx, draft: Draft): Promise<Signed> {
    await this.enter(tx)
    return this.signHere(tx, { draft })
  }

  async act(draft: Draft): Promise<Signed> {
    const signed = await this.options.store.transaction((tx) => this.sign(tx, draft))
    await this.flush()
    return signed
  }

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

  private async signHere(tx: Tx, order: Order): Promise<Signed> {
    const { next, signer } = await this.prepare(order)
    const { raw, entry } = next
    const signature = await signer.sign(signedBytes(raw))
    const signed: SignedEntry = { raw, key: fingerprintOf(signer.key), signature }
    const id = entryId(raw)
    // The journal first: what is not on the disk was never signed, what is on it will be put back.
    await this.options.journal.append(this.compact, this.committee, signed)
    // Both in one go: whoever looks meanwhile would take an entry of the journal that is not kept for one that is missing.
    this.journal?.note(id)
    const [verdict] = this.ledger.add({ signed, carrier: this.committee, opened: next.opened })
    if (verdict?.status !== 'kept') throw new Error(`expected the own entry to be kept, got ${JSON.stringify(verdict)}`)
    await this.storeOwn(tx, signed, next.opened)
    return { id, entry, signed }
  }

  private async prepare(order: Order) {
    const { draft, signer } = order
    const mode = this.mode()
    const place = order.place ?? this.placeInRecovery(draft)
    if (!place && mode.mode === 'recovery') throw new ProtocolRefusal('signing.recovery', { unseen: mode.unseen })
    if (!place && mode.mode === 'catching_up')
      throw new ProtocolRefusal('signing.catching_up', { missing: mode.missing })
    const here = place ?? ownPlace(this.ledger, this.committee)
    const { committee, compact } = this
    const seq = (here.prev?.entry.seq ?? 0) + 1
    const prev = here.prev?.id ?? null
    const content =
      typeof draft === 'function' ? await draft({ compact, committee, generation: here.generation, seq, prev }) : draft
    const { sealer, clock } = this.options
    const next = await nextEntry(this.ledger, committee, here, content, { sealer, at: clock.now() })
    this.ledger.checkDraft(next.entry, next.content)
    const missingOf = (files: FileRef[]) => this.files.missingOf(files)
    await checkOwnAnswer(this.ledger, this.means.rules, committee, next.content, missingOf)
    return { next, signer: signer ?? this.signerAt(here, next.content) }
  }

  /**
   * While the own recovery is open nothing is signed but answers to the recoveries of others: two that wait for each
   * other would wait for ever. Those answers stand on the new generation.
   */
  private placeInRecovery(draft: Order['draft'] | null): Place | undefined {
    const recoveries = this.answers.recoveries()
    const own = this.lastRecovery()
    const start = own?.state === 'OPEN' && this.ledger.chains.kept.get(own.entry)
    if (!start || !this.journal || typeof draft === 'function') return undefined
    const asked = draft?.kind === 'answer' ? draft.body.to : undefined
    if (draft && !recoveries.some((r) => r.entry === asked && r.committee !== this.committee)) return undefined
    const prev = this.ledger.chains.tips(this.committee).find((tip) => this.ledger.chains.onChain(start, tip)) ?? start
    return { prev, generation: prev.entry.generation }
  }

  private answersRecoveries(): boolean {
    return this.mode().mode === 'ready' || this.placeInRecovery(null) !== undefined
  }

  private signerAt(here: Place, content: Content): Signer {
    const key = here.prev?.keys.signing ?? this.ledger.keysAtStart(this.committee, content)?.signing
    const signer = key && this.options.signer(fingerprintOf(key))
    if (!signer) throw new ProtocolRefusal('signing.wrong_key')
    return signer
  }

  /** Whoever holds more than a recovery names refuses it at once, in the transaction that takes it in. */
  private async refuseRecoveries(tx: Tx): Promise<void> {
    if (!this.answersRecoveries()) return
    const next = () => {
      const { prev } = this.placeInRecovery(null) ?? ownPlace(this.ledger, this.committee)
      return recoveryToRefuse(this.ledger, this.means.rules, this.committee, prev)
    }
    for (let to = next(); to; to = next()) {
      const reason = '本方持有该链更后面的条目 / this side holds later entries of that chain'
      await this.signHere(tx, { draft: { kind: 'answer', body: { answer: 'refuse', to, reason, lapse: false } } })
    }
  }

  async rotate(tx: Tx, next: Signer): Promise<{ id: EntryId }> {
    await this.enter(tx)
    const draft = async (place: KeyPlace): Promise<Draft> => {
      const proof = base64(await next.sign(keyProofBytes(place)))
      return { kind: 'key', body: { act: 'rotate', signing: next.key, proof } }
    }
    return this.signHere(tx, { draft })
  }

  async recover(
    tx: Tx,
    order: { recovery: Signer; next: Signer; sealing?: string; reason: string; orderedBy: [string, string] },
  ): Promise<{ id: EntryId }> {
    const [first, second] = order.orderedBy
    if (!first || !second || first === second) throw new ProtocolRefusal('key.two_people')
    await this.enter(tx)
    const prev = firmPlace(this.ledger, this.committee)
    if (!prev) throw new ProtocolRefusal('chain.bad_prev')
    await this.journalAll()
    const generations = ownEntries(this.ledger, this.committee).map((p) => p.entry.generation)
    const draft = async (place: KeyPlace): Promise<Draft> => {
      const proof = base64(await order.next.sign(keyProofBytes(place)))
      const sealing = order.sealing ?? null
      return { kind: 'key', body: { act: 'recover', signing: order.next.key, proof, sealing, reason: order.reason } }
    }
    const place = { prev, generation: Math.max(...generations) + 1 }
    const signed = await this.signHere(tx, { draft, signer: order.recovery, place })
    await this.refuseRecoveries(tx)
    return signed
  }

  /** The journal of a chain whose entries were all seen: what is kept of it is written down, and signing goes on. */
  private async journalAll(): Promise<void> {
    const { journal } = this.options
    const mark = this.journal ?? new JournalMark([])
    if (!this.journal) await journal.create(this.compact, this.committee)
    const lacking = ownEntries(this.ledger, this.committee).filter(({ id }) => !mark.ids.has(id))
    for (let from = 0; from < lacking.length; from += BATCH) {
      const some = lacking.slice(from, from + BATCH)
      await journal.append(this.compact, this.committee, ...some.map(({ signed }) => signed))
      for (const { id } of some) mark.note(id)
    }
    mark.last = ownPlace(this.ledger, this.committee).prev?.id ?? null
    // At once: whoever looks meanwhile sees a chain without its journal, not one that somebody else has written on.
    this.journal = mark
    this.strangers.clear()
  }

  /** Leaves recovery mode once every other member's view was seen and everything in them is here. */
  private async leaveRecovery(): Promise<void> {
    const mode = this.mode()
    if (mode.mode !== 'recovery' || mode.unseen.length > 0 || this.seen.size === 0) return
    const own = this.lastRecovery()
    if (own && own.state !== 'COMPLETE') return
    // Own entries that came back but still wait for others belong to the chain as well.
    if (this.ledger.waiting().some((w) => w.committee === this.committee && this.ledger.held(w.id))) return
    await this.options.store.transaction(async (tx) => {
      await this.enter(tx)
      await this.journalAll()
      await this.refuseRecoveries(tx)
    })
    this.seen = new Map()
    this.recoveryNonce = nonce()
  }

  // ---- carrying

  async flush(): Promise<number> {
    let sent = 0
    for (const { notice } of this.outbox.splice(0)) await this.publishNotice(notice)
    for (const asked of this.files.takeAsked()) sent += await this.publishFile(asked)
    for (;;) {
      const published = await this.publishQueued()
      sent += published
      if (published < BATCH) return sent
    }
  }

  /** The oldest of the queue, many on their way at once. What the hub acknowledged leaves the queue whatever happens. */
  private async publishQueued(): Promise<number> {
    const { store } = this.options
    const parcels = parcelsOf(this.ledger, this.committee, await store.queued(this.compact, BATCH))
    const done: EntryId[] = []
    const failures: unknown[] = []
    const underWay: Promise<void>[] = []
    for (const { author, recipients, ids, entries } of parcels) {
      if (failures.length > 0) break
      const envelope = await this.seal(author, { type: 'entries', carrier: this.committee, entries }, recipients)
      const acknowledged = envelope ? this.options.transport.publish(envelope) : Promise.resolve()
      underWay.push(
        acknowledged.then(
          () => void done.push(...ids),
          (error: unknown) => void failures.push(error),
        ),
      )
    }
    await Promise.all(underWay)
    await store.dequeue(this.compact, done)
    if (failures.length > 0) throw failures[0]
    return done.length
  }

  private async seal(author: CommitteeId, packet: Packet, recipients: string[]): Promise<Envelope | undefined> {
    if (recipients.length === 0) return undefined
    const bytes = await this.options.sealer.seal(packetBytes(packet), recipients)
    return {
      subject: jointSubject(this.compact, this.committee, author),
      id: `${this.committee}.${sha256(bytes)}`,
      bytes,
    }
  }

  private async publish(author: CommitteeId, packet: Packet, recipients: string[]): Promise<void> {
    const envelope = await this.seal(author, packet, recipients)
    if (envelope) await this.options.transport.publish(envelope)
  }

  private async publishNotice(notice: Notice): Promise<void> {
    const { prev } = ownPlace(this.ledger, this.committee)
    const key =
      prev?.keys.signing ?? this.founding.text.members.find((m) => m.committee === this.committee)?.keys.signing
    const signer = key && this.options.signer(fingerprintOf(key))
    if (!signer) return
    const packet: Packet = { type: 'notice', carrier: this.committee, signed: await signNotice(notice, signer) }
    await this.publish(this.committee, packet, recipientsOf(this.ledger, null))
  }

  private notice(ask: Partial<Pick<Notice, 'to' | 'reply' | 'want' | 'files' | 'nonce'>>): Notice {
    return {
      v: 1,
      compact: this.compact,
      from: this.committee,
      to: ask.to ?? null,
      nonce: ask.nonce ?? nonce(),
      reply: ask.reply ?? null,
      want: ask.want ?? false,
      files: ask.files ?? [],
      tips: tipsOf(this.ledger),
      missing: this.ledger.gaps().slice(0, 200),
      waiting: this.ledger
        .waiting()
        .slice(0, 200)
        .map(({ id, committee }) => ({ id, committee })),
      digest: this.answers.digest(),
      at: this.options.clock.now().toISOString(),
    }
  }

  async announce(): Promise<void> {
    await this.refresh()
    const recovering = this.mode().mode === 'recovery'
    await this.publishNotice(this.notice(recovering ? { nonce: this.recoveryNonce, want: true } : {}))
  }

  async recarry(): Promise<number> {
    const ids = this.ledger.chains.all().map((p) => p.id)
    await this.options.store.transaction(async (tx) => {
      await this.options.store.lock(tx, this.compact)
      await this.options.store.enqueue(tx, this.compact, ids)
    })
    return ids.length
  }

  async sweep(): Promise<void> {
    // What a transaction signed that did not end well is in the journal alone until an operation puts it back.
    await this.options.store.transaction(async (tx) => {
      await this.enter(tx)
      // So may a refusal be, when this side could not sign as the recovery came.
      await this.refuseRecoveries(tx)
    })
    const now = this.options.clock.now().getTime()
    const gaps = this.ledger.gaps()
    this.alarmList.noteGaps(gaps, now)
    const files = [...new Set((await this.missingFiles()).map((m) => m.file))].slice(0, 20)
    const mode = this.mode().mode
    if (mode === 'recovery') await this.announce()
    else if (gaps.length > 0 || files.length > 0 || mode === 'catching_up') await this.ask(files)
    await this.flush()
  }

  /** First everybody for their own entries, then one member after the other for everything. */
  private async ask(files: FileHash[]): Promise<void> {
    const others = this.others()
    const turn = this.sweeps++ % (others.length + 1)
    await this.publishNotice(this.notice({ want: true, files, to: turn === 0 ? null : others[turn - 1]! }))
  }

  // ---- receiving

  async receive(deliveries: readonly Delivery[]): Promise<Verdict[]> {
    const arrived = await this.open(deliveries)
    const entries = arrived.flatMap(({ packet, ...from }) => (packet?.type === 'entries' ? [{ ...from, packet }] : []))
    const verdicts = await this.takeIn(entries)
    // What speaks of entries, or belongs to them, may have come before them.
    for (const one of arrived) if (one.packet?.type !== 'entries') verdicts.push(...(await this.takeOther(one)))
    return verdicts
  }

  private async open(deliveries: readonly Delivery[]): Promise<Arrived[]> {
    const ready = this.mode().mode === 'ready'
    const ours = deliveries.flatMap(({ subject, bytes }) => {
      const route = readSubject(subject)
      // Own envelopes matter in recovery alone, when the whole stream is read again.
      const matters = route?.compact === this.compact && !(ready && route.carrier === this.committee)
      return matters ? [{ ...route, bytes }] : []
    })
    return Promise.all(
      ours.map(async ({ carrier, author, bytes }) => {
        const plain = await this.options.sealer.open(bytes)
        return { carrier, author, opened: plain !== undefined, packet: plain && this.means.unpack(plain) }
      }),
    )
  }

  private async takeOther({ carrier, opened, packet }: Arrived): Promise<Verdict[]> {
    if (!this.isKnown(carrier)) return this.turnDown(null, 'envelope.unknown_carrier', carrier)
    // A hub stores answers of its own under whatever subject a member names, so such bytes accuse nobody.
    if (!opened) {
      this.noise++
      return []
    }
    if (!packet) return this.turnDown(null, 'envelope.bad_packet', carrier)
    if (packet.carrier !== carrier) return this.turnDown(null, 'envelope.wrong_carrier', carrier)
    if (carrier === this.committee || packet.type === 'entries') return []
    if (packet.type === 'notice') return this.takeNotice(carrier, packet.signed, packet.notice)
    return (await this.files.take(this.ledger, packet)) ? [] : this.turnDown(null, 'file.bad_chunk', carrier)
  }

  private isKnown(committee: CommitteeId): boolean {
    return (
      this.founding.text.members.some((m) => m.committee === committee) ||
      this.ledger.chains.first(committee) !== undefined ||
      [...this.ledger.versions.byId.values()].some(
        (v) =>
          v.placed.content?.kind === 'compact-text' &&
          v.placed.content.body.text.members.some((m) => m.committee === committee),
      )
    )
  }

  private async turnDown(id: EntryId | null, reason: Reason, carrier: CommitteeId): Promise<Verdict[]> {
    const verdict = blamed(id, reason, carrier)
    await this.options.store.transaction((tx) => this.options.store.reject(tx, this.compact, [verdict]))
    this.alarmList.noteVerdicts([verdict])
    return [verdict]
  }

  async take(entries: readonly SignedEntry[], carrier: CommitteeId): Promise<Verdict[]> {
    const verdicts: Verdict[] = []
    for (let from = 0; from < entries.length; from += BATCH) {
      const packet = { type: 'entries' as const, carrier, entries: entries.slice(from, from + BATCH) }
      verdicts.push(...(await this.takeIn([{ carrier, author: undefined, packet }])))
    }
    return verdicts
  }

  /** One transaction for all of it: what is kept, what waits, what is turned down, and the own answers that follow. */
  private async takeIn(parcels: readonly Carried[]): Promise<Verdict[]> {
    if (parcels.length === 0) return []
    if (!this.stale && this.taking === 0 && parcels.every((parcel) => this.holdsAll(parcel)))
      return parcels.flatMap(({ packet }) => packet.entries.map(({ raw }) => ({ status: 'kept', id: entryId(raw) })))
    const plain = new Map<SignedEntry, Uint8Array>()
    for (const signed of parcels.flatMap(({ packet }) => packet.entries)) {
      const opened = await this.opened(signed)
      if (opened) plain.set(signed, opened)
    }
    await this.ledger.verifyAhead(parcels.flatMap(({ packet }) => packet.entries))
    this.taking++
    try {
      const verdicts = await this.takeParcels(parcels, plain)
      this.alarmList.noteVerdicts(verdicts)
      await this.leaveRecovery()
      return verdicts
    } finally {
      this.taking--
    }
  }

  private async takeParcels(
    parcels: readonly Carried[],
    plain: ReadonlyMap<SignedEntry, Uint8Array>,
  ): Promise<Verdict[]> {
    const taken: Taken = { verdicts: [], rows: [], rejections: [] }
    const { promise, resolve } = Promise.withResolvers<void>()
    let into: Ledger | undefined
    let last: number | undefined
    try {
      await this.options.store.transaction(async (tx) => {
        await this.enter(tx)
        this.settling = promise
        into = this.ledger
        last = await this.judgeAndStore(tx, parcels, plain, taken)
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
    return taken.verdicts
  }

  /** Answers the position of the last entry that it stored. */
  private async judgeAndStore(
    tx: Tx,
    parcels: readonly Carried[],
    plain: ReadonlyMap<SignedEntry, Uint8Array>,
    taken: Taken,
  ): Promise<number | undefined> {
    const turn = turns()
    for (const { carrier, author, packet } of parcels) {
      const fault = author !== undefined && this.envelopeFault(carrier, packet)
      if (fault) note(taken, [blamed(null, fault, carrier)])
      else
        for (const signed of packet.entries) {
          this.takeOne({ signed, carrier, opened: plain.get(signed) ?? null }, author, taken)
          await turn()
        }
    }
    const last = taken.rows.length > 0 ? await this.options.store.insert(tx, this.compact, taken.rows) : undefined
    const rejections = worthTelling(taken.rejections).filter((one) => one.id !== null || !this.alarmList.has(one))
    if (rejections.length > 0) await this.options.store.reject(tx, this.compact, rejections)
    await this.refuseRecoveries(tx)
    return last
  }

  /** Nothing to write: everything in it is kept here, and its envelope is in order. */
  private holdsAll({ carrier, author, packet }: Carried): boolean {
    return (
      packet.carrier === carrier &&
      (author === undefined || this.isKnown(carrier)) &&
      packet.entries.every(({ raw }) => {
        const read = this.means.read(raw)
        if ('reason' in read || (author !== undefined && read.entry.committee !== author)) return false
        return this.ledger.chains.kept.has(read.id)
      })
    )
  }

  private envelopeFault(carrier: CommitteeId, packet: Packet): Reason | undefined {
    if (!this.isKnown(carrier)) return 'envelope.unknown_carrier'
    return packet.carrier === carrier ? undefined : 'envelope.wrong_carrier'
  }

  private takeOne(brought: Brought, author: CommitteeId | undefined, taken: Taken): void {
    const { signed, carrier } = brought
    const read = this.means.read(signed.raw)
    if (author !== undefined && !('reason' in read) && read.entry.committee !== author)
      return note(taken, [blamed(read.id, 'envelope.wrong_author', carrier)])
    // Stored with the signature that was found to be good; another copy of it is worth nothing.
    const known = !('reason' in read) && this.ledger.chains.kept.has(read.id)
    const verdicts = this.ledger.add(brought)
    const [own] = verdicts
    // What an author is to blame for is kept as a proof; what a carrier is to blame for is not worth the space.
    if (own?.status === 'no_room') this.noRoom++
    const worth = own && own.status !== 'no_room' && (own.status !== 'dropped' || own.blame.as === 'author')
    const row = worth && !known && this.rowOf(brought)
    if (row) taken.rows.push(row)
    note(taken, verdicts)
    this.noteOwn(signed)
  }

  // ---- notices and files

  private async takeNotice(carrier: CommitteeId, signed: SignedEntry, notice: Notice | undefined): Promise<Verdict[]> {
    if (!notice || notice.from !== carrier || notice.compact !== this.compact)
      return this.turnDown(null, 'envelope.bad_packet', carrier)
    // Told to one of the others.
    if (notice.to !== null && notice.to !== this.committee) return []
    const key = this.noticeKey(carrier, signed.key)
    if (key && !this.means.verify(key, noticeMessage(signed.raw), signed.signature))
      return this.turnDown(null, 'notice.bad_signature', carrier)
    // By a key that is not known here yet: the sender may have changed it, so its wish is served and its word not used.
    if (key) await this.compare(carrier, notice)
    if (notice.want) await this.serve(carrier, notice)
    // An answer comes with what was asked for; only other news is a reason to ask.
    if (notice.reply === null && unknownTips(this.ledger, notice.tips).length > 0) this.askPeer(carrier)
    return []
  }

  private noticeKey(carrier: CommitteeId, fingerprint: string) {
    const known = this.ledger.keysOf(carrier).get(fingerprint)
    if (known) return known
    const joining = [...this.ledger.versions.byId.values()].flatMap(({ placed: { content } }) =>
      content?.kind === 'compact-text' ? content.body.text.members : [],
    )
    return joining.find((m) => m.committee === carrier && fingerprintOf(m.keys.signing) === fingerprint)?.keys.signing
  }

  private async compare(carrier: CommitteeId, notice: Notice): Promise<void> {
    this.alarmList.noteNotice(this.ledger, carrier, notice, () => this.answers.digest())
    if (notice.reply !== this.recoveryNonce) return
    const tips = (notice.tips[this.committee] ?? []).map((tip) => tip.id)
    const waiting = notice.waiting.filter((w) => w.committee === this.committee).map((w) => w.id)
    this.seen.set(carrier, [...tips, ...waiting])
    await this.leaveRecovery()
  }

  private async serve(carrier: CommitteeId, notice: Notice): Promise<void> {
    const all = notice.to === this.committee
    const lacking = beyond(this.ledger, notice.tips).filter(
      (p) => all || p.entry.committee === this.committee || p.entry.committee === carrier,
    )
    const wanted = notice.missing.filter((id) => this.ledger.held(id))
    const theirs = this.ledger.waiting().flatMap((w) => (w.committee === carrier ? [w.id] : []))
    const isReader = this.readerCheck(carrier)
    const ids = [...new Set([...wanted, ...lacking.map((p) => p.id), ...theirs])].filter(isReader).slice(0, SERVED)
    if (ids.length > 0)
      await this.options.store.transaction(async (tx) => {
        await this.options.store.lock(tx, this.compact)
        await this.options.store.enqueue(tx, this.compact, ids)
      })
    this.files.ask(carrier, notice.files)
    this.outbox.push({ notice: this.notice({ to: carrier, reply: notice.nonce }) })
  }

  /** Who was removed or has left goes on asking for what is no longer for it. */
  private readerCheck(committee: CommitteeId): (id: EntryId) => boolean {
    if (this.answers.compactView().members.includes(committee)) return () => true
    return (id) => {
      const held = this.ledger.held(id)
      return held !== undefined && readersOf(this.ledger, held.placed).includes(committee)
    }
  }

  private askPeer(peer: CommitteeId): void {
    const now = this.options.clock.now().getTime()
    if (Math.abs(now - (this.askedAt.get(peer) ?? -Infinity)) < ASK_AGAIN_AFTER) return
    this.askedAt.set(peer, now)
    this.outbox.push({ notice: this.notice({ to: peer, want: true }) })
  }

  missingFiles(): Promise<{ entry: EntryId; file: FileHash }[]> {
    return this.files.missing(this.ledger)
  }

  private async publishFile({ to, file }: { to: CommitteeId; file: FileHash }): Promise<number> {
    const sendable = this.files.sendable(this.ledger, { to, file })
    const recipient = this.answers.chain(to)?.keys.sealing
    if (!sendable || !recipient) return 0
    let index = 0
    for await (const bytes of sendable.chunks) {
      const packet: Packet = { type: 'chunk', carrier: this.committee, file, index, bytes }
      await this.publish(sendable.author, packet, [recipient])
      index++
    }
    return index
  }

  // ---- alarms

  alarms(): Alarm[] {
    const now = this.options.clock.now().getTime()
    const forks = this.answers.forks().map((f): Alarm => ({ code: 'fork', committee: f.committee, entries: f.entries }))
    // Without a journal every own entry is unknown to it; that is the recovery, and no word about each entry.
    const unknown = this.journal ? [...this.strangers] : []
    const strangers = unknown.map((id): Alarm => ({ code: 'own_entry_unknown', id }))
    const mode = this.mode()
    const recovery: Alarm[] = mode.mode === 'recovery' ? [{ code: 'recovery_mode', waitingFor: mode.unseen }] : []
    return [...forks, ...strangers, ...recovery, ...this.alarmList.list(this.ledger, now)]
  }
}

const blamed = (id: EntryId | null, reason: Reason, carrier: CommitteeId) =>
  ({ status: 'dropped', id, reason, blame: { party: carrier, as: 'carrier' } }) satisfies Verdict

function note(taken: Taken, verdicts: Verdict[]): void {
  taken.verdicts.push(...verdicts)
  for (const verdict of verdicts) if (verdict.status === 'dropped') taken.rejections.push(verdict)
}

/** What has no id says the same each time, and somebody may send it without end. */
function worthTelling(rejections: readonly Rejection[]): Rejection[] {
  const told = new Set<string>()
  return rejections.filter(({ id, reason, blame }) => {
    const name = `${reason} ${blame.party}`
    if (id === null && told.has(name)) return false
    if (id === null) told.add(name)
    return true
  })
}

const nonce = (): string => randomBytes(16).toString('hex')
