import { base64 } from '../encoding.ts'
import { keyProofBytes } from '../key-proof.ts'
import type { EntryId } from '../primitives.ts'
import { ProtocolRefusal } from '../reason.ts'
import type { Signer } from '../signature-suite.ts'
import { BATCH } from './batch.ts'
import type { Draft } from './member-api.ts'
import type { Memory } from './memory.ts'
import type { Mode } from './mode.ts'
import { recoveryToRefuse } from './own-answers.ts'
import { firmPlace, JournalMark, ownEntries, ownPlace } from './own-chain.ts'
import type { KeyPlace, Signing } from './signing.ts'

/** 换代与恢复: begins the own journal, brings it back after it was lost, and answers those of others. */
export class Recovering<Tx extends object> {
  private readonly memory: Memory<Tx>
  private readonly mode: Mode<Tx>
  private readonly signing: Signing<Tx>

  constructor(memory: Memory<Tx>, mode: Mode<Tx>, signing: Signing<Tx>) {
    this.memory = memory
    this.mode = mode
    this.signing = signing
  }

  async begin(): Promise<void> {
    const { memory } = this
    await memory.refresh()
    if (memory.journal || ownEntries(memory.ledger, memory.committee).length > 0 || memory.strangers.size > 0)
      throw new ProtocolRefusal('signing.recovery')
    await memory.options.journal.create(memory.compact, memory.committee)
    memory.journal = new JournalMark([])
  }

  async recover(
    tx: Tx,
    order: { recovery: Signer; next: Signer; sealing?: string; reason: string; orderedBy: [string, string] },
  ): Promise<{ id: EntryId }> {
    const [first, second] = order.orderedBy
    if (!first || !second || first === second) throw new ProtocolRefusal('key.two_people')
    const { memory } = this
    await memory.enter(tx)
    const prev = firmPlace(memory.ledger, memory.committee)
    if (!prev) throw new ProtocolRefusal('chain.bad_prev')
    await this.journalAll()
    const generations = ownEntries(memory.ledger, memory.committee).map((p) => p.entry.generation)
    const draft = async (place: KeyPlace): Promise<Draft> => {
      const proof = base64(await order.next.sign(keyProofBytes(place)))
      const sealing = order.sealing ?? null
      return { kind: 'key', body: { act: 'recover', signing: order.next.key, proof, sealing, reason: order.reason } }
    }
    const place = { prev, generation: Math.max(...generations) + 1 }
    const signed = await this.signing.signHere(tx, { draft, signer: order.recovery, place })
    await this.refuseRecoveries(tx)
    return signed
  }

  /** The journal of a chain whose entries were all seen: what is kept of it is written down, and signing goes on. */
  private async journalAll(): Promise<void> {
    const { memory } = this
    const { compact, committee } = memory
    const { journal } = memory.options
    const mark = memory.journal ?? new JournalMark([])
    if (!memory.journal) await journal.create(compact, committee)
    const lacking = ownEntries(memory.ledger, committee).filter(({ id }) => !mark.ids.has(id))
    for (let from = 0; from < lacking.length; from += BATCH) {
      const some = lacking.slice(from, from + BATCH)
      await journal.append(compact, committee, ...some.map(({ signed }) => signed))
      for (const { id } of some) mark.note(id)
    }
    mark.last = ownPlace(memory.ledger, committee).prev?.id ?? null
    // At once: whoever looks meanwhile sees a chain without its journal, not one that somebody else has written on.
    memory.journal = mark
    memory.strangers.clear()
  }

  /** Leaves recovery mode once every other member's view was seen and everything in them is here. */
  async leave(): Promise<void> {
    if (!this.mode.allSeen()) return
    const { memory } = this
    const own = this.mode.lastRecovery()
    if (own && own.state !== 'COMPLETE') return
    // Own entries that came back but still wait for others belong to the chain as well.
    const { ledger, committee } = memory
    if (ledger.waiting().some((w) => w.committee === committee && ledger.held(w.id))) return
    await memory.options.store.transaction(async (tx) => {
      await memory.enter(tx)
      await this.journalAll()
      await this.refuseRecoveries(tx)
    })
    this.mode.leaveRecovery()
  }

  /** Whoever holds more than a recovery names refuses it at once, in the transaction that takes it in. */
  async refuseRecoveries(tx: Tx): Promise<void> {
    if (!this.answersRecoveries()) return
    const { memory, signing } = this
    const next = () => {
      const { prev } = signing.placeInRecovery(null) ?? ownPlace(memory.ledger, memory.committee)
      return recoveryToRefuse(memory.ledger, memory.means.rules, memory.committee, prev)
    }
    for (let to = next(); to; to = next()) {
      const reason = '本方持有该链更后面的条目 / this side holds later entries of that chain'
      await signing.signHere(tx, { draft: { kind: 'answer', body: { answer: 'refuse', to, reason, lapse: false } } })
    }
  }

  private answersRecoveries(): boolean {
    return this.mode.now().mode === 'ready' || this.signing.placeInRecovery(null) !== undefined
  }
}
