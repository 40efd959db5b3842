import { setTimeout as pause } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { isCollision } from './database.ts'
import type { Runtime } from './runtime.ts'
import type { Database, Tx } from './tables.ts'

/** Beside the service's own schema, for tables that are being built anew; `provisionDatabase` makes it. */
export const rebuildSchema = ({ service }: Pick<Runtime, 'service'>) => `${service}_rebuild`

/** A table by its schema, as it stands in a statement. */
export const tableIn = (schema: string, table: string): RawBuilder<unknown> => sql`${sql.id(schema, table)}`

export async function liveSchema(db: Database<any>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db)
  return rows[0]!.name
}

/**
 * Makes empty tables like the live ones, without their foreign keys and without the indexes that serve queries alone; what
 * an earlier attempt left is dropped. They are not logged: a crash leaves nothing that the next attempt does not make anew;
 * nor vacuumed, which would take the time of the rebuild and make it wait.
 */
export async function makeEmptyTables(
  db: Database<any>,
  { live, schema, tables }: { live: string; schema: string; tables: readonly string[] },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await dropTables(tx, schema, tables)
    for (const table of tables) {
      await sql`
        create unlogged table ${tableIn(schema, table)} (like ${tableIn(live, table)} including all)
        with (autovacuum_enabled = false, toast.autovacuum_enabled = false)`.execute(tx)
      const indexes = await indexesOf(tx, schema, table)
      for (const { name, isUnique } of indexes) if (!isUnique) await sql`drop index ${sql.raw(name)}`.execute(tx)
    }
  })
}

export async function dropTables(db: Database<any>, schema: string, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return
  await sql`drop table if exists ${sql.join(tables.map((table) => tableIn(schema, table)))}`.execute(db)
}

/** Tells the planner what the tables hold, and that all of it is visible to everybody, now rather than some time later. */
export async function settle(db: Database<any>, schema: string, tables: readonly string[]): Promise<void> {
  const left = tables.values()
  const some = async () => {
    for (const table of left) await sql`vacuum (analyze) ${tableIn(schema, table)}`.execute(db)
  }
  await Promise.all([some(), some()])
}

/**
 * Until the end of the transaction, unqualified names mean the tables of `schema`, and none of the live ones. Nothing is
 * known of how large they are, as they grow too fast; but rows are named by their keys, so that indexes are the way to them.
 */
export async function workIn(tx: Tx<any>, schema: string): Promise<void> {
  await sql`set local search_path to ${sql.id(schema)}, public`.execute(tx)
  for (const way of WAYS_THROUGH_ALL) await sql`set local ${sql.id(way)} to off`.execute(tx)
}

const WAYS_THROUGH_ALL = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']

/**
 * Puts the rows of the tables in `schema` in the place of the live ones, in the caller's transaction. Columns that
 * `keep` names are taken over from the live rows of the same primary key. The live tables stay the tables that the
 * migrations made, with their names, rights and foreign keys, which are checked again at the end, and their indexes, which
 * are made again.
 */
