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
  private readonly here = new Set<FileHash>()
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
    for (const placed of ledger.chains.all())
      for (const { sha256: file } of filesOf(placed))
        if (!this.here.has(file)) {
          if (await this.files.has(file)) this.here.add(file)
          else missing.push({ entry: placed.id, file })
        }
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
    const entry = ledger.chains.all().find((p) => filesOf(p).some((f) => f.sha256 === file))?.entry
    if (!entry || (entry.audience !== 'all' && !entry.audience.includes(to))) return undefined
    const chunks = this.files.read(file)
    return chunks && { author: entry.committee, chunks }
  }

  /** Keeps a chunk that a kept entry has signed. Answers false for bytes that are not the signed ones. */
  async take(ledger: Ledger, { file, index, bytes }: Chunk): Promise<boolean> {
    const ref = ledger.chains
      .all()
      .flatMap(filesOf)
      .find((f) => f.sha256 === file)
    // Nobody asked for it: no kept entry speaks of this file.
    if (!ref || (await this.files.has(file))) return true
    if (ref.chunks[index] !== sha256(bytes)) return false
    await this.files.putChunk(ref, index, bytes)
    return true
  }
}

const filesOf = ({ content }: Placed): FileRef[] =>
  content && 'files' in content.body ? (content.body.files as FileRef[]) : []
