import { hash } from 'node:crypto'
import { type Envelope, type EventDefinition, eventSubject, type Fact, Refusal } from '@lianxie/contracts'
import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { KitTables, Tx } from './tables.ts'
import { currentTraceparent } from './telemetry.ts'

interface Recorded<F extends Fact> {
  id: string
  type: F['type']
  version: number
  /** `<aggregate>/<id>` and the version the aggregate has after this event. */
  aggregate: string
  aggregateVersion: number
  /** When it happened. */
  time: Date
  actor: string
  data: F['data']
}

/** A fact with its place in the history of its aggregate, as `apply` gets it, live and in a replay; a union of facts gives a union. */
export type RecordedEvent<F extends Fact = Fact> = F extends Fact ? Recorded<F> : never

/** The one way in which each event changes the service's tables; no clock and no randomness in there. */
export type Apply<Tables> = (tx: Tx<Tables>, event: any) => Promise<void>

export interface AppendContext {
  committee: string
  actor: Actor
  now: Date
  newId: () => string
  /** The event that led to this, when a reaction wrote it. */
  causation?: string
  /** The trace that led to this, when it is not the one that is under way. */
  traceparent?: string | undefined
  /** Imported history happened before it was written. */
  imported?: { occurredAt: Date }
}

/** The aggregate an event belongs to, `plan/<planId>`. */
export function aggregateOf(definition: EventDefinition, data: Record<string, unknown>): string {
  return `${definition.aggregate}/${String(data[definition.key])}`
}

/** The partition of an aggregate, 0 to 15: the same everywhere and for ever. */
export const partitionOf = (aggregate: string): number => hash('sha256', aggregate, 'buffer')[0]! & 15

/** Facts that were found together, and under whose name they are written. */
export interface Writer {
  facts: readonly Fact[]
  context: AppendContext
}

/** Events that have their place in the history of their aggregates, and are not written yet. */
export interface PlacedEvents {
  events: RecordedEvent[]
  rows: EventRow[]
  /** The new versions of the aggregates that were held before, or begin here; the others have theirs already. */
  raised: ReadonlyMap<string, number>
}

type EventRow = Omit<Insertable<KitTables['event']>, 'published_at' | 'stream_seq' | 'stream_epoch'>

/** Gives facts their versions and writes them to the event table, in the order in which they are given. */
export async function appendEvents(
  tx: Tx,
  facts: readonly Fact[],
  definitionOf: (fact: Fact) => EventDefinition,
  context: AppendContext,
): Promise<RecordedEvent[]> {
  const placed = await placeEvents(tx, [{ facts, context }], definitionOf)
  await writeEvents(tx, placed)
  return placed.events
}

/**
 * Gives facts their versions, in the order in which they are given. The row of each aggregate is locked before: it is in
 * `held`, with its version, or is locked (or inserted) here, sorted by key, so that two writers cannot wait for each other.
 * That makes id order equal version order inside an aggregate. What is named by an id of `born`, which was made in this
 * transaction, has no history that anybody could write to.
 */
export async function placeEvents(
  tx: Tx,
  writers: readonly Writer[],
  definitionOf: (fact: Fact) => EventDefinition,
  { held = new Map(), born = new Set() }: { held?: ReadonlyMap<string, number>; born?: ReadonlySet<string> } = {},
): Promise<PlacedEvents> {
  const placed = writers.flatMap(({ facts, context }) =>
    facts.map((fact) => {
      const definition = definitionOf(fact)
      return { fact, context, definition, aggregate: aggregateOf(definition, fact.data as Record<string, unknown>) }
    }),
  )
  const latest = new Map(held)
  const others: string[] = []
  for (const { aggregate, definition } of placed) {
    if (latest.has(aggregate)) continue
    if (born.has(aggregate.slice(definition.aggregate.length + 1))) latest.set(aggregate, 0)
    else others.push(aggregate)
  }
  const mine = new Set(latest.keys())
  for (const [aggregate, version] of await raiseVersions(tx, others)) latest.set(aggregate, version)
  const raised = new Map<string, number>()
  const events: RecordedEvent[] = []
  const rows = placed.map(({ fact, context, definition, aggregate }): EventRow => {
    const aggregateVersion = latest.get(aggregate)! + 1
    latest.set(aggregate, aggregateVersion)
    if (mine.has(aggregate)) raised.set(aggregate, aggregateVersion)
    const event: RecordedEvent = {
      id: context.newId(),
      type: fact.type,
      version: fact.version,
      aggregate,
      aggregateVersion,
      time: context.imported?.occurredAt ?? context.now,
      actor: context.actor.id,
      data: fact.data,
    }
    events.push(event)
    return {
      event_id: event.id,
      partition: partitionOf(aggregate),
      subject: eventSubject(context.committee, definition, aggregate.slice(definition.aggregate.length + 1)),
      type: fact.type,
      version: fact.version,
      aggregate,
      aggregate_version: aggregateVersion,
      payload: bytesOf(wrap(event, definition, context)),
      recorded_at: context.now,
    }
  })
  return { events, rows, raised }
}

