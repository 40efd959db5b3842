import { AsyncLocalStorage } from 'node:async_hooks'
import type { Store, StoredEntry } from '@lianxie/joint-protocol'
import type { Database, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { JointTables } from './tables.ts'

type Row = Pick<
  JointTables['entry'],
  'entry_id' | 'committee' | 'generation' | 'seq' | 'carrier' | 'raw' | 'key' | 'signature' | 'opened'
>
const COLUMNS = ['entry_id', 'committee', 'generation', 'seq', 'carrier', 'raw', 'key', 'signature', 'opened'] as const

export interface EntryStore extends Store<Tx<JointTables>> {
  /**
   * Runs `work` so that what it does beside the transactions it is given happens in `tx`. A command holds a connection
   * already; were it to wait for a second one, as many commands as the pool has connections would wait for ever.
   */
  within<T>(tx: Tx<JointTables>, work: () => Promise<T>): Promise<T>
}

/** Where the protocol keeps its entries: PostgreSQL, in the transactions of the service. */
export function entryStore(db: Database<JointTables>): EntryStore {
  const open = new AsyncLocalStorage<Tx<JointTables>>()
  const here = () => open.getStore() ?? db

  return {
    within: (tx, work) => open.run(tx, work),

    transaction(work) {
      const tx = open.getStore()
      return tx ? work(tx) : db.transaction().execute(work)
    },

    async lock(tx, compact) {
      const row = sql`select from compact_lock where compact_id = ${compact} for update`
      if ((await row.execute(tx)).rows.length > 0) return
      await tx
        .insertInto('compact_lock')
        .values({ compact_id: compact })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await row.execute(tx)
    },

    async insert(tx, compact, entry) {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('entry')
        .values({
          compact_id: compact,
          entry_id: entry.id,
          committee: entry.committee,
          generation: entry.generation,
          seq: entry.seq,
          carrier: entry.carrier,
          raw: Buffer.from(entry.raw),
          key: entry.key,
          signature: Buffer.from(entry.signature),
          opened: entry.opened && Buffer.from(entry.opened),
        })
        .onConflict((conflict) => conflict.columns(['compact_id', 'entry_id', 'signature']).doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },

    async after(tx, compact, position, limit) {
      const rows = await (tx ?? here())
        .selectFrom('entry')
        .select([...COLUMNS, 'position'])
        .where('compact_id', '=', compact)
        .where('position', '>', String(position))
        .orderBy('position')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ position: Number(row.position), entry: entryOf(row) }))
    },

    async enqueue(tx, compact, ids) {
      if (ids.length === 0) return
      await tx
        .insertInto('outbox')
        .values(ids.map((id) => ({ compact_id: compact, entry_id: id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async has(tx, compact, id) {
      const found = await tx
        .selectFrom('entry')
        .select('position')
        .where('compact_id', '=', compact)
        .where('entry_id', '=', id)
        .limit(1)
        .executeTakeFirst()
      return found !== undefined
    },

    async queued(compact, limit) {
      const rows = await here()
        .selectFrom('outbox')
        .select('entry_id')
        .where('compact_id', '=', compact)
        .orderBy('position')
        .limit(limit)
        .execute()
      return rows.map(({ entry_id }) => entry_id)
    },

    async dequeue(compact, ids) {
      if (ids.length === 0) return
      await here().deleteFrom('outbox').where('compact_id', '=', compact).where('entry_id', 'in', ids).execute()
    },

    async reject(tx, compact, { id, reason, blame }) {
      await tx
        .insertInto('rejection')
        .values({ compact_id: compact, entry_id: id, reason, party: blame.party, party_as: blame.as })
        .execute()
    },
  }
}

const entryOf = (row: Row): StoredEntry => ({
  id: row.entry_id,
  committee: row.committee,
  generation: row.generation,
  seq: row.seq,
  carrier: row.carrier,
  raw: row.raw,
  key: row.key,
  signature: row.signature,
  opened: row.opened,
})
