import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type CommandDefinition, type CommandOf, Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { JobWithMetadata } from 'pg-boss'
import { z } from 'zod'
import { isUnavailable } from './database.ts'
import { messageOf } from './log.ts'
import type { ReactionContext } from './reaction.ts'
import type { Runtime } from './runtime.ts'
import type { FileScanner } from './scanner/file-scanner.ts'
import type { Database, Tx } from './tables.ts'

/** What a job may use beside the transaction. */
export interface JobContext extends ReactionContext {
  /** Constant through all tries of one run, another for the next run. */
  runId: string
  /** The instant of the platform's clock for which the job was scheduled. */
  dueAt: Date
  /** The folder in which the service keeps files. */
  filesDir?: string
  scanner?: FileScanner
}

/** Something that is done at a time: a reminder, a silence that counts as acceptance, a lapse, a cleaning. */
export interface JobDefinition<P = any> {
  name: string
  payload: z.ZodType<P>
  /** Its writes and the end of the job are one transaction: they happen once, or the job is tried again. */
  run(tx: Tx<any>, payload: P, context: JobContext): Promise<void>
  /** Repeats for ever; a clock that leaps days ahead runs it once. */
  every?: { hours: number }
}

/** Defines a job by a stable name, the shape of its payload (JSON, ids only: no personal data) and what it does. */
export function defineJob<S extends z.ZodType>(
  name: string,
  payload: S,
  run: (tx: Tx<any>, payload: z.output<S>, context: JobContext) => Promise<void>,
): JobDefinition<z.output<S>> {
  return { name, payload: payload as z.ZodType<z.output<S>>, run }
}

/** Defines a job that starts with the service and repeats. */
export function definePeriodicJob(
  name: string,
  every: { hours: number },
  run: (tx: Tx<any>, context: JobContext) => Promise<void>,
): JobDefinition<Record<string, never>> {
  return { name, payload: z.strictObject({}), every, run: (tx, _, context) => run(tx, context) }
}

/**
 * Schedules a job inside the caller's transaction: when that rolls back, the job never existed.
 * The same job and key again, before it was due, replaces payload and time.
 */
export async function schedule<P>(
  tx: Tx<any>,
  job: JobDefinition<P>,
  payload: P,
  { at, key = randomUUID() }: { at: Date; key?: string },
): Promise<void> {
  const row = { id: randomUUID(), payload: JSON.stringify(job.payload.parse(payload)), due_at: at }
  await (tx as Tx)
    .insertInto('scheduled_job')
    .values({ ...row, job: job.name, key, repeat_every: null })
    .onConflict((conflict) => conflict.columns(['job', 'key']).doUpdateSet(row))
    .execute()
}

/**
 * Takes a scheduled job back inside the caller's transaction; false when there is none.
 * One that is due already may be running: what it does must check the state, as every command does.
 */
