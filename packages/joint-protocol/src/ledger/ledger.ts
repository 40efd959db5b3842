import { verifySignature, verifySignatureInPool } from '#signature-suite'
import type { MemberKeys } from '../bodies/compact-text.ts'
import type { Content } from '../bodies/index.ts'
import { type Entry, type ReadEntry, readBody, readEntry, SealedBody, type SignedEntry, signedBytes } from '../entry.ts'
import { readJson, sha256 } from '../encoding.ts'
import type { ReadFounding } from '../founding.ts'
import type { CommitteeId, EntryId, Fingerprint } from '../primitives.ts'
import { ProtocolRefusal, type Reason } from '../reason.ts'
import { fingerprintOf, type PublicKey } from '../public-key.ts'
import { Chains, type Placed } from './chains.ts'
import { compactAt, memberOf, textOf } from './compact-at.ts'
import { askedByRecovery, type Court, judgeAuthor, judgeContent } from './judge.ts'
import { Recoveries } from './recoveries.ts'
import { protocolRules, type Rules } from './rules.ts'
import { Versions } from './versions.ts'
import type { Blame, Verdict } from './views.ts'

/** A signed entry as somebody brought it. */
export interface Brought {
  signed: SignedEntry
  carrier: CommitteeId
  /** The plain body of a restricted entry, where this side can read it. */
  opened?: Uint8Array | null
}

/** How bytes are read and signatures checked; the simulation shares the work between its members. */
export interface LedgerMeans {
  rules: Rules
  read: (raw: Uint8Array) => ReadEntry | { reason: Reason }
  verify: (key: PublicKey, message: Uint8Array, signature: Uint8Array) => boolean
  /** The same beside the event loop, where many are checked before they are judged. */
  verifyAhead?: (key: PublicKey, message: Uint8Array, signature: Uint8Array) => Promise<boolean>
  /** How much may wait that one carrier brought; boundless where somebody judges entries of their own choice. */
  waiting?: { entries: number; bytes: number }
}

/** The protocol as it is: what every member and verifier runs. */
export const protocolMeans: LedgerMeans = {
  rules: protocolRules,
  read: readEntry,
  verify: verifySignature,
  verifyAhead: verifySignatureInPool,
}

interface Waiting {
  read: ReadEntry
  brought: Brought[]
  missing: Set<EntryId>
}

/** Copies of one entry with different signatures that are kept apart while it waits. */
const MAX_COPIES = 8

const NOTHING_WAITS = { entries: 0, bytes: 0 }

type Judgement = { keep: Placed } | { drop: Reason; blame: Blame; forGood: boolean }

/**
 * 账本: takes signed entries in any order. An entry waits until its prev and heads are here, is then judged by its own
 * past only, and is kept or dropped for good. In memory; the caller stores what it brings.
 */
export class Ledger {
  readonly founding: ReadFounding
  readonly chains = new Chains()
  readonly versions: Versions
  readonly recoveries: Recoveries
  private readonly court: Court
  private readonly means: LedgerMeans
  private readonly waitingById = new Map<EntryId, Waiting>()
  private readonly awaited = new Map<EntryId, Set<EntryId>>()
  private readonly droppedById = new Map<EntryId, { reason: Reason; blame: Blame }>()
  private readonly waitingFrom = new Map<CommitteeId, { entries: number; bytes: number }>()
  /** By which key the signature of a copy was found to be. */
  private readonly verified = new WeakMap<SignedEntry, Fingerprint>()
  private readonly knownKeys = new Map<CommitteeId, Map<string, PublicKey>>()

  constructor(founding: ReadFounding, means: LedgerMeans) {
    this.founding = founding
    this.means = means
    this.versions = new Versions(founding.compact, this.chains, means.rules)
    this.recoveries = new Recoveries(this.chains)
    this.court = { founding, chains: this.chains, versions: this.versions, rules: means.rules }
    for (const { committee, keys } of founding.text.members) this.learnKeys(committee, keys)
  }

  /** Takes in one entry. The first verdict is its own; the others are of entries that had waited for it. */
  add(brought: Brought): Verdict[] {
    const { signed, carrier } = brought
    const read = this.means.read(signed.raw)
    if ('reason' in read) return [dropped(null, read.reason, { party: carrier, as: 'carrier' })]
    if (read.entry.compact !== this.founding.compact)
      return [dropped(read.id, 'entry.other_compact', { party: carrier, as: 'carrier' })]
    if (this.chains.kept.has(read.id)) return [{ status: 'kept', id: read.id }]
    const gone = this.droppedById.get(read.id)
    if (gone) return [dropped(read.id, gone.reason, gone.blame)]
    const known = this.knownKeys.get(read.entry.committee)?.get(signed.key)
    if (known && !this.signedBy(known, signed))
      return [dropped(read.id, 'entry.bad_signature', { party: carrier, as: 'carrier' })]
    const waiting = this.waitingById.get(read.id)
    if (waiting) {
      if (waiting.brought.length < MAX_COPIES && this.mayWait(brought)) {
        waiting.brought.push(brought)
        this.countWaiting(brought, 1)
      }
      return [{ status: 'waiting', id: read.id, missing: [...waiting.missing].sort() }]
    }
    return this.intake(read, brought)
  }

