import type { SignedEntry } from '../entry.ts'
import type { CommitteeId, EntryId, FileHash } from '../primitives.ts'
import type { Reason } from '../reason.ts'
import { fingerprintOf, type PublicKey } from '../public-key.ts'
import { beyond, readersOf, unknownTips } from './carrying.ts'
import type { FileCarrier } from './file-carrier.ts'
import type { Memory } from './memory.ts'
import type { Mode } from './mode.ts'
import { type Notice, noticeMessage } from './notice.ts'
import type { Publishing } from './publishing.ts'
import type { Recovering } from './recovering.ts'

/** Entries that one notice asks for at most; what lies beyond is asked for again. */
const SERVED = 5_000
/** A member that is behind asks the same peer again after this time at the earliest. */
const ASK_AGAIN_AFTER = 5_000

/** 问询: asks the others for what is missing here, and serves what they ask for in their notices. */
export class Asking<Tx extends object> {
  private readonly memory: Memory<Tx>
  private readonly mode: Mode<Tx>
  private readonly recovering: Recovering<Tx>
  private readonly publishing: Publishing<Tx>
  private readonly files: FileCarrier
  private readonly askedAt = new Map<CommitteeId, number>()
  private sweeps = 0

  constructor(parts: {
    memory: Memory<Tx>
    mode: Mode<Tx>
    recovering: Recovering<Tx>
    publishing: Publishing<Tx>
    files: FileCarrier
  }) {
    this.memory = parts.memory
    this.mode = parts.mode
    this.recovering = parts.recovering
    this.publishing = parts.publishing
    this.files = parts.files
  }

  /** First everybody for their own entries, then one member after the other for everything. */
  async ask(files: FileHash[]): Promise<void> {
    const others = this.mode.others()
    const turn = this.sweeps++ % (others.length + 1)
    const to = turn === 0 ? null : others[turn - 1]!
    await this.publishing.publishNotice(this.publishing.notice({ want: true, files, to }))
  }

  /** Takes in what another member tells; answers why it is turned down, if it is. */
  async take(carrier: CommitteeId, signed: SignedEntry, notice: Notice | undefined): Promise<Reason | undefined> {
    const { compact, committee, means } = this.memory
    if (!notice || notice.from !== carrier || notice.compact !== compact) return 'envelope.bad_packet'
    // Told to one of the others.
    if (notice.to !== null && notice.to !== committee) return undefined
    const key = this.keyOf(carrier, signed.key)
    if (key && !means.verify(key, noticeMessage(signed.raw), signed.signature)) return 'notice.bad_signature'
    // By a key that is not known here yet: the sender may have changed it, so its wish is served and its word not used.
    if (key) await this.compare(carrier, notice)
    if (notice.want || this.knowsNotOfItsEnd(carrier, notice)) await this.serve(carrier, notice)
    // An answer comes with what was asked for; only other news is a reason to ask.
    if (notice.reply === null && unknownTips(this.memory.ledger, notice.tips).length > 0) this.askPeer(carrier)
    return undefined
  }

  private keyOf(carrier: CommitteeId, fingerprint: string): PublicKey | undefined {
    const { ledger } = this.memory
    const known = ledger.keysOf(carrier).get(fingerprint)
    if (known) return known
    const joining = [...ledger.versions.byId.values()].flatMap(({ placed: { content } }) =>
      content?.kind === 'compact-text' ? content.body.text.members : [],
    )
    return joining.find((m) => m.committee === carrier && fingerprintOf(m.keys.signing) === fingerprint)?.keys.signing
  }

  /** Notices are for members alone, so who was removed and lost the word of it hears of nothing that it could ask for. */
  private knowsNotOfItsEnd(carrier: CommitteeId, notice: Notice): boolean {
    const { answers, ledger } = this.memory
    if (answers.compactView().members.includes(carrier)) return false
    const isReader = this.readerCheck(carrier)
    return beyond(ledger, notice.tips).some(({ id }) => isReader(id))
  }

  private async compare(carrier: CommitteeId, notice: Notice): Promise<void> {
    const { memory, mode } = this
    memory.alarmList.noteNotice(memory.ledger, carrier, notice, () => memory.answers.digest())
    if (notice.reply !== mode.recoveryNonce) return
    const tips = (notice.tips[memory.committee] ?? []).map((tip) => tip.id)
    const waiting = notice.waiting.filter((w) => w.committee === memory.committee).map((w) => w.id)
    mode.see(carrier, [...tips, ...waiting])
    await this.recovering.leave()
  }

  private async serve(carrier: CommitteeId, notice: Notice): Promise<void> {
    const { ledger, committee } = this.memory
    const all = notice.to === committee
    const lacking = beyond(ledger, notice.tips).filter(
      (p) => all || p.entry.committee === committee || p.entry.committee === carrier,
    )
    const wanted = notice.missing.filter((id) => ledger.held(id))
    const theirs = ledger.waiting().flatMap((w) => (w.committee === carrier ? [w.id] : []))
    const isReader = this.readerCheck(carrier)
    const ids = [...new Set([...wanted, ...lacking.map((p) => p.id), ...theirs])].filter(isReader).slice(0, SERVED)
    if (ids.length > 0) await this.publishing.enqueue(ids)
    this.files.ask(carrier, notice.files)
    this.publishing.tell(this.publishing.notice({ to: carrier, reply: notice.nonce }))
  }

  /** Who was removed or has left goes on asking for what is no longer for it. */
  private readerCheck(committee: CommitteeId): (id: EntryId) => boolean {
    const { answers, ledger } = this.memory
    if (answers.compactView().members.includes(committee)) return () => true
    return (id) => {
      const held = ledger.held(id)
      return held !== undefined && readersOf(ledger, held.placed).includes(committee)
    }
  }

  private askPeer(peer: CommitteeId): void {
    const now = this.memory.options.clock.now().getTime()
    if (Math.abs(now - (this.askedAt.get(peer) ?? -Infinity)) < ASK_AGAIN_AFTER) return
    this.askedAt.set(peer, now)
    this.publishing.tell(this.publishing.notice({ to: peer, want: true }))
  }
}
