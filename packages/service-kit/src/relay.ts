import { setTimeout } from 'node:timers/promises'
import { eventStream } from '@lianxie/contracts'
import { sql } from 'kysely'
import { watchNats } from './nats.ts'
import { createPause } from './pause.ts'
import { inPipeline } from './pipeline.ts'
import { ProvisionError } from './provision.ts'
import { NoStreamError, startPublisher } from './relay-publisher.ts'
import { checkStream, noticeOlderDatabase, rewind } from './rewind.ts'
import type { Runtime } from './runtime.ts'

export interface RelayOptions {
  /** How often the event table is looked at without being told, in milliseconds. */
  pollMs?: number
  /** How many events go out at once, and the longest wait for their answers in milliseconds. */
  batch?: number
  ackTimeoutMs?: number
  /** How often the stream is compared with what was recorded of it, in milliseconds. */
  checkMs?: number
  /** Copies of the stream in a NATS cluster. */
  replicas?: number
}

export interface RelayStats {
  /** Events that are not in the stream yet, and the age of the oldest in seconds. */
  unpublished: number
  oldestSeconds: number
  epoch: number
  rewinds: number
  /** Published by this instance since its start. */
  published: number
}

export interface Relay extends AsyncDisposable {
  /** Says that events were committed; costs nothing when the relay is at work. */
  wake(): void
  /** Ends after the batch that is under way. */
  stop(): Promise<void>
  stats(): Promise<RelayStats>
}

/** Partitions that a batch takes at most, so that several instances share the work and few writers cost few batches. */
const PARTITIONS = 4
const LONGEST_PAUSE_MS = 10_000
/** Events that come within one batch where many come at once, and how long the next batch gathers then. */
const MANY = 8
const GATHER_MS = 10

/** The core-NATS subject that wakes a service's relays from a process that runs none. */
export const wakeSubject = ({ committee, service }: Pick<Runtime, 'committee' | 'service'>) =>
  `wake.${committee}.${service}`

/** Wakes the relays of other processes; for a tool that commits events and runs no relay. */
export function wakeRelays(runtime: Runtime): void {
  if (!runtime.nats.isClosed()) runtime.nats.publish(wakeSubject(runtime))
}

/**
 * Publishes the service's events from its table to its stream, in id order per partition; any number of instances.
 * Throws a ProvisionError when the stream is not what is declared and cannot be made so; everything else is retried
 * for ever with a growing pause, logged when it begins and when it is over.
 */
