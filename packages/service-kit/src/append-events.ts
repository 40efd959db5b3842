import { createHash } from 'node:crypto'
import { type Envelope, type EventDefinition, eventSubject, type Fact, Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Tx } from './tables.ts'
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
  /** Imported history happened before it was written. */
  imported?: { occurredAt: Date }
}

/** The aggregate an event belongs to, `plan/<planId>`. */
export function aggregateOf(definition: EventDefinition, data: Record<string, unknown>): string {
  return `${definition.aggregate}/${String(data[definition.key])}`
}

/** The partition of an aggregate, 0 to 15: the same everywhere and for ever. */
export const partitionOf = (aggregate: string): number => createHash('sha256').update(aggregate).digest()[0]! & 15

/**
 * Gives facts their versions and writes them to the event table, in the order in which they are given.
 * The aggregates' rows are locked (or inserted) first, sorted by key, so that id order equals version order
 * inside an aggregate and two writers cannot wait for each other.
 */
export async function appendEvents(
  tx: Tx,
  facts: readonly Fact[],
  definitionOf: (fact: Fact) => EventDefinition,
  context: AppendContext,
): Promise<RecordedEvent[]> {
  if (facts.length === 0) return []
  const placed = facts.map((fact) => {
    const definition = definitionOf(fact)
    return { fact, definition, aggregate: aggregateOf(definition, fact.data as Record<string, unknown>) }
  })
  const next = await raiseVersions(
    tx,
    placed.map(({ aggregate }) => aggregate),
  )
  const recorded: RecordedEvent[] = []
  const rows = placed.map(({ fact, definition, aggregate }) => {
    const aggregateVersion = next.get(aggregate)!
    next.set(aggregate, aggregateVersion + 1)
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
    recorded.push(event)
    const envelope = wrap(event, definition, context)
    return {
      event_id: event.id,
      partition: partitionOf(aggregate),
      subject: eventSubject(context.committee, definition, aggregate.slice(definition.aggregate.length + 1)),
      type: fact.type,
      version: fact.version,
      aggregate,
      aggregate_version: aggregateVersion,
      payload: bytesOf(envelope),
      recorded_at: context.now,
    }
  })
  // Chunked: a statement takes at most 65,535 parameters. Kept in order, which is id order.
  for (let i = 0; i < rows.length; i += 1000)
    await tx
      .insertInto('event')
      .values(rows.slice(i, i + 1000) as any)
      .execute()
  return recorded
}

/** NATS takes messages of 1 MiB with their headers; an event that it refused would hold back its whole partition. */
const MAX_EVENT_BYTES = 900_000

function bytesOf(envelope: Envelope): Buffer {
  const bytes = Buffer.from(JSON.stringify(envelope))
  if (bytes.length > MAX_EVENT_BYTES)
    throw new Refusal('request.too_large', { event: envelope.type, bytes: bytes.length })
  return bytes
}

/** Locks the rows of the aggregates and raises each by the number of its new events; answers each one's first new version. */
async function raiseVersions(tx: Tx, aggregates: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const key of aggregates) counts.set(key, (counts.get(key) ?? 0) + 1)
  const keys = [...counts.keys()].sort()
  const { rows } = await sql<{ key: string; version: number }>`
    insert into aggregate (key, version)
    select key, n from unnest(${keys}::text[], ${keys.map((key) => counts.get(key)!)}::int[]) as t (key, n) order by key
    on conflict (key) do update set version = aggregate.version + excluded.version
    returning key, version`.execute(tx)
  return new Map(rows.map(({ key, version }) => [key, version - counts.get(key)! + 1]))
}

function wrap(event: RecordedEvent, definition: EventDefinition, context: AppendContext): Envelope {
  const traceparent = currentTraceparent()
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
