import type { BodyOf, Content, Kind } from '../bodies/index.ts'
import type { Entry, SignedEntry } from '../entry.ts'
import type { FoundingBundle } from '../founding.ts'
import type { LedgerView, Verdict } from '../ledger/views.ts'
import type { CommitteeId, CompactId, EntryId, FileHash, Instant } from '../primitives.ts'
import type { Sealer } from '../sealing.ts'
import type { Signer } from '../signature-suite.ts'
import type { Reason } from '../reason.ts'
import type { Journal } from './journal.ts'
import type { Files, Store } from './store.ts'
import type { Clock, Delivery, Transport } from './transport.ts'

/** What a member signs next: content and readers; the chain adds the rest. */
export type Draft = Content & { audience?: 'all' | CommitteeId[] }

/** Alarms: what people must look at. Stable codes; ids only. */
export type Alarm =
  | { code: 'fork'; committee: CommitteeId; entries: EntryId[] }
  | { code: 'gap'; missing: EntryId[]; since: Instant }
  | { code: 'rejected'; id: EntryId | null; reason: Reason; party: CommitteeId }
  | { code: 'own_entry_unknown'; id: EntryId }
  | { code: 'divergence'; committee: CommitteeId; mine: EntryId; theirs: EntryId }
  | { code: 'answers_differ'; committee: CommitteeId }
  | { code: 'recovery_mode'; waitingFor: CommitteeId[] }

/** `ready` signs. `catching_up`: own entries wait for others. `recovery`: the journal was lost. */
export type MemberMode =
  | { mode: 'ready' }
  | { mode: 'catching_up'; missing: EntryId[] }
  | { mode: 'recovery'; seen: CommitteeId[]; unseen: CommitteeId[] }

export interface MemberOptions<Tx> {
  committee: CommitteeId
  founding: FoundingBundle
  store: Store<Tx>
  journal: Journal
  transport: Transport
  files: Files
  sealer: Sealer
  /** Signs with the key in force; a service with several keys (after a rotation) picks by fingerprint. */
  signer: (key: string) => Signer | undefined
  clock: Clock
  /** Gaps older than this raise an alarm. Milliseconds, default 10 minutes. */
  gapAlarmAfter?: number
}

/** 成员: one committee's side of one compact: signs, carries, receives, answers. */
export interface Member<Tx> {
  readonly committee: CommitteeId
  readonly compact: CompactId
  readonly view: LedgerView
  /** How many envelopes since the start were not sealed, or not for this committee: dropped, and nobody blamed. */
  readonly noise: number
  /** How often since the start an entry found no room to wait for others: not stored, missed, asked for again. */
  readonly noRoom: number
  mode(): MemberMode
  alarms(): Alarm[]

  /** Begins the chain of a founder or a joining member: creates its journal. Once per chain, by order of people. */
  begin(): Promise<void>
  /** Reads what the store holds beyond what is known here; call after a commit, on a wake-up, before a read. */
  refresh(): Promise<void>

  /** Judges a draft by what is known here without signing it: throws the ProtocolRefusal that `sign` would throw. */
  check(draft: Draft): Promise<void>
  /** Holds off other writers of the compact until the transaction ends, and reads what there is; `sign` does so too. */
  enter(tx: Tx): Promise<void>
  /**
   * Signs inside the caller's transaction: locks the chain, judges, appends to the journal (fsync), inserts into the
   * store, queues for publishing. After the caller's commit call `flush()`. After a rollback nothing need be called:
   * the entry was signed and is put back by the next operation or start, so sign last in a transaction.
   */
  sign(tx: Tx, draft: Draft): Promise<{ id: EntryId; entry: Entry; signed: SignedEntry }>
  /** `sign` in a transaction of its own, then `flush`. */
  act(draft: Draft): Promise<{ id: EntryId; entry: Entry; signed: SignedEntry }>
  /** A new signing key on the own chain, proved by both keys. */
  rotate(tx: Tx, next: Signer): Promise<{ id: EntryId }>
  /** A new generation by order of two people, signed with the recovery key; also leaves recovery mode. */
  recover(
    tx: Tx,
    order: { recovery: Signer; next: Signer; sealing?: string; reason: string; orderedBy: [string, string] },
  ): Promise<{ id: EntryId }>

  /** Publishes what is queued. Answers how many; a hub out of reach leaves the queue as it is. */
  flush(): Promise<number>
  /**
   * Takes in deliveries and stores what they bring in one transaction; acknowledge all of them after it resolves, none
   * when it rejects. Never throws on bad bytes.
   */
  receive(deliveries: readonly Delivery[]): Promise<Verdict[]>
  /** Takes in entries that came without a hub. `carrier`: whose bundle it was. */
  take(entries: readonly SignedEntry[], carrier: CommitteeId): Promise<Verdict[]>
  /** Tells the others where this side stands; missing entries are asked for, differing answers raise an alarm. */
  announce(): Promise<void>
  /** Queues every entry for carrying again under the own name, after a hub was lost. */
  recarry(): Promise<number>
  /** Asks for what is missing and raises alarms for gaps that stay. Call every minute or so. */
  sweep(): Promise<void>
  /** Files of entries that are not here yet. */
  missingFiles(): Promise<{ entry: EntryId; file: FileHash }[]>
}

/** What a side sees before it leaves: the exact bytes of the next entry, unsigned. */
export interface Preview<K extends Kind = Kind> {
  kind: K
  audience: Entry['audience']
  body: BodyOf<K>
  raw: Uint8Array
}

/** Opens a member over its store and journal, puts back what a crash left in the journal alone. */
export type OpenMember = <Tx extends object>(options: MemberOptions<Tx>) => Promise<Member<Tx>>
