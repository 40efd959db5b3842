import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream'
import { nanos, type NatsConnection } from '@nats-io/transport-node'
import type { Database } from './tables.ts'

/**
 * One real operation; it succeeds or throws. Where it works for a part only, while the service goes on for the rest, it
 * answers what is amiss. It should stop when the signal says so.
 */
export type Check = (signal: AbortSignal) => Promise<void | { degraded: string }>

export interface CheckResult {
  name: string
  ok: boolean
  /** When this was found out, an ISO instant: answers are reused for a moment. */
  at: string
  /** Milliseconds. */
  tookMs: number
  /** When it last succeeded, an ISO instant; absent when it never did. */
  lastOk?: string
  error?: string
  /** It works, but not for everything: in words for operators. */
  degraded?: string
}

export interface HealthResult {
  /** `ok` when every check is. */
  status: 'ok' | 'failing'
  checks: CheckResult[]
}

export interface Health {
  /** Whether the service can do its work: asked by load balancers. */
  ready(): Promise<HealthResult>
  /** Seconds since each check last succeeded, for gauges and alarms; `Infinity` where it never did. */
  sinceLastOk(): Record<string, number>
  /** Whether each check last found that a part is amiss, for gauges and alarms. */
  degraded(): Record<string, boolean>
}

/**
 * Readiness by doing the real thing: each check runs with a time limit, and its answer serves everybody who asks within
 * `reuseMs`, so that asking often costs little. That the process lives is another question: it answers at all.
 */
export function createHealth(
  checks: Readonly<Record<string, Check>>,
  { timeoutMs = 3_000, reuseMs = 1_500 }: { timeoutMs?: number; reuseMs?: number } = {},
): Health {
  const lastOk = new Map<string, Date>()
  const amiss = new Map<string, boolean>()
  let latest: { at: number; result: Promise<HealthResult> } | undefined

  async function runOne(name: string, check: Check): Promise<CheckResult> {
    const start = performance.now()
    const { error, degraded } = await runLimited(check, timeoutMs)
    const at = new Date()
    if (error === undefined) lastOk.set(name, at)
    amiss.set(name, degraded !== undefined)
    const success = lastOk.get(name)
    return {
      name,
      ok: error === undefined,
      at: at.toISOString(),
      tookMs: Math.round(performance.now() - start),
      ...(success && { lastOk: success.toISOString() }),
      ...(error !== undefined && { error }),
      ...(degraded !== undefined && { degraded }),
    }
  }

  async function run(): Promise<HealthResult> {
    const results = await Promise.all(Object.entries(checks).map(([name, check]) => runOne(name, check)))
    return { status: results.every(({ ok }) => ok) ? 'ok' : 'failing', checks: results }
  }

  return {
    ready() {
      if (!latest || performance.now() - latest.at > reuseMs) {
        const current = { at: Number.POSITIVE_INFINITY, result: run() }
        // The time of reuse counts from the end of the run; until then all wait for the same one.
        void current.result.finally(() => (current.at = performance.now()))
        latest = current
      }
      return latest.result
    },
    sinceLastOk: () =>
      Object.fromEntries(
        Object.keys(checks).map((name) => {
          const success = lastOk.get(name)
          return [name, success ? (Date.now() - success.getTime()) / 1000 : Number.POSITIVE_INFINITY]
        }),
      ),
    degraded: () => Object.fromEntries(Object.keys(checks).map((name) => [name, amiss.get(name) ?? false])),
  }
}

/** Runs a check; answers with what is wrong. The words of the error are for operators and hold no data of rows. */
async function runLimited(check: Check, timeoutMs: number): Promise<{ error?: string; degraded?: string }> {
  const limit = new AbortController()
  const timer = new AbortController()
  try {
    const found = await Promise.race([
      check(limit.signal),
      wait(timeoutMs, undefined, { signal: timer.signal }).then(() => {
        throw new Error(`no answer within ${timeoutMs} ms`)
      }),
    ])
    return found ?? {}
  } catch (error) {
    return { error: error instanceof Error ? error.message || error.name : String(error) }
  } finally {
    timer.abort()
    limit.abort()
  }
}

/** Writes a row, commits, and reads it back: a database that is read-only, full or gone fails. */
export function databaseCheck(db: Database, instance: string = randomUUID()): Check {
  return async () => {
    const row = { token: randomUUID(), probed_at: new Date() }
    await db
      .insertInto('health_probe')
      .values({ name: instance, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
    const found = await db.selectFrom('health_probe').select('token').where('name', '=', instance).executeTakeFirst()
    if (found?.token !== row.token) throw new Error('expected to read the row that was just written')
  }
}

const STREAM = 'HEALTH'

/**
 * Publishes a message into a small stream in memory, as JetStream acknowledges it, and reads that message back. The
 * stream keeps one message per service and drops it after ten minutes.
 */
export function jetStreamCheck(nats: NatsConnection, instance: string = randomUUID()): Check {
  const subject = `health.${instance}`
  return async () => {
    const manager = await jetstreamManager(nats, { checkAPI: false })
    const token = randomUUID()
    const publish = () => jetstream(nats).publish(subject, token, { timeout: 2_000 })
    const ack = await publish().catch(async () => {
      // The first one makes the stream; a fault that lies deeper shows when the second try fails too.
      await manager.streams.add({
        name: STREAM,
        subjects: ['health.>'],
        storage: StorageType.Memory,
        max_msgs_per_subject: 1,
        max_age: nanos(600_000),
      })
      return publish()
    })
    const stored = await manager.streams.getMessage(STREAM, { seq: ack.seq })
    if (stored?.string() !== token) throw new Error('expected to read the message that was just published')
  }
}
