import { eventConsumer, eventStream } from '@lianxie/contracts'
import { DeliverPolicy, jetstream, type JsMsg } from '@nats-io/jetstream'
import { sql } from 'kysely'
import { effectsOf } from './consumer.ts'
import { type Arrived, type Effects, read, takeIn } from './consumer-batch.ts'
import { EffectError, recordFailure } from './consumer-failure.ts'
import { findStream, managerOf } from './provision.ts'
import type { Reaction } from './reaction.ts'
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
const AT_ONCE = 500

/**
 * Rebuilds the tables that reactions write, from the first message of every stream the service listens to, with fresh
 * cursors: into copies, then in place of the live rows, while consumers are held for a moment. Commands that reactions
 * run are not run again, and events that were discarded stay discarded.
 */
export async function rebuildForeignTables(
  runtime: Runtime<any>,
  { contexts, reactions, foreignTables }: ForeignTables,
): Promise<Reread> {
  const schema = rebuildSchema(runtime)
  const live = await liveSchema(runtime.db)
  const tables = [...foreignTables, ...BOOKS]
  await makeEmptyTables(runtime.db, { live, schema, tables })
  const readers: Reader[] = []
  for (const context of contexts) {
    const own = reactions.filter(({ event }) => event.context === context)
    const effects = effectsOf(eventConsumer(runtime.service, context), own, async () => {})
    const skip = await discarded(runtime, effects.consumer)
    readers.push(await openReader(runtime, context, { ...effects, skip }))
  }
  const total: Reread = { events: 0, dead: 0 }
  const take = async (tx: Tx<any>, reader: Reader, events: readonly Arrived[]) => {
    await workIn(tx, schema)
    total.dead += await takeAll(tx, runtime, reader.effects, events)
    total.events += events.length
  }
  for (const reader of readers) {
    for (;;) {
      const events = await reader.next(await lastSequence(runtime, reader.context))
      if (events.length === 0) break
      await runtime.db.transaction().execute((tx) => take(tx, reader, events))
    }
  }
  await runtime.db.transaction().execute(async (tx) => {
    await sql`lock table ${tableIn(live, 'consumer_cursor')} in share row exclusive mode`.execute(tx)
    for (const reader of readers) {
      const last = await lastSequence(runtime, reader.context)
      for (let events = await reader.next(last); events.length > 0; events = await reader.next(last))
        await take(tx, reader, events)
    }
    await replaceContents(tx, { live, schema, tables: foreignTables })
    for (const { effects } of readers) await replaceBooks(tx, { live, schema }, effects.consumer)
  })
  await dropTables(runtime.db, schema, tables)
  runtime.log.info(total, 'foreign tables rebuilt from the streams')
  return total
}

interface Reader {
  context: string
  effects: Effects
  /** The next events up to a sequence of the stream; none when all of them were read. */
  next(last: number): Promise<Arrived[]>
}

async function openReader(runtime: Runtime<any>, context: string, effects: Effects): Promise<Reader> {
  const stream = eventStream(context)
  let reached = 0
  return {
    context,
    effects,
    async next(last) {
      if (reached >= last) return []
      const start = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: reached + 1 }
      const source = await jetstream(runtime.nats).consumers.get(stream, start)
      const fetched = await source.fetch({ max_messages: Math.min(AT_ONCE, last - reached), expires: 5_000 })
      const messages: JsMsg[] = []
      for await (const message of fetched) {
        messages.push(message)
        reached = message.seq
        if (reached >= last) break
      }
      if (messages.length === 0)
        throw new Error(`stream ${stream} gave nothing after ${reached}, expected up to ${last}`)
      return messages.flatMap(readable)
    },
  }
}

// What is no event has no effects; the live consumer has it among the dead already.
function readable(message: JsMsg): Arrived[] {
  try {
    return [read(message.data)]
  } catch {
    return []
  }
}

async function lastSequence(runtime: Runtime<any>, context: string): Promise<number> {
  const info = await findStream(await managerOf(runtime.nats), eventStream(context))
  return info?.state.messages ? info.state.last_seq : 0
}

/** Takes events in; one that fails is undone and dead at once, and the others go on. Answers how many died. */
async function takeAll(
  tx: Tx<any>,
  runtime: Runtime<any>,
  effects: Effects,
  events: readonly Arrived[],
): Promise<number> {
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
