import { AsyncLocalStorage } from 'node:async_hooks'
import type { Rejection, Store, StoredEntry } from '@lianxie/joint-protocol'
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

    async insert(tx, compact, entries) {
      const all = <T>(column: (entry: StoredEntry) => T) => entries.map(column)
      const { rows } = await sql<{ last: string | null }>`
        with added as (
          insert into entry (compact_id, entry_id, committee, generation, seq, carrier, raw, key, signature, opened)
          select ${compact}, brought.entry_id, committee, generation, seq, carrier, raw, key, signature, opened
          from unnest(
            ${all(({ id }) => id)}::text[], ${all(({ committee }) => committee)}::text[],
            ${all(({ generation }) => generation)}::integer[], ${all(({ seq }) => seq)}::integer[],
            ${all(({ carrier }) => carrier)}::text[], ${all(({ raw }) => Buffer.from(raw))}::bytea[],
            ${all(({ key }) => key)}::text[], ${all(({ signature }) => Buffer.from(signature))}::bytea[],
            ${all(({ opened }) => opened && Buffer.from(opened))}::bytea[]
          ) with ordinality
            as brought (entry_id, committee, generation, seq, carrier, raw, key, signature, opened, place)
          order by place
          on conflict (compact_id, entry_id, signature) do nothing
          returning position
        )
        select max(position) as last from added`.execute(tx)
      const last = rows[0]?.last
      return last === null || last === undefined ? undefined : Number(last)
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
      await sql`
        insert into outbox (compact_id, entry_id)
        select ${compact}, id from unnest(${ids}::text[]) with ordinality as queued (id, place)
        order by place
        on conflict do nothing`.execute(tx)
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
      await sql`delete from outbox where compact_id = ${compact} and entry_id = any(${ids}::text[])`.execute(here())
    },

    async reject(tx, compact, rejections) {
      const all = <T>(column: (rejection: Rejection) => T) => rejections.map(column)
      await sql`
        insert into rejection (compact_id, entry_id, reason, party, party_as)
        select ${compact}, id, reason, party, party_as
        from unnest(
          ${all(({ id }) => id)}::text[], ${all(({ reason }) => reason)}::text[],
          ${all(({ blame }) => blame.party)}::text[], ${all(({ blame }) => blame.as)}::text[]
        ) with ordinality as told (id, reason, party, party_as, place)
        order by place`.execute(tx)
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