export async function replaceContents(
  tx: Tx<any>,
  { live, schema, tables }: { live: string; schema: string; tables: readonly string[] },
  keep: Readonly<Record<string, readonly string[]>> = {},
): Promise<void> {
  await sql`set local search_path to ${sql.id(live)}, public`.execute(tx)
  for (const way of WAYS_THROUGH_ALL) await sql`set local ${sql.id(way)} to default`.execute(tx)
  const oids = sql`(select c.oid from pg_class c where c.relnamespace = ${live}::regnamespace and c.relname = any(${[...tables]}::text[]))`
  const { rows: keys } = await sql<{ name: string; owner: string; definition: string }>`
    select conname as name, relname as owner, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where contype = 'f' and (conrelid in ${oids} or confrelid in ${oids}) order by k.oid`.execute(tx)
  await lockAll(tx, live, [...new Set([...tables, ...keys.map(({ owner }) => owner)])])
  for (const { owner, name } of keys)
    await sql`alter table ${sql.id(owner)} drop constraint ${sql.id(name)}`.execute(tx)
  for (const table of tables) {
    const columns = await columnsOf(tx, live, table)
    await takeOver(tx, { live, schema, table }, keep[table] ?? [])
    const list = sql.join(columns.map((column) => sql.id(column)))
    // An index is made in a fraction of the time that it takes to add as many rows to it one by one.
    const indexes = (await indexesOf(tx, live, table)).filter(({ isConstraint }) => !isConstraint)
    for (const { name } of indexes) await sql`drop index ${sql.raw(name)}`.execute(tx)
    await sql`truncate ${tableIn(live, table)}`.execute(tx)
    await sql`
      insert into ${tableIn(live, table)} (${list}) overriding system value
      select ${list} from ${tableIn(schema, table)}`.execute(tx)
    for (const { definition } of indexes) await sql`${sql.raw(definition)}`.execute(tx)
    await goOnCounting(tx, live, table)
  }
  for (const { owner, name, definition } of keys) {
    await sql`alter table ${sql.id(owner)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(tx)
  }
}

/**
 * Locks tables, or none: whoever holds one of them may want another next, in any order, and is not waited for with locks
 * in hand. So commands go on, and neither they nor a rebuild of many minutes end in a deadlock.
 */
async function lockAll(tx: Tx<any>, schema: string, tables: readonly string[]): Promise<void> {
  for (;;) {
    await sql`savepoint locks`.execute(tx)
    try {
      await sql`set local lock_timeout to '500ms'`.execute(tx)
      for (const table of tables) await sql`lock table ${tableIn(schema, table)} in access exclusive mode`.execute(tx)
      await sql`set local lock_timeout to default`.execute(tx)
      return
    } catch (error) {
      if (!isCollision(error)) throw error
      await sql`rollback to savepoint locks`.execute(tx)
      await pause(100 + Math.random() * 200)
    }
  }
}

async function takeOver(
  tx: Tx<any>,
  { live, schema, table }: { live: string; schema: string; table: string },
  columns: readonly string[],
): Promise<void> {
  if (columns.length === 0) return
  const key = await primaryKeyOf(tx, live, table)
  if (key.length === 0)
    throw new Error(`expected a primary key on ${table}, by which ${columns.join(', ')} can be kept`)
  const set = sql.join(columns.map((column) => sql`${sql.id(column)} = o.${sql.id(column)}`))
  const same = sql.join(
    key.map((column) => sql`n.${sql.id(column)} = o.${sql.id(column)}`),
    sql` and `,
  )
  const of = (row: 'n' | 'o') => sql.join(columns.map((column) => sql`${sql.id(row, column)}`))
  await sql`
    update ${tableIn(schema, table)} n set ${set} from ${tableIn(live, table)} o
    where ${same} and (${of('n')}) is distinct from (${of('o')})`.execute(tx)
}

interface Index {
  /** As it stands in a statement. */
  name: string
  definition: string
  isUnique: boolean
  isConstraint: boolean
}

async function indexesOf(tx: Tx<any>, schema: string, table: string): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select format('%I.%I', ${schema}::text, c.relname) as name, pg_get_indexdef(c.oid) as definition,
      i.indisunique as "isUnique", exists (select from pg_constraint where conindid = c.oid and contype <> 'f') as "isConstraint"
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = ${`${quote(schema)}.${quote(table)}`}::regclass order by c.oid`.execute(tx)
  return rows
}

/** The next number of an identity column comes after all that were put in place. */
async function goOnCounting(tx: Tx<any>, schema: string, table: string): Promise<void> {
  const { rows } = await sql<{ name: string; sequence: string }>`
    select attname as name, pg_get_serial_sequence(${`${quote(schema)}.${quote(table)}`}, attname) as sequence
    from pg_attribute where attrelid = ${`${quote(schema)}.${quote(table)}`}::regclass and attidentity <> ''`.execute(
    tx,
  )
  for (const { name, sequence } of rows) {
    await sql`
      select setval(${sequence}, greatest(nextval(${sequence}), (select max(${sql.id(name)}) from ${tableIn(schema, table)})))
    `.execute(tx)
  }
}

async function columnsOf(tx: Tx<any>, schema: string, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${`${quote(schema)}.${quote(table)}`}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    order by attnum`.execute(tx)
  return rows.map(({ name }) => name)
}

async function primaryKeyOf(tx: Tx<any>, schema: string, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indisprimary and i.indrelid = ${`${quote(schema)}.${quote(table)}`}::regclass`.execute(tx)
  return rows.map(({ name }) => name)
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
