import { Refusal } from '@lianxie/contracts'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { read } from './arrived.ts'
import { apply, type Effects } from './consumer-batch.ts'
import { describe, EffectError } from './consumer-failure.ts'
import type { Runtime } from './runtime.ts'
import type { Database, KitTables, Tx } from './tables.ts'

/** Which event of which consumer. */
export interface DeadKey {
  consumer: string
  aggregate: string
  version: number
}

export interface DeadEvent extends DeadKey {
  eventId: string
  type: string
  error: string
  attempts: number
  diedAt: Date
  /** How many later events of the aggregate wait behind it. */
  waiting: number
  resolution?: { kind: 'retried' | 'discarded'; at: Date; by: string; reason?: string }
}

export interface WaitingEvent extends DeadKey {
  eventId: string
  receivedAt: Date
  /** Tries so far and the last failure; 0 when it only waits for its predecessor. */
  attempts: number
  error?: string
  retryAt?: Date
  /** Where the consumer stands in this aggregate: the next version it needs is one more. */
  cursor: number
}

export interface Page<T> {
  items: T[]
  /** Give it as `after` for the next page; absent on the last. */
  next?: DeadKey
  total: number
}

export interface PageRequest {
  consumer?: string
  limit?: number
  after?: DeadKey
}

/** 异常事件: the dead events of this service, those still to be decided unless `resolved`, by consumer and aggregate. */
export async function listDead(
  db: Database,
  { consumer, limit = 50, after, resolved = false }: PageRequest & { resolved?: boolean } = {},
): Promise<Page<DeadEvent>> {
  const mine = sql`(${consumer ?? null}::text is null or d.consumer = ${consumer ?? null}) and (d.resolved_at is not null) = ${resolved}`
  const { rows } = await sql<DeadRow>`
    select d.*, (
      select count(*)::int from waiting_event w
      where w.consumer = d.consumer and w.aggregate = d.aggregate and w.version > d.version
    ) as waiting
    from dead_event d where ${mine} and ${behind('d', after)}
    order by d.consumer, d.aggregate, d.version limit ${limit + 1}`.execute(db)
  const { rows: count } = await sql<{
    total: number
  }>`select count(*)::int as total from dead_event d where ${mine}`.execute(db)
  return pageOf(rows.map(deadEvent), limit, count[0]!.total)
}

/** One dead event with the envelope as it was published, or its text when it is no envelope; undefined when there is none. */
export async function inspectDead(
  db: Database,
  key: DeadKey,
): Promise<(DeadEvent & { envelope: unknown }) | undefined> {
  const { rows } = await sql<DeadRow>`
    select d.*, (
      select count(*)::int from waiting_event w
      where w.consumer = d.consumer and w.aggregate = d.aggregate and w.version > d.version
    ) as waiting
    from dead_event d where d.consumer = ${key.consumer} and d.aggregate = ${key.aggregate} and d.version = ${key.version}`.execute(
    db,
  )
  const row = rows[0]
  return row && { ...deadEvent(row), envelope: readable(row.payload) }
}

/** Events that wait for their predecessor or for their next try, by consumer and aggregate. */
export async function listWaiting(
  db: Database,
  { consumer, limit = 50, after }: PageRequest = {},
): Promise<Page<WaitingEvent>> {
  const mine = sql`(${consumer ?? null}::text is null or w.consumer = ${consumer ?? null})`
  const { rows } = await sql<WaitingRow>`
    select w.consumer, w.aggregate, w.version, w.event_id, w.received_at, w.attempts, w.error, w.retry_at,
      coalesce(c.version, 0) as cursor
    from waiting_event w left join consumer_cursor c using (consumer, aggregate) where ${mine} and ${behind('w', after)}
    order by w.consumer, w.aggregate, w.version limit ${limit + 1}`.execute(db)
  const { rows: count } = await sql<{
    total: number
  }>`select count(*)::int as total from waiting_event w where ${mine}`.execute(db)
  return pageOf(rows.map(waitingEvent), limit, count[0]!.total)
}

