import { eventConsumer } from '@lianxie/contracts'
import { sql } from 'kysely'
import { effectsOf } from './consumer.ts'
import type { Arrived } from './arrived.ts'
import { type Effects, takeIn } from './consumer-batch.ts'
import { EffectError, recordFailure } from './consumer-failure.ts'
import { isUnavailable } from './database.ts'
import { readStream, type StreamPart } from './read-stream.ts'
import { inBatches, shapesOf } from './rebuild-batch.ts'
import { openRebuildDatabase } from './rebuild-database.ts'
import type { TableShape } from './pending-rows.ts'
import type { Reaction } from './reaction.ts'
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
import type { Tx } from './tables.ts'

export interface ForeignTables {
  contexts: readonly string[]
  reactions: readonly Reaction[]
  foreignTables: readonly string[]
}

export interface Reread {
  events: number
  /** Events whose effects failed; they are among the dead now. */
  dead: number
}

/** What a consumer remembers, built anew with the tables. */
const BOOKS = ['consumer_cursor', 'waiting_event', 'dead_event'] as const
const AT_ONCE = 2_000

/**
 * Rebuilds the tables that reactions write, from the first message of every stream the service listens to, with fresh
 * cursors: into copies, then in place of the live rows, while consumers are held for a moment. Commands that reactions
 * run are not run again, and events that were discarded stay discarded.
 */
export async function rebuildForeignTables(
  runtime: Runtime<any>,
  { contexts, reactions, foreignTables }: ForeignTables,
): Promise<Reread> {
  const db = openRebuildDatabase(runtime)
  await using _ = { [Symbol.asyncDispose]: () => db.destroy() }
  const schema = rebuildSchema(runtime)
  const live = await liveSchema(db)
  const tables = [...foreignTables, ...BOOKS]
  await makeEmptyTables(db, { live, schema, tables })
  const shapes = await shapesOf(db, schema, foreignTables)
  const readers: Reader[] = []
  for (const context of contexts) {
    const own = reactions.filter(({ event }) => event.context === context)
    const effects = effectsOf(eventConsumer(runtime.service, context), own, async () => {})
    const skip = await discarded(runtime, effects.consumer)
    readers.push({ context, effects: { ...effects, skip }, reached: 0 })
  }
  const total: Reread = { events: 0, dead: 0 }
  const take = async (tx: Tx<any>, reader: Reader, { events, reached }: StreamPart) => {
    await workIn(tx, schema)
    total.dead += await takeAll(tx, runtime, { effects: reader.effects, shapes }, events)
    total.events += events.length
    reader.reached = reached
  }
  for (const reader of readers) {
    // What comes while it reads is read too, until little is left for the moment in which consumers are held.
    for (let before = -AT_ONCE; reader.reached - before >= AT_ONCE;) {
      before = reader.reached
      for await (const part of readStream(runtime.nats, reader.context, { after: before, atOnce: AT_ONCE }))
        await db.transaction().execute((tx) => take(tx, reader, part))
    }
  }
  await db.transaction().execute(async (tx) => {
    // A consumer locks the cursors of a batch before it does anything else: none is in the middle of one from here on.
    await sql`lock table ${tableIn(live, 'consumer_cursor')} in exclusive mode`.execute(tx)
    for (const reader of readers) {
      for await (const part of readStream(runtime.nats, reader.context, { after: reader.reached }))
        await take(tx, reader, part)
    }
    await replaceContents(tx, { live, schema, tables: foreignTables })
    for (const { effects } of readers) await replaceBooks(tx, { live, schema }, effects.consumer)
  })
  await dropTables(db, schema, tables)
  await settle(db, live, foreignTables)
  runtime.log.info(total, 'foreign tables rebuilt from the streams')
  return total
}

interface Reader {
  context: string
  effects: Effects
  /** The sequence up to which the stream was taken in. */
  reached: number
}

/** Takes events in; one that fails is undone and dead at once, and the others go on. Answers how many died. */
async function takeAll(
  tx: Tx<any>,
  runtime: Runtime<any>,
  { effects, shapes }: { effects: Effects; shapes: readonly TableShape[] },
  events: readonly Arrived[],
): Promise<number> {
  await sql`savepoint events`.execute(tx)
  try {
    await inBatches(tx, shapes, (batched) => takeIn(batched, runtime, effects, events))
    return 0
  } catch (error) {
    if (isUnavailable(error)) throw error
    // Which event it was shows when their effects are written one by one.
    runtime.log.warn({ err: error, consumer: effects.consumer }, 'events are taken in one by one')
    await sql`rollback to savepoint events`.execute(tx)
  }
  for (let dead = 0; ; dead += 1) {
    await sql`savepoint events`.execute(tx)
    try {
      await takeIn(tx, runtime, effects, events)
      return dead
    } catch (error) {
      if (!(error instanceof EffectError)) throw error
      await sql`rollback to savepoint events`.execute(tx)
      await recordFailure(tx, effects.consumer, error, {
        clock: runtime.clock,
        retries: { attempts: 1, delayMs: () => 0 },
      })
    }
  }
}

async function discarded(runtime: Runtime<any>, consumer: string): Promise<ReadonlySet<string>> {
  const rows = await runtime.db
    .selectFrom('dead_event')
    .select('event_id')
    .where('consumer', '=', consumer)
    .where('resolution', '=', 'discarded')
    .execute()
  return new Set(rows.map(({ event_id }) => event_id))
}

/** Cursors, waiting and open dead events of one consumer; what was decided about dead events stays on record. */
async function replaceBooks(
  tx: Tx<any>,
  { live, schema }: { live: string; schema: string },
  consumer: string,
): Promise<void> {
  for (const book of BOOKS) {
    const open =
      book === 'dead_event'
        ? sql`and (resolved_at is null or (consumer, aggregate, version) in (
      select consumer, aggregate, version from ${tableIn(schema, book)}))`
        : sql``
    await sql`delete from ${tableIn(live, book)} where consumer = ${consumer} ${open}`.execute(tx)
    await sql`insert into ${tableIn(live, book)} select * from ${tableIn(schema, book)} where consumer = ${consumer}`.execute(
      tx,
    )
  }
}
