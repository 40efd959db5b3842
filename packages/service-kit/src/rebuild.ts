import { sql } from 'kysely'
import type { Apply, RecordedEvent } from './append-events.ts'
import {
  dropTables,
  liveSchema,
  makeEmptyTables,
  rebuildSchema,
  replaceContents,
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

const AT_ONCE = 1_000

/**
 * Applies all events of the service, in id order, to empty copies of its own tables in `schema` (by default the
 * service's schema for rebuilding). The live tables are neither read nor written.
 */
export async function replayInto(
  runtime: Runtime<any>,
  { apply, ownTables }: OwnTables,
  schema = rebuildSchema(runtime),
): Promise<Replayed> {
  const live = await liveSchema(runtime.db)
  await makeEmptyTables(runtime.db, { live, schema, tables: ownTables })
  const horizon = await settledId(runtime.db)
  let replayed: Replayed = { events: 0, lastId: '0' }
  for (;;) {
    const next = await runtime.db
      .transaction()
      .execute((tx) => replaySome(tx, apply, { live, schema }, replayed.lastId, horizon))
    if (next.events === 0) return replayed
    replayed = { events: replayed.events + next.events, lastId: next.lastId }
  }
}

/**
 * Rebuilds the service's own tables while it runs: replays into copies, then holds writers for the moment it takes to
 * apply what they wrote meanwhile and to put the rows in place. Personal columns keep what they hold.
 */
export async function rebuildOwnTables(runtime: Runtime<any>, own: OwnTables): Promise<Replayed> {
  const schema = rebuildSchema(runtime)
  const live = await liveSchema(runtime.db)
  const replayed = await replayInto(runtime, own, schema)
  await runtime.db.transaction().execute(async (tx) => {
    await sql`lock table event in share mode`.execute(tx)
    for (;;) {
      const next = await replaySome(tx, own.apply, { live, schema }, replayed.lastId, LAST)
      if (next.events === 0) break
      replayed.events += next.events
      replayed.lastId = next.lastId
    }
    await replaceContents(tx, { live, schema, tables: own.ownTables }, own.personalColumns)
  })
  await dropTables(runtime.db, schema, own.ownTables)
  runtime.log.info(replayed, 'own tables rebuilt from the events')
  return replayed
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

async function replaySome(
  tx: Tx<any>,
  apply: Apply<any>,
  { live, schema }: { live: string; schema: string },
  after: string,
  horizon: string,
): Promise<Replayed> {
  await workIn(tx, schema)
  const { rows } = await sql<EventRow>`
    select id, event_id, type, version, aggregate, aggregate_version, payload from ${tableIn(live, 'event')}
    where id > ${after} and id <= ${horizon} order by id limit ${AT_ONCE}`.execute(tx)
  for (const row of rows) await apply(tx, recorded(row))
  return { events: rows.length, lastId: rows.at(-1)?.id ?? after }
}

interface EventRow {
  id: string
  event_id: string
  type: string
  version: number
  aggregate: string
  aggregate_version: number
  payload: Buffer
}

function recorded({ event_id, type, version, aggregate, aggregate_version, payload }: EventRow): RecordedEvent {
  const { time, actor, data } = JSON.parse(payload.toString()) as { time: string; actor: string; data: unknown }
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