/**
 * Applies a dead event now, in one transaction with its effects, the cursor and the audit row. Throws a Refusal:
 * `dead.not_found`, or `dead.still_failing` with the error, and nothing has changed but the count of attempts.
 */
export async function retryDead(
  runtime: Runtime<any>,
  effects: Effects | undefined,
  key: DeadKey,
  actor: Actor,
): Promise<void> {
  if (!effects) throw new Refusal('dead.not_found', { consumer: key.consumer })
  try {
    const wrote = await runtime.db.transaction().execute(async (tx) => {
      const row = await lockDead(tx, key)
      if (row.type === 'unreadable') throw new Refusal('dead.still_failing', { error: row.error })
      const ran = await apply(tx, runtime, effects, read(row.payload))
      await resolve(tx, key, { resolution: 'retried', actor, now: runtime.clock.now() })
      return ran
    })
    if (wrote) runtime.wakeRelay()
  } catch (error) {
    if (!(error instanceof EffectError)) throw error
    const text = describe(error.cause)
    await runtime.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('dead_event')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), error: text }))
        .where(matches(key))
        .where('resolved_at', 'is', null)
        .execute()
      await audit(tx, key, {
        action: 'dead-event.retry-failed',
        actor,
        now: runtime.clock.now(),
        detail: { error: text },
      })
    })
    throw new Refusal('dead.still_failing', { error: text })
  }
}

/**
 * Gives a dead event up: it stays listed with its reason, the cursor goes past it, and what waited behind it is drained
 * by the next sweep. Throws the Refusal `dead.not_found`.
 */
export async function discardDead(
  tx: Tx<any>,
  key: DeadKey,
  { reason, actor, now }: { reason: string; actor: Actor; now: Date },
): Promise<void> {
  await lockDead(tx, key)
  await resolve(tx, key, { resolution: 'discarded', reason, actor, now })
}

/**
 * Gives up what should have come before a waiting event and never did: the cursor goes up to it, and the next sweep takes
 * it in. What was given up changes nothing should it come after all. Throws the Refusal `waiting.not_found` unless the
 * event is the first that waits in its aggregate, and waits for a predecessor that is not here.
 */
export async function skipGap(
  tx: Tx<any>,
  key: DeadKey,
  { reason, actor, now }: { reason: string; actor: Actor; now: Date },
): Promise<void> {
  const { consumer, aggregate, version } = key
  const { rows } = await sql<{ cursor: number }>`
    select version as cursor from consumer_cursor
    where consumer = ${consumer} and aggregate = ${aggregate} for update`.execute(tx)
  const { rows: blocking } = await sql<{ first: number | null; dead: boolean }>`
    select (select min(version) from waiting_event where consumer = ${consumer} and aggregate = ${aggregate}) as first,
      exists (
        select from dead_event where consumer = ${consumer} and aggregate = ${aggregate}
          and version < ${version} and resolved_at is null
      ) as dead`.execute(tx)
  const { first, dead } = blocking[0]!
  const cursor = rows[0]?.cursor
  if (cursor === undefined || first !== version || dead || cursor >= version - 1)
    throw new Refusal('waiting.not_found', { consumer, aggregate, version })
  await sql`
    update consumer_cursor set version = ${version - 1}
    where consumer = ${consumer} and aggregate = ${aggregate}`.execute(tx)
  const missing = { from: cursor + 1, to: version - 1 }
  await audit(tx, key, { action: 'waiting-event.gap-skipped', actor, now, detail: { reason, missing } })
}