  private intake(read: ReadEntry, brought: Brought): Verdict[] {
    const missing = new Set(this.needs(read.entry).filter((id) => !this.isSettled(id)))
    if (missing.size > 0) {
      // What its author or carrier did is unknown, and may be all right: nobody is blamed.
      if (!this.mayWait(brought)) return [{ status: 'no_room', id: read.id }]
      this.countWaiting(brought, 1)
      this.waitingById.set(read.id, { read, brought: [brought], missing })
      for (const id of missing) this.awaited.set(id, (this.awaited.get(id) ?? new Set()).add(read.id))
      return [{ status: 'waiting', id: read.id, missing: [...missing].sort() }]
    }
    const verdicts = this.settle(read, [brought])
    for (let i = 0; i < verdicts.length; i++) {
      const verdict = verdicts[i]!
      if (verdict.status !== 'waiting' && verdict.id) verdicts.push(...this.release(verdict.id))
    }
    return verdicts
  }

  private mayWait({ carrier, signed }: Brought): boolean {
    const { waiting: most } = this.means
    const { entries, bytes } = this.waitingFrom.get(carrier) ?? NOTHING_WAITS
    return !most || (entries < most.entries && bytes + signed.raw.length <= most.bytes)
  }

  private countWaiting({ carrier, signed }: Brought, sign: 1 | -1): void {
    const { entries, bytes } = this.waitingFrom.get(carrier) ?? NOTHING_WAITS
    this.waitingFrom.set(carrier, { entries: entries + sign, bytes: bytes + sign * signed.raw.length })
  }

  /** What must be here before an entry is judged. */
  private needs(entry: Entry): EntryId[] {
    const heads = this.means.rules.waitForHeads ? Object.values(entry.heads).flat() : []
    return entry.prev === null ? heads : [entry.prev, ...heads]
  }

  private isSettled(id: EntryId): boolean {
    return this.chains.kept.has(id) || this.droppedById.has(id)
  }

  private release(id: EntryId): Verdict[] {
    // An entry that was turned down because of its carrier may still come from another one.
    if (!this.isSettled(id)) return []
    const verdicts: Verdict[] = []
    for (const dependent of this.awaited.get(id) ?? []) {
      const waiting = this.waitingById.get(dependent)
      if (!waiting) continue
      waiting.missing.delete(id)
      if (waiting.missing.size > 0) continue
      this.waitingById.delete(dependent)
      for (const copy of waiting.brought) this.countWaiting(copy, -1)
      verdicts.push(...this.settle(waiting.read, waiting.brought))
    }
    this.awaited.delete(id)
    return verdicts
  }

  private settle(read: ReadEntry, copies: Brought[]): Verdict[] {
    const verdicts: Verdict[] = []
    for (const copy of copies) {
      const judgement = this.judge(read, copy)
      if ('keep' in judgement) {
        this.keep(judgement.keep)
        verdicts.push({ status: 'kept', id: read.id })
        break
      }
      verdicts.push(dropped(read.id, judgement.drop, judgement.blame))
      if (!judgement.forGood) continue
      this.droppedById.set(read.id, { reason: judgement.drop, blame: judgement.blame })
      break
    }
    return verdicts
  }

  private judge(read: ReadEntry, { signed, carrier, opened }: Brought): Judgement {
    const { entry } = read
    const author: Blame = { party: entry.committee, as: 'author' }
    const placed = this.place(read.id, entry, signed, this.contentOf(read, opened ?? null))
    const key = this.keyFor(placed)
    if (!key) return { drop: 'chain.not_a_member', blame: { party: carrier, as: 'carrier' }, forGood: false }
    if (!key.some((k) => fingerprintOf(k) === signed.key && this.signedBy(k, signed))) {
      const old = placed.givenUp.find((k) => fingerprintOf(k) === signed.key)
      if (old && this.signedBy(old, signed))
        return { drop: 'chain.old_key', blame: { ...author, key: signed.key }, forGood: false }
      return { drop: 'entry.bad_signature', blame: { party: carrier, as: 'carrier' }, forGood: false }
    }
    const reason = this.misplaced(placed) ?? read.fault ?? this.judgeHere(placed)
    return reason ? { drop: reason, blame: author, forGood: true } : { keep: placed }
  }

