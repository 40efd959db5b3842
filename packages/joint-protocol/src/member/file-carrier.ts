import { sha256 } from '../encoding.ts'
import type { FileRef } from '../file-ref.ts'
import type { Placed } from '../ledger/chains.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { CommitteeId, EntryId, FileHash } from '../primitives.ts'
import type { Packet } from './packet.ts'
import type { Files } from './store.ts'

type Chunk = Extract<Packet, { type: 'chunk' }>

/** The files that entries of a compact refer to: which are missing, who asked for which, and their chunks. */
export class FileCarrier {
  private readonly files: Files
  private readonly known = new FileIndex()
  private readonly asked: { to: CommitteeId; file: FileHash }[] = []

  constructor(files: Files) {
    this.files = files
  }

  /** Remembers that somebody asked for files; they go out with the next flush. */
  ask(to: CommitteeId, files: FileHash[]): void {
    for (const file of files) this.asked.push({ to, file })
  }

  takeAsked(): { to: CommitteeId; file: FileHash }[] {
    return this.asked.splice(0)
  }

  async missing(ledger: Ledger): Promise<{ entry: EntryId; file: FileHash }[]> {
    const missing: { entry: EntryId; file: FileHash }[] = []
    const { lacking } = this.known.upTo(ledger)
    for (const [file, speaking] of lacking)
      if (await this.files.has(file)) lacking.delete(file)
      else for (const { id } of speaking) missing.push({ entry: id, file })
    return missing
  }

  async missingOf(files: FileRef[]): Promise<FileHash[]> {
    const missing: FileHash[] = []
    for (const { sha256: file } of files) if (!(await this.files.has(file))) missing.push(file)
    return missing
  }

  /** Author and chunks of a file that a reader may have; undefined where it may not, or nothing is here. */
  sendable(
    ledger: Ledger,
    { to, file }: { to: CommitteeId; file: FileHash },
  ): { author: CommitteeId; chunks: AsyncIterable<Uint8Array> } | undefined {
    const placed = this.known.upTo(ledger).speaking.get(file)
    const entry = placed?.find(({ entry: { audience } }) => audience === 'all' || audience.includes(to))?.entry
    if (!entry) return undefined
    const chunks = this.files.read(file)
    return chunks && { author: entry.committee, chunks }
  }

  /** Keeps a chunk that a kept entry has signed. Answers false for bytes that are not the signed ones. */
  async take(ledger: Ledger, { file, index, bytes }: Chunk): Promise<boolean> {
    const [speaking] = this.known.upTo(ledger).speaking.get(file) ?? []
    const ref = speaking && filesOf(speaking).find((f) => f.sha256 === file)
    // Nobody asked for it: no kept entry speaks of this file.
    if (!ref || (await this.files.has(file))) return true
    if (ref.chunks[index] !== sha256(bytes)) return false
    await this.files.putChunk(ref, index, bytes)
    return true
  }
}

/** Which kept entries speak of which file; reads on where it stopped. */
class FileIndex {
  /** Entries that speak of a file, in the order in which they were kept. */
  readonly speaking = new Map<FileHash, Placed[]>()
  /** The same of files that were not found here yet. */
  readonly lacking = new Map<FileHash, Placed[]>()
  private of: Ledger | undefined
  private read = 0

  upTo(ledger: Ledger): this {
    if (this.of !== ledger) this.begin(ledger)
    const all = ledger.chains.all()
    for (; this.read < all.length; this.read++) this.note(all[this.read]!)
    return this
  }

  private begin(ledger: Ledger): void {
    this.of = ledger
    this.read = 0
    this.speaking.clear()
    this.lacking.clear()
  }

  private note(placed: Placed): void {
    for (const { sha256: file } of filesOf(placed)) {
      const speaking = this.speaking.get(file)
      if (speaking) speaking.push(placed)
      else {
        this.speaking.set(file, [placed])
        this.lacking.set(file, this.speaking.get(file)!)
      }
    }
  }
}

const filesOf = ({ content }: Placed): FileRef[] =>
  content && 'files' in content.body ? (content.body.files as FileRef[]) : []
