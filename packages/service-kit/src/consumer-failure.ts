import { messageOf } from './log.ts'
import { Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import type { Arrived } from './arrived.ts'
import type { Tx } from './tables.ts'

/** How often an event is tried before it is dead, and how long after each failure, in milliseconds. */
export interface RetryPolicy {
  attempts: number
  delayMs: (attempt: number) => number
}

/** Five tries within about twenty seconds: 0.25, 1, 4 and 16 seconds after the failures before. */
export const defaultRetries: RetryPolicy = { attempts: 5, delayMs: (attempt) => 250 * 4 ** (attempt - 1) }

/** The effects of one event failed; the batch it was in has to be undone. */
export class EffectError extends Error {
  override readonly name = 'EffectError'
  readonly event: Arrived
  constructor(event: Arrived, cause: unknown) {
    super(`${event.type} ${event.aggregate} version ${event.version} failed`, { cause })
    this.event = event
  }
}

/**
 * Remembers a failure in its own transaction: the event waits for its next try, or is dead when there is none left or
 * when the rules of the own service refused it. Either way it holds back its aggregate and nothing else.
 */
export async function recordFailure(
  tx: Tx,
  consumer: string,
  { event, cause }: EffectError,
  { clock, retries }: { clock: Clock; retries: RetryPolicy },
): Promise<'waits' | 'dead'> {
  const { aggregate, version, id, type, payload } = event
  const key = { consumer, aggregate, version }
  const error = describe(cause)
  const before = await tx
    .selectFrom('waiting_event')
    .select('attempts')
    .where((eb) => eb.and(key))
    .executeTakeFirst()
  const attempts = (before?.attempts ?? 0) + 1
  if (cause instanceof Refusal || attempts >= retries.attempts) {
    await tx
      .deleteFrom('waiting_event')
      .where((eb) => eb.and(key))
      .execute()
    await tx
      .insertInto('dead_event')
      .values({
        ...key,
        event_id: id,
        type,
        payload,
        error,
        attempts,
        died_at: clock.now(),
        resolved_at: null,
        resolved_by: null,
        resolution: null,
        reason: null,
      })
      .execute()
    return 'dead'
  }
  // The database's own time: the clock of the instance may be set.
  const retry_at = sql<Date>`now() + make_interval(secs => ${retries.delayMs(attempts) / 1000}::float8)`
  await tx
    .insertInto('waiting_event')
    .values({ ...key, event_id: id, payload, received_at: clock.now(), attempts, error, retry_at })
    .onConflict((conflict) =>
      conflict.columns(['consumer', 'aggregate', 'version']).doUpdateSet({ attempts, error, retry_at }),
    )
    .execute()
  return 'waits'
}

/** What went wrong, for operators: a refusal's code and details, or the error's first line. Text that a column can hold. */
export function describe(cause: unknown): string {
  if (cause instanceof Refusal) return `${cause.code} ${JSON.stringify(cause.detail)}`
  const text = cause instanceof Error ? `${cause.name}: ${messageOf(cause)}` : String(cause)
  return keepable(text)
}

/** PostgreSQL's text holds every character but one. */
export const keepable = (text: string): string => text.replaceAll('\0', '\\0').slice(0, 2_000)
