import type { SignedEntry } from '../entry.ts'
import type { Journal } from '../member/journal.ts'
import { Crash } from './crashable-store.ts'

/** A journal that survives the process, and can be lost with the machine. */
export class SimulatedJournal implements Journal {
  private entries: SignedEntry[] | undefined
  /** Set to die at the next append: before the bytes are on the disk, or after. */
  dieAt: 'before-append' | 'after-append' | undefined

  async exists(): Promise<boolean> {
    return this.entries !== undefined
  }

  async create(): Promise<void> {
    if (this.entries) throw new Error('expected no journal')
    this.entries = []
  }

  async append(_compact: string, _committee: string, ...entries: SignedEntry[]): Promise<void> {
    if (this.dieAt === 'before-append') throw new Crash('before the journal')
    if (!this.entries) throw new Error('expected a journal')
    this.entries.push(...entries)
    if (this.dieAt === 'after-append') throw new Crash('between journal and store')
  }

  async read(): Promise<SignedEntry[]> {
    return (this.entries ?? []).slice()
  }

  async last(): Promise<SignedEntry | null> {
    return this.entries?.at(-1) ?? null
  }

  lose(): void {
    this.entries = undefined
  }
}
