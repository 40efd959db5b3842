import type { Content } from '../bodies/index.ts'
import { base64 } from '../encoding.ts'
import { type Entry, entryId, type SignedEntry, signedBytes } from '../entry.ts'
import type { FileRef } from '../file-ref.ts'
import { keyProofBytes } from '../key-proof.ts'
import type { EntryId } from '../primitives.ts'
import { ProtocolRefusal } from '../reason.ts'
import { fingerprintOf } from '../public-key.ts'
import type { Signer } from '../signature-suite.ts'
import type { FileCarrier } from './file-carrier.ts'
import type { Draft } from './member-api.ts'
import type { Memory } from './memory.ts'
import type { Mode } from './mode.ts'
import { nextEntry, type Place } from './next-entry.ts'
import { checkOwnAnswer } from './own-answers.ts'
import { ownPlace } from './own-chain.ts'

export type Signed = { id: EntryId; entry: Entry; signed: SignedEntry }
/** What is signed next: its content, or what makes it of its place; and whose key and which place, when not the ones in force. */
export type Order = { draft: Draft | ((place: KeyPlace) => Promise<Draft>); signer?: Signer; place?: Place }
export type KeyPlace = Pick<Entry, 'compact' | 'committee' | 'generation' | 'seq' | 'prev'>

/** 签署: the next entry of the own chain, judged before it is signed and journaled before it is stored. */
export class Signing<Tx extends object> {
  private readonly memory: Memory<Tx>
  private readonly mode: Mode<Tx>
  private readonly files: FileCarrier

  constructor(memory: Memory<Tx>, mode: Mode<Tx>, files: FileCarrier) {
    this.memory = memory
    this.mode = mode
    this.files = files
  }

  async check(draft: Draft): Promise<void> {
    await this.prepare({ draft })
  }

  async sign(tx: Tx, draft: Draft): Promise<Signed> {
    await this.memory.enter(tx)
    return this.signHere(tx, { draft })
  }

  async rotate(tx: Tx, next: Signer): Promise<{ id: EntryId }> {
    await this.memory.enter(tx)
    const draft = async (place: KeyPlace): Promise<Draft> => {
      const proof = base64(await next.sign(keyProofBytes(place)))
      return { kind: 'key', body: { act: 'rotate', signing: next.key, proof } }
    }
    return this.signHere(tx, { draft })
  }

  /** Signs in a transaction that has been entered. */
  async signHere(tx: Tx, order: Order): Promise<Signed> {
    const { memory } = this
    const { compact, committee } = memory
    const { next, signer } = await this.prepare(order)
    const { raw, entry } = next
    const signature = await signer.sign(signedBytes(raw))
    const signed: SignedEntry = { raw, key: fingerprintOf(signer.key), signature }
    const id = entryId(raw)
    // The journal first: what is not on the disk was never signed, what is on it will be put back.
    await memory.options.journal.append(compact, committee, signed)
    // Both in one go: whoever looks meanwhile would take an entry of the journal that is not kept for one that is missing.
    memory.journal?.note(id)
    const [verdict] = memory.ledger.add({ signed, carrier: committee, opened: next.opened })
    if (verdict?.status !== 'kept') throw new Error(`expected the own entry to be kept, got ${JSON.stringify(verdict)}`)
    await memory.storeOwn(tx, signed, next.opened)
    return { id, entry, signed }
  }

  private async prepare(order: Order) {
    const { draft, signer } = order
    const { memory } = this
    const { committee, compact, options } = memory
    const mode = this.mode.now()
    const place = order.place ?? this.placeInRecovery(draft)
    if (!place && mode.mode === 'recovery') throw new ProtocolRefusal('signing.recovery', { unseen: mode.unseen })
    if (!place && mode.mode === 'catching_up')
      throw new ProtocolRefusal('signing.catching_up', { missing: mode.missing })
    const here = place ?? ownPlace(memory.ledger, committee)
    const seq = (here.prev?.entry.seq ?? 0) + 1
    const prev = here.prev?.id ?? null
    const content =
      typeof draft === 'function' ? await draft({ compact, committee, generation: here.generation, seq, prev }) : draft
    const next = await nextEntry(memory.ledger, committee, here, content, {
      sealer: options.sealer,
      at: options.clock.now(),
    })
    memory.ledger.checkDraft(next.entry, next.content)
    const missingOf = (files: FileRef[]) => this.files.missingOf(files)
    await checkOwnAnswer(memory.ledger, memory.means.rules, committee, next.content, missingOf)
    return { next, signer: signer ?? this.signerAt(here, next.content) }
  }

  /**
   * While the own recovery is open nothing is signed but answers to the recoveries of others: two that wait for each
   * other would wait for ever. Those answers stand on the new generation.
   */
  placeInRecovery(draft: Order['draft'] | null): Place | undefined {
    const { answers, ledger, committee, journal } = this.memory
    const recoveries = answers.recoveries()
    const own = this.mode.lastRecovery()
    const start = own?.state === 'OPEN' && ledger.chains.kept.get(own.entry)
    if (!start || !journal || typeof draft === 'function') return undefined
    const asked = draft?.kind === 'answer' ? draft.body.to : undefined
    if (draft && !recoveries.some((r) => r.entry === asked && r.committee !== committee)) return undefined
    const prev = ledger.chains.tips(committee).find((tip) => ledger.chains.onChain(start, tip)) ?? start
    return { prev, generation: prev.entry.generation }
  }

  private signerAt(here: Place, content: Content): Signer {
    const { ledger, committee, options } = this.memory
    const key = here.prev?.keys.signing ?? ledger.keysAtStart(committee, content)?.signing
    const signer = key && options.signer(fingerprintOf(key))
    if (!signer) throw new ProtocolRefusal('signing.wrong_key')
    return signer
  }
}
