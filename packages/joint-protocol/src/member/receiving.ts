import { entryId, type SignedEntry } from '../entry.ts'
import type { Brought } from '../ledger/ledger.ts'
import type { Verdict } from '../ledger/views.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Reason } from '../reason.ts'
import type { Asking } from './asking.ts'
import { BATCH } from './batch.ts'
import type { FileCarrier } from './file-carrier.ts'
import type { Memory } from './memory.ts'
import type { Mode } from './mode.ts'
import type { Packet } from './packet.ts'
import type { Recovering } from './recovering.ts'
import type { Rejection, StoredEntry } from './store.ts'
import { type Delivery, readSubject } from './transport.ts'
import { turns } from './turns.ts'

/** An envelope that was opened: `opened` is false where it is not for this side, `packet` undefined where it holds none. */
type Arrived = { carrier: CommitteeId; author: CommitteeId; opened: boolean; packet: Packet | undefined }
/** Entries that somebody brought; `author` is undefined where no envelope names one. */
type Carried = {
  carrier: CommitteeId
  author: CommitteeId | undefined
  packet: Extract<Packet, { type: 'entries' }>
}
type Taken = { verdicts: Verdict[]; rows: StoredEntry[]; rejections: Rejection[] }

/** 接收: opens what has come, judges the entries in it and stores what they bring. */
export class Receiving<Tx extends object> {
  private readonly memory: Memory<Tx>
  private readonly mode: Mode<Tx>
  private readonly recovering: Recovering<Tx>
  private readonly asking: Asking<Tx>
  private readonly files: FileCarrier
  noise = 0
  noRoom = 0

  constructor(parts: {
    memory: Memory<Tx>
    mode: Mode<Tx>
    recovering: Recovering<Tx>
    asking: Asking<Tx>
    files: FileCarrier
  }) {
    this.memory = parts.memory
    this.mode = parts.mode
    this.recovering = parts.recovering
    this.asking = parts.asking
    this.files = parts.files
  }

  async receive(deliveries: readonly Delivery[]): Promise<Verdict[]> {
    const arrived = await this.open(deliveries)
    const entries = arrived.flatMap(({ packet, ...from }) => (packet?.type === 'entries' ? [{ ...from, packet }] : []))
    const verdicts = await this.takeIn(entries)
    // What speaks of entries, or belongs to them, may have come before them.
    for (const one of arrived) if (one.packet?.type !== 'entries') verdicts.push(...(await this.takeOther(one)))
    return verdicts
  }

