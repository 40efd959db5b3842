import { sha256 } from '../encoding.ts'
import type { CommitteeId, EntryId, FileHash } from '../primitives.ts'
import { fingerprintOf } from '../public-key.ts'
import { BATCH } from './batch.ts'
import { recipientsOf, tipsOf } from './carrying.ts'
import type { FileCarrier } from './file-carrier.ts'
import type { Memory } from './memory.ts'
import { type Mode, nonce } from './mode.ts'
import { type Notice, signNotice } from './notice.ts'
import { ownPlace } from './own-chain.ts'
import { type Packet, packetBytes } from './packet.ts'
import { parcelsOf } from './packing.ts'
import { type Envelope, jointSubject } from './transport.ts'

/** 发送: what this side carries to the hub: queued entries, notices, and chunks of files that were asked for. */
export class Publishing<Tx extends object> {
  private readonly memory: Memory<Tx>
  private readonly mode: Mode<Tx>
  private readonly files: FileCarrier
  private readonly outbox: Notice[] = []

  constructor(memory: Memory<Tx>, mode: Mode<Tx>, files: FileCarrier) {
    this.memory = memory
    this.mode = mode
    this.files = files
  }

  async flush(): Promise<number> {
    let sent = 0
    for (const notice of this.outbox.splice(0)) await this.publishNotice(notice)
    for (const asked of this.files.takeAsked()) sent += await this.publishFile(asked)
    for (;;) {
      const published = await this.publishQueued()
      sent += published
      if (published < BATCH) return sent
    }
  }

  /** The oldest of the queue, many on their way at once. What the hub acknowledged leaves the queue whatever happens. */
  private async publishQueued(): Promise<number> {
    const { ledger, committee, compact, options } = this.memory
    const parcels = parcelsOf(ledger, committee, await options.store.queued(compact, BATCH))
    const done: EntryId[] = []
    const failures: unknown[] = []
    const underWay: Promise<void>[] = []
    for (const { author, recipients, ids, entries } of parcels) {
      if (failures.length > 0) break
      const envelope = await this.seal(author, { type: 'entries', carrier: committee, entries }, recipients)
      const acknowledged = envelope ? options.transport.publish(envelope) : Promise.resolve()
      underWay.push(
        acknowledged.then(
          () => void done.push(...ids),
          (error: unknown) => void failures.push(error),
        ),
      )
    }
    await Promise.all(underWay)
    await options.store.dequeue(compact, done)
    if (failures.length > 0) throw failures[0]
    return done.length
  }

  private async seal(author: CommitteeId, packet: Packet, recipients: string[]): Promise<Envelope | undefined> {
    if (recipients.length === 0) return undefined
    const { compact, committee, options } = this.memory
    const bytes = await options.sealer.seal(packetBytes(packet), recipients)
    return { subject: jointSubject(compact, committee, author), id: `${committee}.${sha256(bytes)}`, bytes }
  }

  private async publish(author: CommitteeId, packet: Packet, recipients: string[]): Promise<void> {
    const envelope = await this.seal(author, packet, recipients)
    if (envelope) await this.memory.options.transport.publish(envelope)
  }

  private async publishFile({ to, file }: { to: CommitteeId; file: FileHash }): Promise<number> {
    const { ledger, answers, committee } = this.memory
    const sendable = this.files.sendable(ledger, { to, file })
    const recipient = answers.chain(to)?.keys.sealing
    if (!sendable || !recipient) return 0
    let index = 0
    for await (const bytes of sendable.chunks) {
      const packet: Packet = { type: 'chunk', carrier: committee, file, index, bytes }
      await this.publish(sendable.author, packet, [recipient])
      index++
    }
    return index
  }

  async publishNotice(notice: Notice): Promise<void> {
    const { memory } = this
    const { committee, founding, options } = memory
    const { prev } = ownPlace(memory.ledger, committee)
    const key = prev?.keys.signing ?? founding.text.members.find((m) => m.committee === committee)?.keys.signing
    const signer = key && options.signer(fingerprintOf(key))
    if (!signer) return
    const packet: Packet = { type: 'notice', carrier: committee, signed: await signNotice(notice, signer) }
    await this.publish(committee, packet, recipientsOf(memory.ledger, null))
  }

  /** A notice goes out with the next flush. */
  tell(notice: Notice): void {
    this.outbox.push(notice)
  }

  notice(ask: Partial<Pick<Notice, 'to' | 'reply' | 'want' | 'files' | 'nonce'>>): Notice {
    const { ledger, answers, compact, committee, options } = this.memory
    return {
      v: 1,
      compact,
      from: committee,
      to: ask.to ?? null,
      nonce: ask.nonce ?? nonce(),
      reply: ask.reply ?? null,
      want: ask.want ?? false,
      files: ask.files ?? [],
      tips: tipsOf(ledger),
      missing: ledger.gaps().slice(0, 200),
      waiting: ledger
        .waiting()
        .slice(0, 200)
        .map(({ id, committee: author }) => ({ id, committee: author })),
      digest: answers.digest(),
      at: options.clock.now().toISOString(),
    }
  }

  async announce(): Promise<void> {
    await this.memory.refresh()
    const recovering = this.mode.now().mode === 'recovery'
    await this.publishNotice(this.notice(recovering ? { nonce: this.mode.recoveryNonce, want: true } : {}))
  }

  async recarry(): Promise<number> {
    const ids = this.memory.ledger.chains.all().map((p) => p.id)
    await this.enqueue(ids)
    return ids.length
  }

  /** Entries that are held here go out, again too, under the own name. */
  async enqueue(ids: readonly EntryId[]): Promise<void> {
    const { compact, options } = this.memory
    await options.store.transaction(async (tx) => {
      await options.store.lock(tx, compact)
      await options.store.enqueue(tx, compact, ids)
    })
  }
}