export async function startRelay(runtime: Runtime, options: RelayOptions = {}): Promise<Relay> {
  const { pollMs = 300, batch = 200, ackTimeoutMs = 5_000, checkMs = 60_000, replicas = 1 } = options
  const stream = eventStream(runtime.service)
  const log = runtime.log.child({ stream })
  const publisher = startPublisher(runtime.nats, { stream, timeoutMs: ackTimeoutMs })
  const stopping = new AbortController()
  const rest = createPause(stopping.signal)
  let connected = true
  let checkAt = 0
  let awake = false
  let backingOff = false
  let turn = 0
  let published = 0
  let failures = 0

  const wake = () => {
    awake = true
    if (!backingOff) rest.wake()
  }
  const unwatch = watchNats(runtime.nats, {
    lost: () => {
      connected = false
      log.warn('NATS is away; events stay in the table and are published when it is back')
    },
    back: () => {
      connected = true
      log.info('NATS is back')
      checkAt = 0
      backingOff = false
      wake()
    },
  })
  const wakes = runtime.nats.subscribe(wakeSubject(runtime), { callback: wake })

  const check = async () => {
    await checkStream(runtime, replicas)
    checkAt = Date.now() + checkMs
  }

  /** Answers how many events went out, and whether those were all that there were. */
  const relayBatch = async (): Promise<{ count: number; areAll: boolean }> => {
    const done = await inPipeline(runtime.pool, async (tx) => {
      // A mark that is lost when PostgreSQL crashes makes its event go out again: nobody waits for the disk here. So does a
      // mark that another instance commits between the look and the lock; the stream knows the event, and keeps it once.
      // What is the same each time is no parameter: the plan does not depend on any, and is made once.
      const { rows } = await sql<Unpublished>`
        with held as materialized (
          select p.partition, set_config('synchronous_commit', 'off', true) from event_partition p
          cross join lateral (
            select from event e where e.partition = p.partition and e.published_at is null limit 1
          ) waiting
          order by (p.partition - ${turn}::int + 16) % 16 limit ${sql.lit(PARTITIONS)} for update of p skip locked
        )
        select e.id, e.event_id, e.partition, e.subject, e.payload, s.epoch, s.last_seq
        from stream_state s, held
        cross join lateral (
          select id, event_id, partition, subject, payload from event
          where partition = held.partition and published_at is null
          order by id limit (select ceil(${sql.lit(batch)}::float8 / count(*))::int from held)
        ) e
        where s.stream = ${sql.lit(stream)} order by e.id`.execute(tx)
      const [first] = rows
      if (!first) return { count: 0, areAll: true }
      const turns = rows.map(({ partition }) => (partition - turn + 16) % 16)
      turn = (turn + Math.max(...turns) + 1) % 16
      const outgoing = rows.map(({ event_id, subject, payload }) => ({ id: event_id, subject, payload }))
      const { stored, failure } = await publisher.publish(outgoing)
      const lower = stored.find(({ seq, duplicate }) => !duplicate && seq <= Number(first.last_seq))
      if (lower)
        throw new StreamFellBack(first.epoch, `the stream gave ${lower.seq}, expected more than ${first.last_seq}`)
      const ids = rows.slice(0, stored.length).map(({ id }) => id)
      const highest = stored.reduce((most, { seq }) => Math.max(most, seq), 0)
      await sql`
        with known as (update stream_state set last_seq = ${highest} where stream = ${stream} and last_seq < ${highest})
        update event set published_at = now(), stream_epoch = ${first.epoch}, stream_seq = s.seq
        from unnest(${ids}::bigint[], ${stored.map(({ seq }) => seq)}::bigint[]) as s (id, seq)
        where event.id = s.id`.execute(tx)
      const perPartition = [...Map.groupBy(rows, ({ partition }) => partition).values()]
      // As many as the statement takes of each.
      const limit = Math.ceil(batch / perPartition.length)
      const areAll = perPartition.length < PARTITIONS && perPartition.every((found) => found.length < limit)
      return { count: stored.length, failure, areAll }
    })
    published += done.count
    if (done.failure) throw done.failure
    return done
  }

  const work = async () => {
    try {
      if (Date.now() >= checkAt) await check()
      while (connected && !stopping.signal.aborted) {
        awake = false
        const { count, areAll } = await relayBatch()
        if (count === 0) break
        // Where many come, more come together, and cost less: here and in every consumer.
        if (count >= MANY && count < batch / 2) await setTimeout(GATHER_MS)
        // Whoever writes wakes: there is nothing more to look for.
        else if (areAll && !awake) break
      }
      if (failures > 0) log.info({ failures }, 'relay works again')
      failures = 0
    } catch (error) {
      if (error instanceof StreamFellBack) {
        await rewind(runtime, error.epoch, error.message, replicas)
        wake()
        return
      }
      throw error
    }
  }

  const run = async () => {
    while (!stopping.signal.aborted) {
      awake = false
      try {
        if (connected) await work()
        if (!awake) await rest.pause(connected ? pollMs : LONGEST_PAUSE_MS)
      } catch (error) {
        failures += 1
        if (error instanceof NoStreamError) checkAt = 0
        if (failures === 1) log.warn({ err: error }, 'relay cannot publish; it tries again')
        else log.debug({ err: error, failures }, 'relay cannot publish')
        backingOff = true
        await rest.pause(backoff(failures))
        backingOff = false
      }
    }
  }

  try {
    await check()
    await noticeOlderDatabase(runtime)
  } catch (error) {
    if (error instanceof ProvisionError) {
      unwatch()
      wakes.unsubscribe()
      publisher.close()
      throw error
    }
    log.warn({ err: error }, 'stream could not be checked at the start; the relay tries again')
  }
  const running = run()
  const stop = async () => {
    stopping.abort()
    await running
    unwatch()
    if (runtime.nats.isClosed()) return
    wakes.unsubscribe()
    publisher.close()
  }
  return {
    wake,
    stop,
    [Symbol.asyncDispose]: stop,
    async stats() {
      const { rows } = await sql<{
        unpublished: string
        oldest: Date | null
        epoch: number | null
        rewinds: number | null
      }>`
        select (select count(*) from event where published_at is null) as unpublished,
          (select min(recorded_at) from event where published_at is null) as oldest, s.epoch, s.rewinds
        from (select 1) as one left join stream_state s on s.stream = ${stream}`.execute(runtime.db)
      const { unpublished, oldest, epoch, rewinds } = rows[0]!
      const oldestSeconds = oldest ? Math.max(0, (runtime.clock.now().getTime() - oldest.getTime()) / 1000) : 0
      return { unpublished: Number(unpublished), oldestSeconds, epoch: epoch ?? 0, rewinds: rewinds ?? 0, published }
    },
  }
}

interface Unpublished {
  id: string
  event_id: string
  partition: number
  subject: string
  payload: Buffer
  epoch: number
  last_seq: string
}

/** A new event got a sequence that was given before: the stream has lost its tail. */
class StreamFellBack extends Error {
  readonly epoch: number
  constructor(epoch: number, message: string) {
    super(message)
    this.epoch = epoch
  }
}

/** A quarter of a second, doubled with each failure up to ten seconds, with a random part so that instances spread. */
const backoff = (failures: number) =>
  Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(failures - 1, 6)) * (0.75 + Math.random() / 2)