  private async open(deliveries: readonly Delivery[]): Promise<Arrived[]> {
    const { compact, committee, options, means } = this.memory
    const ready = this.mode.now().mode === 'ready'
    const ours = deliveries.flatMap(({ subject, bytes }) => {
      const route = readSubject(subject)
      // Own envelopes matter in recovery alone, when the whole stream is read again.
      const matters = route?.compact === compact && !(ready && route.carrier === committee)
      return matters ? [{ ...route, bytes }] : []
    })
    return Promise.all(
      ours.map(async ({ carrier, author, bytes }) => {
        const plain = await options.sealer.open(bytes)
        return { carrier, author, opened: plain !== undefined, packet: plain && means.unpack(plain) }
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
    if (carrier === this.memory.committee || packet.type === 'entries') return []
    if (packet.type === 'notice') {
      const fault = await this.asking.take(carrier, packet.signed, packet.notice)
      return fault ? this.turnDown(null, fault, carrier) : []
    }
    const sound = await this.files.take(this.memory.ledger, packet)
    return sound ? [] : this.turnDown(null, 'file.bad_chunk', carrier)
  }

  private isKnown(committee: CommitteeId): boolean {
    const { founding, ledger } = this.memory
    return (
      founding.text.members.some((m) => m.committee === committee) ||
      ledger.chains.first(committee) !== undefined ||
      [...ledger.versions.byId.values()].some(
        (v) =>
          v.placed.content?.kind === 'compact-text' &&
          v.placed.content.body.text.members.some((m) => m.committee === committee),
      )
    )
  }

  private async turnDown(id: EntryId | null, reason: Reason, carrier: CommitteeId): Promise<Verdict[]> {
    const { compact, options, alarmList } = this.memory
    const verdict = blamed(id, reason, carrier)
    await options.store.transaction((tx) => options.store.reject(tx, compact, [verdict]))
    alarmList.noteVerdicts([verdict])
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
    const { memory } = this
    const entries = parcels.flatMap(({ packet }) => packet.entries)
    if (memory.isStored && parcels.every((parcel) => this.holdsAll(parcel)))
      return entries.map(({ raw }) => ({ status: 'kept', id: entryId(raw) }))
    const plain = new Map<SignedEntry, Uint8Array>()
    for (const signed of entries) {
      const opened = await memory.opened(signed)
      if (opened) plain.set(signed, opened)
    }
    await memory.ledger.verifyAhead(entries)
    return memory.whileTaking(async () => {
      const taken: Taken = { verdicts: [], rows: [], rejections: [] }
      await memory.taken((tx) => this.judgeAndStore(tx, parcels, plain, taken))
      memory.alarmList.noteVerdicts(taken.verdicts)
      await this.recovering.leave()
      return taken.verdicts
    })
  }

  /** Answers the position of the last entry that it stored. */
  private async judgeAndStore(
    tx: Tx,
    parcels: readonly Carried[],
    plain: ReadonlyMap<SignedEntry, Uint8Array>,
    taken: Taken,
  ): Promise<number | undefined> {
    const { compact, options, alarmList } = this.memory
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
    const last = taken.rows.length > 0 ? await options.store.insert(tx, compact, taken.rows) : undefined
    const rejections = worthTelling(taken.rejections).filter((one) => one.id !== null || !alarmList.has(one))
    if (rejections.length > 0) await options.store.reject(tx, compact, rejections)
    await this.recovering.refuseRecoveries(tx)
    return last
  }

  /** Nothing to write: everything in it is kept here, and its envelope is in order. */
  private holdsAll({ carrier, author, packet }: Carried): boolean {
    const { ledger, means } = this.memory
    return (
      packet.carrier === carrier &&
      (author === undefined || this.isKnown(carrier)) &&
      packet.entries.every(({ raw }) => {
        const read = means.read(raw)
        if ('reason' in read || (author !== undefined && read.entry.committee !== author)) return false
        return ledger.chains.kept.has(read.id)
      })
    )
  }

  private envelopeFault(carrier: CommitteeId, packet: Packet): Reason | undefined {
    if (!this.isKnown(carrier)) return 'envelope.unknown_carrier'
    return packet.carrier === carrier ? undefined : 'envelope.wrong_carrier'
  }

  private takeOne(brought: Brought, author: CommitteeId | undefined, taken: Taken): void {
    const { memory } = this
    const { signed, carrier } = brought
    const read = memory.means.read(signed.raw)
    if (author !== undefined && !('reason' in read) && read.entry.committee !== author)
      return note(taken, [blamed(read.id, 'envelope.wrong_author', carrier)])
    // Stored with the signature that was found to be good; another copy of it is worth nothing.
    const known = !('reason' in read) && memory.ledger.chains.kept.has(read.id)
    const verdicts = memory.ledger.add(brought)
    const [own] = verdicts
    // What an author is to blame for is kept as a proof; what a carrier is to blame for is not worth the space.
    if (own?.status === 'no_room') this.noRoom++
    const worth = own && own.status !== 'no_room' && (own.status !== 'dropped' || own.blame.as === 'author')
    const row = worth && !known && memory.rowOf(brought)
    if (row) taken.rows.push(row)
    note(taken, verdicts)
    memory.noteOwn(signed)
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