/** The cursor first, as everywhere, then the row. */
async function lockDead(
  tx: Tx<any>,
  { consumer, aggregate, version }: DeadKey,
): Promise<{ type: string; payload: Buffer; error: string }> {
  await sql`select from consumer_cursor where consumer = ${consumer} and aggregate = ${aggregate} for update`.execute(
    tx,
  )
  const row = await tx
    .selectFrom('dead_event')
    .select(['type', 'payload', 'error'])
    .where(matches({ consumer, aggregate, version }))
    .where('resolved_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('dead.not_found', { consumer, aggregate, version })
  return row
}

interface Resolution {
  resolution: 'retried' | 'discarded'
  reason?: string
  actor: Actor
  now: Date
}

async function resolve(tx: Tx<any>, key: DeadKey, { resolution, reason, actor, now }: Resolution): Promise<void> {
  await tx
    .updateTable('dead_event')
    .set({ resolved_at: now, resolved_by: actor.id, resolution, reason: reason ?? null })
    .where(matches(key))
    .execute()
  await sql`
    update consumer_cursor set version = ${key.version}
    where consumer = ${key.consumer} and aggregate = ${key.aggregate} and version = ${key.version - 1}`.execute(tx)
  await audit(tx, key, {
    action: `dead-event.${resolution}`,
    actor,
    now,
    detail: reason === undefined ? {} : { reason },
  })
}

async function audit(
  tx: Tx<any>,
  { consumer, aggregate, version }: DeadKey,
  { action, actor, now, detail }: { action: string; actor: Actor; now: Date; detail: Record<string, unknown> },
): Promise<void> {
  const subject = `${consumer} ${aggregate} ${version}`
  await tx
    .insertInto('audit')
    .values({ at: now, actor: actor.id, role: actor.role, action, subject, detail: JSON.stringify(detail) })
    .execute()
}

/** Callers may give a whole entry of a list as its key. */
const matches =
  ({ consumer, aggregate, version }: DeadKey) =>
  (eb: ExpressionBuilder<KitTables, 'dead_event'>) =>
    eb.and({ consumer, aggregate, version })

interface DeadRow extends DeadKey {
  event_id: string
  type: string
  payload: Buffer
  error: string
  attempts: number
  died_at: Date
  resolved_at: Date | null
  resolved_by: string | null
  resolution: 'retried' | 'discarded' | null
  reason: string | null
  waiting: number
}

interface WaitingRow extends DeadKey {
  event_id: string
  received_at: Date
  attempts: number
  error: string | null
  retry_at: Date | null
  cursor: number
}

function deadEvent(row: DeadRow): DeadEvent {
  const {
    consumer,
    aggregate,
    version,
    event_id,
    type,
    error,
    attempts,
    died_at,
    waiting,
    resolution,
    resolved_at,
    resolved_by,
    reason,
  } = row
  const event: DeadEvent = {
    consumer,
    aggregate,
    version,
    eventId: event_id,
    type,
    error,
    attempts,
    diedAt: died_at,
    waiting,
  }
  if (resolution && resolved_at && resolved_by) {
    event.resolution = { kind: resolution, at: resolved_at, by: resolved_by, ...(reason !== null && { reason }) }
  }
  return event
}

function waitingEvent(row: WaitingRow): WaitingEvent {
  const { consumer, aggregate, version, event_id, received_at, attempts, error, retry_at, cursor } = row
  const event: WaitingEvent = {
    consumer,
    aggregate,
    version,
    eventId: event_id,
    receivedAt: received_at,
    attempts,
    cursor,
  }
  if (error !== null) event.error = error
  if (retry_at !== null) event.retryAt = retry_at
  return event
}

const behind = (table: 'd' | 'w', after: DeadKey | undefined) =>
  after
    ? sql`(${sql.ref(`${table}.consumer`)}, ${sql.ref(`${table}.aggregate`)}, ${sql.ref(`${table}.version`)}) > (${after.consumer}, ${after.aggregate}, ${after.version})`
    : sql`true`

function pageOf<T extends DeadKey>(rows: T[], limit: number, total: number): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  if (rows.length <= limit || !last) return { items, total }
  return { items, total, next: { consumer: last.consumer, aggregate: last.aggregate, version: last.version } }
}

function readable(payload: Buffer): unknown {
  const text = payload.toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
