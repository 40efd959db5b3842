import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Apply, RecordedEvent } from './append-events.ts'
import { isUnavailable } from './database.ts'
import { messageOf } from './log.ts'
import { inBatches, shapesOf } from './rebuild-batch.ts'
import { openRebuildDatabase } from './rebuild-database.ts'
import type { TableShape } from './pending-rows.ts'
import {
  dropTables,
  liveSchema,
  makeEmptyTables,
  rebuildSchema,
  replaceContents,
  settle,
  tableIn,
  workIn,
} from './rebuild-tables.ts'
import type { Runtime } from './runtime.ts'
import type { Database, Tx } from './tables.ts'

/** The parts of a service's definition that say what its own events make of its tables. */
export interface OwnTables {
  apply: Apply<any>
  ownTables: readonly string[]
  /** Written beside the events, so that no replay restores them. */
  personalColumns?: Readonly<Record<string, readonly string[]>>
}

export interface Replayed {
  events: number
  /** The highest id of the event table that is in. */
  lastId: string
}

/** What differs in one table: how many rows only the live one has, how many only the other, and three of each. */
export interface TableDifference {
  table: string
  missing: number
  extra: number
  samples: { missing: unknown[]; extra: unknown[] }
}

/** Events that are read together: more of them take more memory. */
const AT_ONCE = 500
/** Events that are applied in one transaction: PostgreSQL writes rows while the next ones are collected, until its end. */
const TOGETHER = 50_000
/** So many take a moment only. */
const FEW = 100

/**
 * Applies all events of the service, in id order, to empty copies of its own tables in `schema` (by default the
 * service's schema for rebuilding). The live tables are neither read nor written.
 */
export async function replayInto(
  runtime: Runtime<any>,
  own: OwnTables,
  schema = rebuildSchema(runtime),
): Promise<Replayed> {
  const db = openRebuildDatabase(runtime)
  try {
    return await replayWith(runtime, db, own, schema)
  } finally {
    await db.destroy()
  }
}

async function replayWith(
  runtime: Runtime<any>,
  db: Database<any>,
  { apply, ownTables }: OwnTables,
  schema: string,
): Promise<Replayed> {
  const live = await liveSchema(db)
  await makeEmptyTables(db, { live, schema, tables: ownTables })
  const place = { schema, shapes: await shapesOf(db, schema, ownTables), log: runtime.log }
  const replayed: Replayed = { events: 0, lastId: '0' }
  // What was written meanwhile is applied too, until that is little or gets no less.
  for (let last = Infinity; ;) {
    const before = replayed.events
    await replayUpTo(await settledId(db), replayed, { db, live, apply, place })
    const events = replayed.events - before
    if (events < FEW || events > last / 2) return replayed
    last = events
  }
}

/** Applies the next events up to an id, many in a transaction, and notes in `replayed` how far it came. */
async function replayUpTo(
  horizon: string,
  replayed: Replayed,
  { db, live, apply, place }: { db: Database<any>; live: string; apply: Apply<any>; place: Place },
): Promise<void> {
  const read = (after: string) => readEvents(db, live, after, horizon)
  for (let isMore = true; isMore;) {
    const pages = () => pagesOf(read, replayed.lastId)
    const done = await db.transaction().execute((tx) => applyPages(tx, apply, pages, place))
    replayed.events += done.events
    replayed.lastId = done.lastId ?? replayed.lastId
    isMore = done.events >= TOGETHER
  }
}

/** Pages of the next events, until they are enough for one transaction; one is read while the one before is applied. */
async function* pagesOf(read: (after: string) => Promise<EventRow[]>, after: string): AsyncGenerator<EventRow[]> {
  let next = read(after)
  for (let events = 0; ;) {
    const rows = await next
    const last = rows.at(-1)
    if (!last) return
    events += rows.length
    if (events < TOGETHER) {
      next = read(last.id)
      // When applying fails, nobody asks for it any more.
      next.catch(() => undefined)
    }
    yield rows
    if (events >= TOGETHER) return
  }
}

/**
 * Rebuilds the service's own tables while it runs: replays into copies, then holds writers for the moment it takes to
 * apply what they wrote meanwhile and to put the rows in place. Personal columns keep what they hold.
 */
export async function rebuildOwnTables(runtime: Runtime<any>, own: OwnTables): Promise<Replayed> {
  const schema = rebuildSchema(runtime)
  const db = openRebuildDatabase(runtime)
  try {
    const live = await liveSchema(db)
    const replayed = await replayWith(runtime, db, own, schema)
    const place = { schema, shapes: await shapesOf(db, schema, own.ownTables), log: runtime.log }
    await db.transaction().execute(async (tx) => {
      // A command locks aggregates before it reads or applies anything: none is in the middle of its work from here on.
      await sql`lock table aggregate, event in exclusive mode`.execute(tx)
      for (;;) {
        const rows = await readEvents(tx, live, replayed.lastId, LAST)
        if (rows.length === 0) break
        await workIn(tx, schema)
        await applyPage(tx, own.apply, rows, place)
        replayed.events += rows.length
        replayed.lastId = rows.at(-1)!.id
      }
      await replaceContents(tx, { live, schema, tables: own.ownTables }, own.personalColumns)
    })
    await dropTables(db, schema, own.ownTables)
    await settle(db, live, own.ownTables)
    runtime.log.info(replayed, 'own tables rebuilt from the events')
    return replayed
  } finally {
    await db.destroy()
  }
}

