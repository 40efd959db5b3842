import type { EntryId } from '../primitives.ts'
import type { Rejection, Store, StoredEntry } from '../member/store.ts'

/** What the process dies of; the simulation catches it and starts the member anew. */
export class Crash extends Error {}

interface Rows {
  position: number
  entry: StoredEntry
}

/** An open transaction: what it wrote so far, seen by itself alone. */
export interface SimTx {
  rows: Rows[]
  queue: EntryId[]
  rejections: Rejection[]
  release: (() => void) | undefined
}

/** A committed state, to go back to. */
export interface Snapshot {
  rows: Rows[]
  queue: Set<EntryId>
}

/**
 * A store with the semantics of a database that the member relies on: nothing of a transaction before its commit,
 * a lock until its end, positions that grow and are lost with a rollback, and death at any point.
 */
export class CrashableStore implements Store<SimTx> {
  rows: Rows[] = []
  queue = new Set<EntryId>()
  rejections: Rejection[] = []
  /** Set to die at the next commit: before it (all is lost) or right after it. */
  dieAt: 'before-commit' | 'after-commit' | undefined
  private position = 0
  private busy: Promise<void> = Promise.resolve()
  private readonly keys = new Set<string>()
  private readonly ids = new Set<EntryId>()

  async transaction<T>(work: (tx: SimTx) => Promise<T>): Promise<T> {
    const tx: SimTx = { rows: [], queue: [], rejections: [], release: undefined }
    try {
      const result = await work(tx)
      const wrote = tx.rows.length > 0
      if (wrote && this.dieAt === 'before-commit') throw new Crash('before commit')
      this.commit(tx)
      if (wrote && this.dieAt === 'after-commit') throw new Crash('after commit')
      return result
    } finally {
      tx.release?.()
    }
  }

  private commit(tx: SimTx): void {
    for (const row of tx.rows) this.append(row)
    for (const id of tx.queue) this.queue.add(id)
    this.rejections.push(...tx.rejections)
  }

  private append(row: Rows): void {
    this.rows.push(row)
    this.keys.add(keyOf(row.entry))
    this.ids.add(row.entry.id)
  }

  async lock(tx: SimTx): Promise<void> {
    if (tx.release) return
    const before = this.busy
    let release = () => {}
    this.busy = new Promise((resolve) => (release = resolve))
    tx.release = release
    await before
  }

  async insert(tx: SimTx, _compact: string, entries: readonly StoredEntry[]): Promise<number | undefined> {
    let last: number | undefined
    for (const entry of entries) {
      const key = keyOf(entry)
      if (this.keys.has(key) || tx.rows.some((row) => keyOf(row.entry) === key)) continue
      tx.rows.push({ position: (last = ++this.position), entry })
    }
    return last
  }

  async has(tx: SimTx, _compact: string, id: EntryId): Promise<boolean> {
    return this.ids.has(id) || tx.rows.some((row) => row.entry.id === id)
  }

  async after(tx: SimTx | null, _compact: string, position: number, limit: number): Promise<Rows[]> {
    const last = this.rows.at(-1)?.position ?? 0
    const committed = last > position ? this.rows.filter((row) => row.position > position) : []
    const own = tx ? tx.rows.filter((row) => row.position > position) : []
    return [...committed, ...own].slice(0, limit)
  }

  async enqueue(tx: SimTx, _compact: string, ids: readonly EntryId[]): Promise<void> {
    tx.queue.push(...ids)
  }

  async queued(_compact: string, limit: number): Promise<EntryId[]> {
    return [...this.queue].slice(0, limit)
  }

  async dequeue(_compact: string, ids: readonly EntryId[]): Promise<void> {
    for (const id of ids) this.queue.delete(id)
  }

  async reject(tx: SimTx, _compact: string, rejections: readonly Rejection[]): Promise<void> {
    tx.rejections.push(...rejections)
  }

  snapshot(): Snapshot {
    return { rows: this.rows.slice(), queue: new Set(this.queue) }
  }

  /** The process is gone: its locks are free, and the database stands at a committed state, now or an older one. */
  restart(to: Snapshot = this.snapshot()): void {
    this.rows = []
    this.keys.clear()
    this.ids.clear()
    for (const row of to.rows) this.append(row)
    this.queue = new Set(to.queue)
    this.position = this.rows.at(-1)?.position ?? 0
    this.dieAt = undefined
    this.busy = Promise.resolve()
  }
}

const keyOf = (entry: StoredEntry): string => `${entry.id} ${Buffer.from(entry.signature).toString('base64')}`
