import { setTimeout as wait } from 'node:timers/promises'
import { eventConsumer, eventStream } from '@lianxie/contracts'
import { jetstream, type JsMsg } from '@nats-io/jetstream'
import { sql } from 'kysely'
import { type Arrived, read } from './arrived.ts'
import { type Effects, isMeeting, type Taken, takeIn } from './consumer-batch.ts'
import { isDisproved, versionsBefore } from './consumer-cursors.ts'
import { defaultRetries, EffectError, keepable, recordFailure, type RetryPolicy } from './consumer-failure.ts'
import { isUnavailable } from './database.ts'
import { type DeadKey, discardDead, retryDead, skipGap } from './dead-events.ts'
import { keepWritesBack } from './live-batch.ts'
import { liveShapes } from './live-shapes.ts'
import { watchNats } from './nats.ts'
import { inPipeline } from './pipeline.ts'
import { createPause } from './pause.ts'
import { findConsumer, managerOf, provisionConsumer, ProvisionError } from './provision.ts'
import type { Actor } from './actor.ts'
import type { Reaction } from './reaction.ts'
import { rewoundSubject } from './rewind.ts'
import type { ExecuteAsSystem, Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'

export interface ConsumerOptions {
  /** The contexts that the service listens to, from `topology` in contracts. */
  contexts: readonly string[]
  reactions: readonly Reaction[]
  /** The tables that reactions write. */
  tables?: readonly string[]
  /** Runs a command of the own service in the transaction of a reaction. */
  execute: ExecuteAsSystem
  /** Events taken in by one transaction at most. */
  batch?: number
  retries?: RetryPolicy
  /** How often what waits is looked at, in milliseconds. */
  sweepMs?: number
  /** How often the stream's epoch is compared with the durable's, in milliseconds. */
  checkMs?: number
}

export interface ConsumerStats {
  consumer: string
  context: string
  /** Events in the stream that this consumer has not finished, and those delivered and not acknowledged; absent while NATS or the stream is not there. */
  lag?: number
  unacknowledged?: number
  waiting: number
  dead: number
}

export interface Consumers extends AsyncDisposable {
  stop(): Promise<void>
  /** Figures for metrics, one entry per context that the service listens to. */
  stats(): Promise<ConsumerStats[]>
  /** Tries a dead event again, now. Throws a Refusal when it is not there or fails again. Audited. */
  retry(key: DeadKey, actor: Actor): Promise<void>
  /** Gives a dead event up for a stated reason and goes on behind it. Throws a Refusal when it is not there. Audited. */
  discard(key: DeadKey, reason: string, actor: Actor): Promise<void>
  /** Gives up what a waiting event waits for, for a stated reason. Throws a Refusal when it waits for nothing. Audited. */
  skipGap(key: DeadKey, reason: string, actor: Actor): Promise<void>
}

/**
 * Starts one durable consumer per context that the service listens to; any number of instances share each. Throws when
 * a reaction belongs to a context that is not listened to, and a ProvisionError when a durable is not what is declared.
 * A stream that its owner has not made yet is waited for.
 */
export async function startConsumers(runtime: Runtime<any>, options: ConsumerOptions): Promise<Consumers> {
  const { contexts, reactions, execute } = options
  const stray = reactions.find(({ event }) => !contexts.includes(event.context))
  if (stray)
    throw new Error(`${runtime.service} reacts to ${stray.event.type} but does not listen to ${stray.event.context}`)
  const consumers = contexts.map((context) => {
    const handled = reactions.filter(({ event }) => event.context === context)
    return { context, effects: effectsOf(eventConsumer(runtime.service, context), handled, execute) }
  })
  for (const { context } of consumers) await firstProvision(runtime, context)
  const running = consumers.map(({ context, effects }) => startConsumer(runtime, context, effects, options))
  const effectsFor = ({ consumer }: DeadKey) => consumers.find(({ effects }) => effects.consumer === consumer)?.effects
  const stop = async () => {
    await Promise.all(running.map((consumer) => consumer.stop()))
  }
  return {
    stop,
    [Symbol.asyncDispose]: stop,
    stats: () => Promise.all(running.map((consumer) => consumer.stats())),
    async retry(key, actor) {
      await retryDead(runtime, effectsFor(key), key, actor)
      await running.find(({ name }) => name === key.consumer)?.drain(key.aggregate)
    },
    async discard(key, reason, actor) {
      await runtime.db.transaction().execute((tx) => discardDead(tx, key, { reason, actor, now: runtime.clock.now() }))
      await running.find(({ name }) => name === key.consumer)?.drain(key.aggregate)
    },
    async skipGap(key, reason, actor) {
      await runtime.db.transaction().execute((tx) => skipGap(tx, key, { reason, actor, now: runtime.clock.now() }))
      await running.find(({ name }) => name === key.consumer)?.drain(key.aggregate)
    },
  }
}

export function effectsOf(consumer: string, reactions: readonly Reaction[], execute: ExecuteAsSystem): Effects {
  return { consumer, execute, reactions: Map.groupBy(reactions, ({ event }) => event.wireType) }
}

/** A declaration that cannot be fulfilled stops the start; a server that is busy or away does not. */
async function firstProvision(runtime: Runtime, context: string): Promise<void> {
  try {
    await provisionConsumer(runtime, context)
  } catch (error) {
    if (error instanceof ProvisionError) throw error
    runtime.log.warn({ err: error, context }, 'consumer could not be prepared at the start; it is tried again')
  }
}

/** How long a consumer asks first, after it believed what was not so. */
const DOUBT_MS = 1_000

interface RunningConsumer {
  name: string
  stop(): Promise<void>
  stats(): Promise<ConsumerStats>
  drain(aggregate: string): Promise<void>
}

function startConsumer(
  runtime: Runtime<any>,
  context: string,
  effects: Effects,
  options: ConsumerOptions,
): RunningConsumer {
  const { batch = 200, retries = defaultRetries, sweepMs = 500, checkMs = 60_000, tables = [] } = options
  const { consumer } = effects
  const stream = eventStream(context)
  const log = runtime.log.child({ consumer })
  const shapes = liveShapes(runtime.db, tables)
  const stopping = new AbortController()
  const { signal } = stopping
  const fetching = createPause(signal)
  const sweeping = createPause(signal)
  let connected = true
  let checkAt = 0
  let believeAt = 0
  let failures = 0
  let closeFetch: (() => void) | undefined

  const inTransaction = async (work: (tx: Tx<any>) => Promise<Taken>): Promise<Taken> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const taken = await inPipeline(runtime.pool, work)
        if (taken.wrote) runtime.wakeRelay()
        return taken
      } catch (error) {
        // Two transactions stood in each other's way and this one was undone: it simply goes again.
        if (!isMeeting(error) || signal.aborted) throw error
        // Those that met once shall not meet again at once.
        await wait(Math.random() * 20 * Math.min(attempt, 10))
      }
    }
  }

  /** Goes on in one aggregate with what waits there, each event in a transaction of its own, as far as it comes. */
  const drain = async (aggregate: string): Promise<void> => {
    const limit = { aggregates: [aggregate], limit: 1 }
    try {
      while ((await inTransaction((tx) => takeIn(tx, runtime, effects, [], limit))).more);
    } catch (error) {
      if (!(error instanceof EffectError)) throw error
      await setBack(error)
    }
  }

  const setBack = async (failure: EffectError): Promise<void> => {
    const { id, type, aggregate, version } = failure.event
    const fate = await runtime.db
      .transaction()
      .execute((tx) => recordFailure(tx, consumer, failure, { clock: runtime.clock, retries }))
    const line = { err: failure.cause, eventId: id, type, aggregate, version }
    if (fate === 'dead') log.error(line, 'event is dead; its aggregate is held back until it is retried or discarded')
    else log.warn(line, 'event failed; it is tried again')
  }

  /** The rows that many events change are written together. */
  const takeTogether = async (events: readonly Arrived[], believed?: ReadonlyMap<string, number>): Promise<Taken> => {
    const known = await shapes()
    return inTransaction(async (tx) => {
      const batch = keepWritesBack(tx, known)
      const taken = await takeIn(batch.tx, runtime, effects, events, {
        send: batch.send,
        ...(believed && { believed }),
      })
      batch.send(sql`commit`)
      await batch.flush()
      return taken
    })
  }

  /** In one way to the database where each event is the next of its aggregate, which nearly all are. */
  const takeNext = async (events: readonly Arrived[]): Promise<Taken | undefined> => {
    const believed = Date.now() >= believeAt ? versionsBefore(events) : undefined
    if (!believed) return undefined
    try {
      return await takeTogether(events, believed)
    } catch (err) {
      if (!isDisproved(err)) throw err
      // Repeats and gaps come in numbers.
      believeAt = Date.now() + DOUBT_MS
      log.debug({ err }, 'events are not what comes next')
      return undefined
    }
  }

  const takeBatch = async (messages: readonly JsMsg[]): Promise<void> => {
    const { events, unreadable } = readAll(messages)
    for (const [message, cause] of unreadable) await bury(runtime, effects, stream, message, cause)
    if (events.length > 0) {
      let taken: Taken
      try {
        taken = (await takeNext(events)) ?? (await takeTogether(events))
      } catch (error) {
        if (isUnavailable(error)) throw error
        if (!(error instanceof EffectError)) log.warn({ err: error }, 'events are taken in one by one')
        // One event spoils the batch: all are put away, and go on one by one in the sweep, each aggregate by itself.
        taken = await inTransaction((tx) => takeIn(tx, runtime, effects, events, { limit: 0 }))
      }
      if (taken.more) sweeping.wake()
    }
    for (const message of messages) message.ack()
  }

  const check = async (): Promise<boolean> => {
    const made = await provisionConsumer(runtime, context)
    checkAt = Date.now() + checkMs
    return made !== undefined
  }

  const session = async (): Promise<void> => {
    if (Date.now() >= checkAt && !(await check())) {
      log.debug({ stream }, 'stream is not there yet')
      checkAt = 0
      await fetching.pause(1_000)
      return
    }
    const source = await jetstream(runtime.nats).consumers.get(stream, consumer)
    while (!signal.aborted && Date.now() < checkAt) {
      const fetched = await source.fetch({ max_messages: batch, expires: 5_000 })
      closeFetch = () => void fetched.close()
      if (signal.aborted) closeFetch()
      let messages: JsMsg[] = []
      let failure: { error: unknown } | undefined
      try {
        for await (const message of fetched) {
          messages.push(message)
          if (signal.aborted || (fetched.getPending() > 0 && (failure || messages.length < batch))) continue
          if (failure) break
          try {
            await takeBatch(messages)
            messages = []
            recovered()
          } catch (error) {
            // What was fetched behind the batch is handed back with it.
            failure = { error }
            if (fetched.getPending() === 0) break
          }
        }
        if (failure) throw failure.error
      } finally {
        closeFetch = undefined
        // What was delivered and not taken in goes to whoever asks next, without the wait for its acknowledgement.
        for (const message of messages) message.nak()
      }
      recovered()
    }
  }

  const recovered = () => {
    if (failures > 0) log.info({ failures }, 'consumer works again')
    failures = 0
  }

  const run = async () => {
    while (!signal.aborted) {
      try {
        await session()
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        checkAt = 0
        if (failures === 1) log.warn({ err: error }, 'consumer is interrupted; it tries again')
        else log.debug({ err: error, failures }, 'consumer is interrupted')
        await fetching.pause(Math.min(10_000, 250 * 2 ** Math.min(failures - 1, 6)))
      }
    }
  }

  const sweep = async () => {
    let failed = false
    while (!signal.aborted) {
      try {
        const due = await dueAggregates(runtime, consumer)
        for (const aggregate of due) {
          if (signal.aborted) return
          await drain(aggregate)
        }
        failed = false
        if (due.length < DUE_AT_ONCE) await sweeping.pause(sweepMs)
      } catch (error) {
        if (!failed) log.warn({ err: error }, 'waiting events could not be looked at; tried again')
        failed = true
        await sweeping.pause(5 * sweepMs)
      }
    }
  }

  const checkNow = () => {
    checkAt = 0
    closeFetch?.()
    fetching.wake()
  }
  const unwatch = watchNats(runtime.nats, {
    lost: () => {
      connected = false
    },
    back: () => {
      connected = true
      checkNow()
    },
  })
  const rewinds = runtime.nats.subscribe(rewoundSubject(runtime.committee, context), { callback: checkNow })
  const running = Promise.all([run(), sweep()])
  return {
    name: consumer,
    drain,
    async stop() {
      stopping.abort()
      closeFetch?.()
      await running
      unwatch()
      if (!runtime.nats.isClosed()) rewinds.unsubscribe()
    },
    stats: () => statsOf(runtime, context, consumer, connected),
  }
}