/** Compares the live own tables with those in `schema`, but for the personal columns; empty when they are equal. */
export async function diffTables(
  runtime: Runtime<any>,
  { ownTables, personalColumns = {} }: Omit<OwnTables, 'apply'>,
  schema = rebuildSchema(runtime),
): Promise<TableDifference[]> {
  const live = await liveSchema(runtime.db)
  const differences: TableDifference[] = []
  for (const table of ownTables) {
    const rowsOf = (place: string) =>
      sql`select to_jsonb(t) - ${[...(personalColumns[table] ?? [])]}::text[] as row from ${tableIn(place, table)} t`
    const onlyIn = async (one: string, other: string) => {
      const { rows } = await sql<{ row: unknown; total: number }>`
        select row, count(*) over ()::int as total from (${rowsOf(one)} except all ${rowsOf(other)}) d limit 3`.execute(
        runtime.db,
      )
      return { count: rows[0]?.total ?? 0, samples: rows.map(({ row }) => row) }
    }
    const [missing, extra] = [await onlyIn(live, schema), await onlyIn(schema, live)]
    if (missing.count + extra.count === 0) continue
    const samples = { missing: missing.samples, extra: extra.samples }
    differences.push({ table, missing: missing.count, extra: extra.count, samples })
  }
  return differences
}

const LAST = String(2n ** 63n - 1n)

/** The highest id below which nothing can be committed any more: ids are given before, and not in the order of, commits. */
async function settledId(db: Database<any>): Promise<string> {
  return await db.transaction().execute(async (tx) => {
    await sql`lock table event in share mode`.execute(tx)
    const { rows } = await sql<{ id: string }>`select coalesce(max(id), 0) as id from event`.execute(tx)
    return rows[0]!.id
  })
}

async function readEvents(db: Database<any>, live: string, after: string, horizon: string): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select id, event_id, type, version, aggregate, aggregate_version, convert_from(payload, 'UTF8') as payload
    from ${tableIn(live, 'event')} where id > ${after} and id <= ${horizon} order by id limit ${AT_ONCE}`.execute(db)
  return rows
}

/** Where events are applied to, and how the tables there look. */
interface Place {
  schema: string
  shapes: readonly TableShape[]
  log: Logger
}

/**
 * Applies pages of events with their writes in batches over all of them; should that fail, page by page. Answers how many
 * events it were, and the last id.
 */
async function applyPages(
  tx: Tx<any>,
  apply: Apply<any>,
  pages: () => AsyncIterable<EventRow[]>,
  place: Place,
): Promise<{ events: number; lastId?: string }> {
  await workIn(tx, place.schema)
  const eachPage = async (work: (rows: readonly EventRow[]) => Promise<void>) => {
    const done: { events: number; lastId?: string } = { events: 0 }
    for await (const rows of pages()) {
      await work(rows)
      done.events += rows.length
      done.lastId = rows.at(-1)!.id
    }
    return done
  }
  await sql`savepoint pages`.execute(tx)
  try {
    return await inBatches(tx, place.shapes, (batched) => eachPage((rows) => applyEach(batched, apply, rows)))
  } catch (error) {
    if (isUnavailable(error)) throw error
    place.log.warn({ err: error }, 'events cannot be applied in large batches and are applied in small ones')
    await sql`rollback to savepoint pages`.execute(tx)
    return await eachPage((rows) => applyPage(tx, apply, rows, place))
  }
}

/**
 * Applies events with their writes in batches; should that fail, one write after the other, which is slower and is the
 * measure: what fails then is the fault of the event that the error names.
 */
async function applyPage(
  tx: Tx<any>,
  apply: Apply<any>,
  rows: readonly EventRow[],
  { shapes, log }: Place,
): Promise<void> {
  await sql`savepoint events`.execute(tx)
  try {
    await inBatches(tx, shapes, (batched) => applyEach(batched, apply, rows))
  } catch (error) {
    if (isUnavailable(error)) throw error
    const [first, last] = [rows[0]!.id, rows.at(-1)!.id]
    log.warn({ err: error, first, last }, 'events cannot be applied in batches and are applied one by one')
    await sql`rollback to savepoint events`.execute(tx)
    for (const row of rows) await applyAlone(tx, apply, row)
  }
}

async function applyEach(tx: Tx<any>, apply: Apply<any>, rows: readonly EventRow[]): Promise<void> {
  for (const row of rows) await apply(tx, recorded(row))
}

async function applyAlone(tx: Tx<any>, apply: Apply<any>, row: EventRow): Promise<void> {
  try {
    await apply(tx, recorded(row))
  } catch (error) {
    if (isUnavailable(error)) throw error
    const { id, type, aggregate, aggregate_version } = row
    const which = `event ${id}, ${type} of ${aggregate} version ${aggregate_version}`
    throw new Error(`${which}, cannot be applied: ${messageOf(error)}`, { cause: error })
  }
}

interface EventRow {
  id: string
  event_id: string
  type: string
  version: number
  aggregate: string
  aggregate_version: number
  payload: string
}

function recorded({ event_id, type, version, aggregate, aggregate_version, payload }: EventRow): RecordedEvent {
  const { time, actor, data } = JSON.parse(payload) as { time: string; actor: string; data: unknown }
  return {
    id: event_id,
    type,
    version,
    aggregate,
    aggregateVersion: aggregate_version,
    time: new Date(time),
    actor,
    data,
  }
}