export async function unschedule(tx: Tx<any>, job: JobDefinition, key: string): Promise<boolean> {
  const { numDeletedRows } = await (tx as Tx)
    .deleteFrom('scheduled_job')
    .where('job', '=', job.name)
    .where('key', '=', key)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** A job that failed for good; it waits for somebody to retry or discard it. */
export interface FailedJob {
  id: string
  job: string
  key: string
  payload: unknown
  dueAt: string
  failedAt: string
  tries: number
  error: string
}

export interface Jobs extends AsyncDisposable {
  /** Looks for due jobs now; otherwise that happens every half second. Call it after the clock was moved. */
  wake(): void
  failed(): Promise<FailedJob[]>
  /** Puts a failed job back, as a new run; false when there is none of that id. */
  retry(id: string): Promise<boolean>
  /** Drops a failed job; false when there is none of that id. The caller writes the audit row. */
  discard(id: string): Promise<boolean>
}

export interface JobOptions {
  /** Runs a command of the own service in the transaction of the job, as SYSTEM; throws its refusal. */
  execute: <C extends CommandDefinition>(tx: Tx<any>, command: C, body: CommandOf<C>) => Promise<void>
  /** Tries after the first failure, and the seconds before the first of them; the wait doubles up to ten minutes. */
  retries?: { limit: number; delaySeconds: number }
  pollMilliseconds?: number
}

const DUE = 'due'
const FAILED = 'failed'
const YEAR = 365 * 24 * 3600
const BATCH = 200
/** How long a stop waits for a job that runs, first for its worker and then for the library. */
const STOP_MS = 5_000

interface QueuedJob {
  runId: string
  job: string
  key: string
  payload: unknown
  dueAt: string
}

/**
 * Runs the jobs of a service. Two clocks meet here: *when* a job is due is judged by `runtime.clock`, which tests and the
 * demo move; how long a failed try waits is real time. Due rows of `scheduled_job` are moved into the queue of pg-boss in
 * one transaction; pg-boss brings them to one worker at a time, notices within a minute that a worker has died, and retries.
 * It shares the service's pool and keeps its tables in the schema `<service>_jobs`, which exists or which the role may create.
 * A database that goes away just then is waited for.
 */
export async function startJobs(
  runtime: JobRuntime,
  definitions: readonly JobDefinition[],
  options: JobOptions,
): Promise<Jobs> {
  for (let told = false; ; told = true) {
    try {
      return await startOnce(runtime, definitions, options)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      if (!told) runtime.log.warn({ err: error }, 'jobs cannot be started yet; it is tried again')
      await wait(1_000)
    }
  }
}

type JobRuntime = Pick<Runtime, 'service' | 'db' | 'clock' | 'log' | 'newId' | 'wakeRelay'> &
  Partial<Pick<Runtime, 'filesDir' | 'scanner'>>

async function startOnce(
  runtime: JobRuntime,
  definitions: readonly JobDefinition[],
  { execute, retries = { limit: 8, delaySeconds: 2 }, pollMilliseconds = 500 }: JobOptions,
): Promise<Jobs> {
  // Loaded here, so that a service answers before it has read the calendars of a job library.
  const { fromKysely, PgBoss } = await import('pg-boss')
  const { db, clock, log } = runtime
  const byName = new Map(definitions.map((definition) => [definition.name, definition]))
  if (byName.size !== definitions.length) throw new Error('expected every job to have a name of its own')
  const schema = `${runtime.service}_jobs`
  const boss = new PgBoss({
    db: { executeSql: (text, values) => overBreaks(() => fromKysely(db as never).executeSql(text, values)) },
    schema,
    createSchema: !(await schemaExists(db, schema)),
    schedule: false,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue met an error'))
  // Jobs may be done before it is there.
  let loop: ReturnType<typeof startLoop> | undefined
  const begin = async (): Promise<string> => {
    await inTurn(db, schema, () => boss.start())
    await boss.createQueue(FAILED, { retentionSeconds: 10 * YEAR })
    const settings = {
      retryLimit: retries.limit,
      retryDelay: retries.delaySeconds,
      retryBackoff: true,
      retryDelayMax: 600,
      heartbeatSeconds: 30,
      expireInSeconds: 600,
      retentionSeconds: YEAR,
      deleteAfterSeconds: 24 * 3600,
      deadLetter: FAILED,
    }
    await boss.createQueue(DUE, settings)
    await startPeriodic(db, definitions, clock.now())

    return await boss.work(
      DUE,
      // Few at a time, as each holds a connection of the pool; without a pause while batches are full.
      { perJobResults: true, includeMetadata: true, batchSize: 3, burstWhenBatchFull: true, pollingIntervalSeconds: 2 },
      async (jobs: JobWithMetadata<QueuedJob>[]) => Promise.all(jobs.map(runOne)),
    )
  }
  const workerId = await begin().catch(async (error: unknown) => {
    // Its timers go; that it has nothing to stop yet, or no database to say so to, changes nothing.
    await boss.stop({ graceful: false, close: false }).catch(() => undefined)
    throw error
  })

  async function runOne(job: JobWithMetadata<QueuedJob>) {
    const { data, id } = job
    try {
      const definition = byName.get(data.job)
      if (!definition) throw new Error(`no job is called ${data.job}`)
      const payload: unknown = definition.payload.parse(data.payload)
      await db.transaction().execute(async (tx) => {
        const context: JobContext = {
          runId: data.runId,
          dueAt: new Date(data.dueAt),
          now: clock.now(),
          clock,
          newId: runtime.newId,
          ...(runtime.filesDir !== undefined && { filesDir: runtime.filesDir }),
          ...(runtime.scanner && { scanner: runtime.scanner }),
          execute: (command, body) => execute(tx, command, body),
        }
        await definition.run(tx, payload, context)
        // The end of the job commits with its effects; whoever lost the job meanwhile must not commit them again.
        const ended = await boss.complete(DUE, id, null, { db: fromKysely(tx) })
        if (countOf(ended) === 0) throw new Error('the job was taken from this worker before it was done')
      })
      runtime.wakeRelay()
      // Long work is done in steps, each of which schedules the next.
      loop?.wake()
      return { id, status: 'completed' as const }
    } catch (error) {
      log.warn({ err: error, job: data.job, runId: data.runId, attempt: job.retryCount + 1 }, 'a job failed')
      return {
        id,
        status: isFinal(error) ? ('deadletter' as const) : ('failed' as const),
        output: { error: wordsOf(error) },
      }
    }
  }

  async function handOver(): Promise<number> {
    const { rows } = await sql`select from scheduled_job where due_at <= ${clock.now()} limit 1`.execute(db)
    if (rows.length === 0) return 0
    return db.transaction().execute(async (tx) => {
      const due = await takeDue(tx, clock.now())
      if (due.length > 0) {
        const queued = due.map((row) => ({ id: row.id, data: queuedOf(row) }))
        await boss.insert(DUE, queued, { db: fromKysely(tx) })
      }
      return due.length
    })
  }

  loop = startLoop(pollMilliseconds, async () => {
    try {
      let moved = 0
      do {
        moved = await handOver()
        if (moved > 0) boss.notifyWorker(workerId)
      } while (moved === BATCH)
    } catch (error) {
      log.warn({ err: error }, 'due jobs could not be handed over; the next round tries again')
    }
  })

  return {
    wake: loop.wake,
    async failed() {
      const jobs = await boss.findJobs<QueuedJob>(FAILED, { queued: true })
      return jobs.map(failedOf).sort((a, b) => a.failedAt.localeCompare(b.failedAt))
    },
    async retry(id) {
      const done = await db.transaction().execute(async (tx) => {
        const inTx = { db: fromKysely(tx) }
        const [failed] = await boss.findJobs<QueuedJob>(FAILED, { id, ...inTx })
        if (!failed || countOf(await boss.deleteJob(FAILED, id, inTx)) === 0) return false
        const runId = randomUUID()
        await boss.insert(DUE, [{ id: runId, data: { ...failed.data, runId } }], inTx)
        return true
      })
      if (done) boss.notifyWorker(workerId)
      return done
    },
    discard: async (id) => countOf(await boss.deleteJob(FAILED, id)) > 0,
    async [Symbol.asyncDispose]() {
      await loop.stop()
      // Left to itself the library looks only every half second whether its worker has ended.
      await Promise.race([boss.offWork(DUE), wait(STOP_MS, undefined, { ref: false })])
      await boss.stop({ graceful: true, timeout: STOP_MS, close: false })
    },
  }
}

/**
 * Sends a statement of the queue again when its connection broke: whether a try failed must reach the queue, or the job waits
 * for its heartbeat to lapse, a minute and more. Each of them may be repeated, as each asks for the state that it changes;
 * given up well before that heartbeat, when another worker may have the job.
 */
async function overBreaks<T>(statement: () => Promise<T>): Promise<T> {
  const end = Date.now() + 10_000
  for (;;) {
    try {
      return await statement()
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > end) throw error
      await wait(100)
    }
  }
}

/** How many jobs an order of pg-boss reached; its type leaves out what its documentation promises. */
function countOf(response: object): number {
  const { affected } = response as { affected?: unknown }
  if (typeof affected !== 'number') throw new Error('expected pg-boss to say how many jobs it reached')
  return affected
}

/**
 * Instances that start together make the tables one after the other: the second of two would meet what the first has made,
 * and leave a connection of the pool in a transaction that failed.
 */
async function inTurn(db: Database, schema: string, work: () => Promise<unknown>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Nothing is asked here while the tables are made on another connection, which may take a while.
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`provision ${schema}`}, 0))`.execute(tx)
    await work()
  })
}

async function schemaExists(db: Database, schema: string): Promise<boolean> {
  const { rows } = await sql`select from pg_namespace where nspname = ${schema}`.execute(db)
  return rows.length > 0
}

async function startPeriodic(db: Database, definitions: readonly JobDefinition[], now: Date): Promise<void> {
  for (const { name, every } of definitions) {
    if (!every) continue
    const row = { job: name, key: 'periodic', payload: '{}', due_at: now, repeat_every: `${every.hours} hours` }
    await db
      .insertInto('scheduled_job')
      .values({ id: randomUUID(), ...row })
      .onConflict((conflict) => conflict.columns(['job', 'key']).doUpdateSet({ repeat_every: row.repeat_every }))
      .execute()
  }
}

/** Takes what is due out of the schedule; what repeats stays, with its next time. */
async function takeDue(tx: Tx, now: Date) {
  const due = await tx
    .selectFrom('scheduled_job')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const row of due.filter((row) => row.repeat_every !== null)) {
    const next = sql<Date>`${now}::timestamptz + repeat_every`
    await tx.updateTable('scheduled_job').set({ id: randomUUID(), due_at: next }).where('id', '=', row.id).execute()
  }
  const once = due.filter((row) => row.repeat_every === null).map((row) => row.id)
  if (once.length > 0) await tx.deleteFrom('scheduled_job').where('id', 'in', once).execute()
  return due
}

const queuedOf = (row: { id: string; job: string; key: string; payload: unknown; due_at: Date }): QueuedJob => ({
  runId: row.id,
  job: row.job,
  key: row.key,
  payload: row.payload,
  dueAt: row.due_at.toISOString(),
})

const failedOf = ({ id, data, output, createdOn, sourceRetryCount }: JobWithMetadata<QueuedJob>): FailedJob => ({
  id,
  job: data.job,
  key: data.key,
  payload: data.payload,
  dueAt: data.dueAt,
  failedAt: createdOn.toISOString(),
  tries: (sourceRetryCount ?? 0) + 1,
  error: (output as { error?: string } | null)?.error ?? 'the worker stopped answering',
})

/** The rules said no, and will say it again; only what may pass by itself is tried again. */
const isFinal = (error: unknown) => error instanceof Refusal && error.code !== 'common.busy' && error.status !== 503

const wordsOf = (error: unknown) =>
  error instanceof Refusal ? `${error.code} ${JSON.stringify(error.detail)}` : messageOf(error)

/** Calls `round` again and again, `pause` after the last one ended or when woken, until stopped. */
function startLoop(pause: number, round: () => Promise<void>): { wake: () => void; stop: () => Promise<void> } {
  let stopped = false
  let woken = false
  let wakeUp = () => {}
  const ended = (async () => {
    while (!stopped) {
      woken = false
      await round()
      if (woken || stopped) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  const wake = () => {
    woken = true
    wakeUp()
  }
  return {
    wake,
    stop: async () => {
      stopped = true
      wake()
      await ended
    },
  }
}