function readAll(messages: readonly JsMsg[]): { events: Arrived[]; unreadable: [JsMsg, unknown][] } {
  const events: Arrived[] = []
  const unreadable: [JsMsg, unknown][] = []
  for (const message of messages) {
    try {
      events.push(read(message.data))
    } catch (cause) {
      unreadable.push([message, cause])
    }
  }
  return { events, unreadable }
}

/** What is no event at all is kept for operators, under the place it had in the stream; it holds nothing back. */
async function bury(
  runtime: Runtime<any>,
  { consumer }: Effects,
  stream: string,
  message: JsMsg,
  cause: unknown,
): Promise<void> {
  const error = keepable(`unreadable: ${cause instanceof Error ? cause.message : String(cause)}`)
  const died_at = runtime.clock.now()
  await runtime.db
    .insertInto('dead_event')
    .values({
      consumer,
      aggregate: `${stream}#${message.seq}`,
      version: 1,
      event_id: runtime.newId(),
      type: 'unreadable',
      payload: Buffer.from(message.data),
      error,
      attempts: 1,
      died_at,
      resolved_at: null,
      resolved_by: null,
      resolution: null,
      reason: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  runtime.log.error({ consumer, stream, seq: message.seq }, 'message is no event; it is kept among the dead')
}

const DUE_AT_ONCE = 100

/** Aggregates whose next event waits and is due. */
async function dueAggregates(runtime: Runtime<any>, consumer: string): Promise<string[]> {
  const { rows } = await sql<{ aggregate: string }>`
    select w.aggregate from waiting_event w
    join consumer_cursor c on c.consumer = w.consumer and c.aggregate = w.aggregate and w.version = c.version + 1
    where w.consumer = ${consumer} and (w.retry_at is null or w.retry_at <= now())
      and not exists (
        select from dead_event d where d.consumer = w.consumer and d.aggregate = w.aggregate
          and d.version = w.version and d.resolved_at is null
      )
    limit ${DUE_AT_ONCE}`.execute(runtime.db)
  return rows.map(({ aggregate }) => aggregate)
}

async function statsOf(
  runtime: Runtime<any>,
  context: string,
  consumer: string,
  connected: boolean,
): Promise<ConsumerStats> {
  const { rows } = await sql<{ waiting: string; dead: string }>`
    select (select count(*) from waiting_event where consumer = ${consumer}) as waiting,
      (select count(*) from dead_event where consumer = ${consumer} and resolved_at is null) as dead`.execute(
    runtime.db,
  )
  const counts = { consumer, context, waiting: Number(rows[0]!.waiting), dead: Number(rows[0]!.dead) }
  const info = connected && (await findConsumer(await managerOf(runtime.nats), eventStream(context), consumer))
  if (!info) return counts
  return { ...counts, lag: info.num_pending + info.num_ack_pending, unacknowledged: info.num_ack_pending }
}