  private signedBy(key: PublicKey, signed: SignedEntry): boolean {
    const fingerprint = fingerprintOf(key)
    if (this.verified.get(signed) === fingerprint) return true
    const valid = this.means.verify(key, signedBytes(signed.raw), signed.signature)
    if (valid) this.verified.set(signed, fingerprint)
    return valid
  }

  /**
   * Checks signatures that `add` will ask for, many at once and beside the event loop; `add` checks the others itself. Only
   * good ones are remembered, with the key that they are by: it is still judged whether that key is in force there.
   */
  async verifyAhead(entries: Iterable<SignedEntry>): Promise<void> {
    const { verifyAhead } = this.means
    if (!verifyAhead) return
    await Promise.all(
      [...entries].map(async (signed) => {
        const read = this.means.read(signed.raw)
        if ('reason' in read || this.isSettled(read.id) || this.verified.has(signed)) return
        const key = this.knownKeys.get(read.entry.committee)?.get(signed.key)
        if (key && (await verifyAhead(key, signedBytes(signed.raw), signed.signature)))
          this.verified.set(signed, signed.key)
      }),
    )
  }

  /** Throws what would be the verdict on this content as the next entry of a chain. */
  checkDraft(entry: Entry, content: Content): void {
    const unsigned = { raw: new Uint8Array(), key: '', signature: new Uint8Array() }
    const placed = this.place('', entry, unsigned, content)
    const reason = this.misplaced(placed) ?? this.judgeHere(placed, true)
    if (reason) throw new ProtocolRefusal(reason)
  }

  private judgeHere(placed: Placed, strict = false): Reason | undefined {
    const compact = compactAt(this.founding, this.versions, placed.past)
    const reason = judgeAuthor(this.court, placed, compact)
    if (reason || !placed.content) return reason
    const fault = judgeContent(this.court, placed, compact, placed.content)
    if (placed.entry.audience === 'all' || strict) return fault
    // Others cannot read a restricted entry and keep it; among its readers a faulty one has no effect.
    placed.inert = fault
    return undefined
  }

  private place(id: EntryId, entry: Entry, signed: SignedEntry, content: Content | undefined): Placed {
    const prev = entry.prev === null ? null : (this.chains.kept.get(entry.prev) ?? null)
    const heads = Object.values(entry.heads)
      .flat()
      .flatMap((head) => this.chains.kept.get(head) ?? [])
    const { past, depth } = this.chains.pastOf(prev, heads)
    const placed: Placed = {
      id,
      entry,
      signed,
      content,
      inert: undefined,
      prev,
      branch: prev?.branch ?? -1,
      past,
      depth,
      keys: NO_KEYS,
      givenUp: prev?.givenUp ?? [],
    }
    const before = prev?.keys ?? this.keysAtStart(entry.committee, content)
    if (before) placed.keys = before
    return placed
  }

  /** The keys that a chain begins with: of the founding, or of the text version that its first entry answers. */
  keysAtStart(committee: CommitteeId, content: Content | undefined): MemberKeys | undefined {
    const founder = memberOf(this.founding.text, committee)
    if (founder) return founder.keys
    if (content?.kind !== 'answer') return undefined
    const version = this.versions.byId.get(content.body.to)
    return version?.kind === 'compact-text' ? memberOf(textOf(version), committee)?.keys : undefined
  }

  /** The key in force at this place; any of the author's keys where the place itself is wrong, to know its hand. */
  private keyFor({ entry, content, prev, keys }: Placed): PublicKey[] | undefined {
    const known = [...(this.knownKeys.get(entry.committee)?.values() ?? [])]
    const inPlace = entry.prev === null || prev?.entry.committee === entry.committee
    if (!inPlace) return known.length > 0 ? known : undefined
    if (keys === NO_KEYS) return undefined
    return [recovers(content) ? keys.recovery : keys.signing]
  }

