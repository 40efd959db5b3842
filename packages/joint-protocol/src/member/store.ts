import type { SignedEntry } from '../entry.ts'
import type { FileRef } from '../file-ref.ts'
import type { CommitteeId, CompactId, EntryId, FileHash } from '../primitives.ts'
import type { Reason } from '../reason.ts'
import type { Blame } from '../ledger/views.ts'

/** An entry as a store keeps it. */
export interface StoredEntry extends SignedEntry {
  id: EntryId
  committee: CommitteeId
  generation: number
  seq: number
  /** Who brought it; the own committee for own entries. */
  carrier: CommitteeId
  /** What the sealed body of a restricted entry says, where this side can read it. */
  opened: Uint8Array | null
}

/** Something turned down, kept for the alarm list; `id` is null where the bytes were no entry. */
export interface Rejection {
  id: EntryId | null
  reason: Reason
  blame: Blame
}

/**
 * Where one committee keeps its entries of all compacts. On PostgreSQL `Tx` is the open transaction of the caller.
 * All writes of a compact happen under `lock`, so that positions grow in commit order.
 */
export interface Store<Tx> {
  /** Runs `work` in one transaction: commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Locks the compact until the transaction ends (a row lock), across processes. */
  lock(tx: Tx, compact: CompactId): Promise<void>
  /**
   * Adds entries at growing positions, in this order, and answers the highest one; undefined where nothing was new. An id
   * with this signature that is stored already stays as it is. (A carrier may have brought the entry under a bad
   * signature before, so id and signature together are the key.)
   */
  insert(tx: Tx, compact: CompactId, entries: readonly StoredEntry[]): Promise<number | undefined>
  has(tx: Tx, compact: CompactId, id: EntryId): Promise<boolean>
  /** Entries with a position above `position`, ascending, at most `limit`. `tx` null reads committed rows. */
  after(
    tx: Tx | null,
    compact: CompactId,
    position: number,
    limit: number,
  ): Promise<{ position: number; entry: StoredEntry }[]>
  /** Own or foreign entries that this side still has to publish under its own name; an id stands in the queue once. */
  enqueue(tx: Tx, compact: CompactId, ids: readonly EntryId[]): Promise<void>
  /** The oldest of the queue, in the order in which they were queued. */
  queued(compact: CompactId, limit: number): Promise<EntryId[]>
  dequeue(compact: CompactId, ids: readonly EntryId[]): Promise<void>
  reject(tx: Tx, compact: CompactId, rejections: readonly Rejection[]): Promise<void>
}

/** Where the bytes of files lie. The kit's file store fits behind it. */
export interface Files {
  has(file: FileHash): Promise<boolean>
  /** The bytes in chunks of CHUNK_BYTES, or undefined where they are not here. */
  read(file: FileHash): AsyncIterable<Uint8Array> | undefined
  /** Keeps one chunk that has been checked; with the last one the file is whole and `has` answers true. */
  putChunk(file: FileRef, index: number, bytes: Uint8Array): Promise<void>
}
