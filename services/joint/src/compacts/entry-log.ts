import type { KeptEntry, Member } from '@lianxie/joint-protocol'
import type { Database } from '@lianxie/service-kit'
import { filesOf } from './files-of.ts'
import type { JointTables } from '../store/tables.ts'

/** An entry in the order in which it was kept here. */
export interface LoggedEntry {
  id: string
  committee: string
  kind: KeptEntry['entry']['kind']
  storedAt: Date
}

/** 往来: what a compact has kept, in order, without what an open transaction has signed and may yet take back. */
export interface EntryLog {
  entries: readonly LoggedEntry[]
  /** SHA-256 of every file that one of them names. */
  files: ReadonlySet<string>
  /** Reads on from where it stopped, and brings the member up to it. */
  follow(member: Follower): Promise<void>
}

type Follower = Pick<Member<unknown>, 'refresh' | 'view'>

const BATCH = 1_000

export function openEntryLog(db: Database<JointTables>, compactId: string): EntryLog {
  const entries: LoggedEntry[] = []
  const files = new Set<string>()
  const known = new Set<string>()
  /** Stored, but waiting for what they build on. */
  const waiting = new Map<string, Date>()
  let position = '0'
  let following = Promise.resolve()

  async function readOn(member: Follower): Promise<void> {
    for (;;) {
      const rows = await db
        .selectFrom('entry')
        .select(['position', 'entry_id', 'stored_at'])
        .where('compact_id', '=', compactId)
        .where('position', '>', position)
        .orderBy('position')
        .limit(BATCH)
        .execute()
      for (const { entry_id, stored_at } of rows) if (!known.has(entry_id)) waiting.set(entry_id, stored_at)
      position = rows.at(-1)?.position ?? position
      if (rows.length < BATCH) break
    }
    if (waiting.size === 0) return
    await member.refresh()
    for (const [id, storedAt] of waiting) {
      const kept = member.view.entry(id)
      if (!kept) continue
      waiting.delete(id)
      known.add(id)
      entries.push({ id, committee: kept.entry.committee, kind: kept.entry.kind, storedAt })
      for (const file of filesOf(kept)) files.add(file)
    }
  }

  return {
    entries,
    files,
    follow(member) {
      const next = following.then(() => readOn(member))
      following = next.catch(() => undefined)
      return next
    },
  }
}