  /** Whether the header fits its place: numbers, generation, heads. */
  private misplaced({ entry, content }: Placed): Reason | undefined {
    const { kept } = this.chains
    if (entry.prev === null) {
      if (entry.seq !== 1 || entry.generation !== 1) return 'chain.bad_prev'
    } else {
      const prev = kept.get(entry.prev)
      if (!prev) return 'chain.prev_dropped'
      if (prev.entry.committee !== entry.committee || entry.seq !== prev.entry.seq + 1) return 'chain.bad_prev'
      const grows = entry.generation > prev.entry.generation
      if (recovers(content) !== grows || entry.generation < prev.entry.generation) return 'chain.bad_generation'
    }
    if (entry.prev === null && entry.kind === 'key') return 'chain.bad_prev'
    for (const [committee, ids] of Object.entries(entry.heads)) {
      if (committee === entry.committee) return 'chain.bad_heads'
      for (const id of ids) {
        const head = kept.get(id)
        if (head ? head.entry.committee !== committee : false) return 'chain.bad_heads'
        if (!head && this.means.rules.waitForHeads) return 'chain.head_dropped'
      }
    }
    return undefined
  }

  private contentOf(read: ReadEntry, opened: Uint8Array | null): Content | undefined {
    if (read.entry.audience === 'all') return read.content
    const sealed = SealedBody.safeParse(read.entry.body)
    return sealed.success && opened ? openedContent(read.entry, sealed.data, opened) : undefined
  }

  private keep(placed: Placed): void {
    const { content, entry } = placed
    if (content?.kind === 'key' && !placed.inert) this.changeKeys(placed, content.body)
    this.chains.keep(placed)
    if (!placed.prev) this.learnKeys(entry.committee, placed.keys)
    if (!content || placed.inert) return
    this.versions.keep(placed, content)
    if (recovers(content)) this.recoveries.begin(placed, askedByRecovery(this.court, placed))
    else if (content.kind === 'answer') this.recoveries.answer(placed, content.body)
  }

  private changeKeys(placed: Placed, body: Extract<Content, { kind: 'key' }>['body']): void {
    const before = placed.keys
    if (body.act === 'seal') {
      placed.keys = { ...before, sealing: body.sealing }
      return
    }
    const sealing = body.act === 'recover' ? (body.sealing ?? before.sealing) : before.sealing
    placed.keys = { ...before, signing: body.signing, sealing }
    placed.givenUp = [...placed.givenUp, before.signing]
    this.learnKeys(placed.entry.committee, placed.keys)
  }

  private learnKeys(committee: CommitteeId, keys: MemberKeys): void {
    const known = this.knownKeys.get(committee) ?? new Map<string, PublicKey>()
    for (const key of [keys.signing, keys.recovery]) known.set(fingerprintOf(key), key)
    this.knownKeys.set(committee, known)
  }

  /** Every signing and recovery key that a committee is known to have had. */
  keysOf(committee: CommitteeId): ReadonlyMap<string, PublicKey> {
    return this.knownKeys.get(committee) ?? new Map()
  }

  has(id: EntryId): boolean {
    return this.chains.kept.has(id) || this.waitingById.has(id) || this.droppedById.has(id)
  }

  /** An entry that is kept, or waits under its author's own signature: what may be carried on. */
  held(id: EntryId): { committee: CommitteeId; signed: SignedEntry; placed: Placed | null } | undefined {
    const placed = this.chains.kept.get(id)
    if (placed) return { committee: placed.entry.committee, signed: placed.signed, placed }
    const waiting = this.waitingById.get(id)
    const committee = waiting?.read.entry.committee
    const copy = waiting?.brought.find(({ signed }) => {
      const key = this.keysOf(committee!).get(signed.key)
      return key !== undefined && this.signedBy(key, signed)
    })
    return copy && committee ? { committee, signed: copy.signed, placed: null } : undefined
  }

  waiting(): { id: EntryId; committee: CommitteeId; missing: EntryId[] }[] {
    return [...this.waitingById.values()]
      .map(({ read, missing }) => ({ id: read.id, committee: read.entry.committee, missing: [...missing].sort() }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Entries that others build on and that have never arrived here. */
  gaps(): EntryId[] {
    return [...this.awaited.keys()].filter((id) => !this.waitingById.has(id) && !this.isSettled(id)).sort()
  }
}

const NO_KEYS = Object.freeze({ signing: null, recovery: null, sealing: '', hub: null }) as unknown as MemberKeys

const recovers = (content: Content | undefined): boolean => content?.kind === 'key' && content.body.act === 'recover'

const dropped = (id: EntryId | null, reason: Reason, blame: Blame): Verdict => ({
  status: 'dropped',
  id,
  reason,
  blame,
})

/** The content of a restricted body, where the plain bytes are the ones that were committed to. */
export function openedContent(entry: Entry, sealed: SealedBody, opened: Uint8Array): Content | undefined {
  if (sha256(opened) !== sealed.commitment) return undefined
  const plain = readJson(opened)
  if (typeof plain !== 'object' || plain === null || !('body' in plain)) return undefined
  return readBody(entry.kind, plain.body)
}