/** Events that one statement writes: their bytes travel together. */
const AT_ONCE = 1000

/** Writes what was placed. */
export async function writeEvents(tx: Tx, placed: Pick<PlacedEvents, 'rows' | 'raised'>): Promise<void> {
  for (const statement of eventStatements(placed)) await statement.execute(tx)
}

/**
 * The statements that write what was placed, in the order in which they have to be sent; the last one inserts what `last`
 * does too, as each costs a way to the database and back.
 */
export function eventStatements(
  { rows, raised }: Pick<PlacedEvents, 'rows' | 'raised'>,
  last?: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  // Kept in order, which is id order.
  const full: RawBuilder<unknown>[] = []
  let from = 0
  for (; rows.length - from > AT_ONCE; from += AT_ONCE) full.push(insertEvents(rows.slice(from, from + AT_ONCE)))
  const parts = [
    ...(raised.size > 0 ? [setVersions(raised)] : []),
    ...(rows.length > 0 ? [insertEvents(rows.slice(from))] : []),
    ...(last ? [last] : []),
  ]
  const main = parts.pop()
  if (!main) return full
  const before = parts.map((part, i) => sql`${sql.raw(`part_${i + 1}`)} as (${part})`)
  return [...full, before.length > 0 ? sql`with ${sql.join(before)} ${main}` : main]
}

function setVersions(raised: ReadonlyMap<string, number>): RawBuilder<unknown> {
  const [keys, versions] = [[...raised.keys()], [...raised.values()]]
  return sql`
    insert into aggregate (key, version)
    select key, version from unnest(${keys}::text[], ${versions}::int[]) as r (key, version)
    on conflict (key) do update set version = excluded.version`
}

/** One text for any number of events, so that it is prepared once; their bytes are one value, and cut apart there. */
function insertEvents(rows: readonly EventRow[]): RawBuilder<unknown> {
  const all = <K extends keyof EventRow>(column: K) => rows.map((row) => row[column])
  const payloads = all('payload')
  let end = 0
  const starts = payloads.map(({ length }) => (end += length) - length + 1)
  return sql`
    insert into event (event_id, partition, subject, type, version, aggregate, aggregate_version, payload, recorded_at)
    select e.event_id, e.partition, e.subject, e.type, e.version, e.aggregate, e.aggregate_version,
      substring(${Buffer.concat(payloads)}::bytea from e.start for e.length), e.recorded_at
    from unnest(${all('event_id')}::uuid[], ${all('partition')}::smallint[], ${all('subject')}::text[],
      ${all('type')}::text[], ${all('version')}::smallint[], ${all('aggregate')}::text[],
      ${all('aggregate_version')}::int[], ${starts}::int[], ${payloads.map(({ length }) => length)}::int[],
      ${all('recorded_at')}::timestamptz[])
      as e (event_id, partition, subject, type, version, aggregate, aggregate_version, start, length, recorded_at)`
}

/** NATS takes messages of 1 MiB with their headers; an event that it refused would hold back its whole partition. */
const MAX_EVENT_BYTES = 900_000

function bytesOf(envelope: Envelope): Buffer {
  const bytes = Buffer.from(JSON.stringify(envelope))
  if (bytes.length > MAX_EVENT_BYTES)
    throw new Refusal('request.too_large', { event: envelope.type, bytes: bytes.length })
  return bytes
}

/** Locks the rows of the aggregates and raises each by the number of its new events; answers the versions before them. */
async function raiseVersions(tx: Tx, aggregates: readonly string[]): Promise<Map<string, number>> {
  if (aggregates.length === 0) return new Map()
  const counts = new Map<string, number>()
  for (const key of aggregates) counts.set(key, (counts.get(key) ?? 0) + 1)
  const keys = [...counts.keys()].sort()
  const { rows } = await sql<{ key: string; version: number }>`
    insert into aggregate (key, version)
    select key, n from unnest(${keys}::text[], ${keys.map((key) => counts.get(key)!)}::int[]) as t (key, n) order by key
    on conflict (key) do update set version = aggregate.version + excluded.version
    returning key, version`.execute(tx)
  return new Map(rows.map(({ key, version }) => [key, version - counts.get(key)!]))
}

function wrap(event: RecordedEvent, definition: EventDefinition, context: AppendContext): Envelope {
  const { traceparent = currentTraceparent() } = context
  return {
    specversion: '1.0',
    id: event.id,
    source: `/committees/${context.committee}/${definition.context}`,
    type: definition.wireType,
    subject: event.aggregate,
    time: event.time.toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:lianxie:schema:${definition.wireType}`,
    ...(traceparent !== undefined && { traceparent }),
    recordedtime: context.now.toISOString(),
    committee: context.committee,
    aggregate: event.aggregate,
    aggregateversion: event.aggregateVersion,
    classification: definition.classification,
    actor: context.actor.id,
    actorrole: context.actor.role,
    ...(context.causation !== undefined && { causationid: context.causation }),
    provenance: context.imported ? 'imported' : 'live',
    data: event.data as Record<string, unknown>,
  }
}
