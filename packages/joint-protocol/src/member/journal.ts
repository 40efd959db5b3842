import type { SignedEntry } from '../entry.ts'
import type { CommitteeId, CompactId } from '../primitives.ts'

/**
 * 签名日志: the signed bytes of one chain, outside the database. `append` returns after the bytes are on the disk
 * (fsync), and before the database transaction that uses them ends.
 */
export interface Journal {
  /** False where no journal was ever begun here: a restore elsewhere. Signing then needs recovery. */
  exists(compact: CompactId, committee: CommitteeId): Promise<boolean>
  /** Begins a journal; an error where one exists. */
  create(compact: CompactId, committee: CommitteeId): Promise<void>
  /** One entry that is being signed, or many of a chain that came back: then each alone would wait for the disk. */
  append(compact: CompactId, committee: CommitteeId, ...entries: SignedEntry[]): Promise<void>
  /** All entries in the order in which they were appended. */
  read(compact: CompactId, committee: CommitteeId): Promise<SignedEntry[]>
  /** The last entry, or null for an empty journal. */
  last(compact: CompactId, committee: CommitteeId): Promise<SignedEntry | null>
}
