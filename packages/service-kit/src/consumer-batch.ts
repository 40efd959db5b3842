import { Envelope, loose } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'
import { anyList } from './any-list.ts'
import { EffectError } from './consumer-failure.ts'
import { brokenUnique, isAftermath, isCollision, isUnavailable } from './database.ts'
import type { Reaction } from './reaction.ts'
import type { ExecuteAsSystem, Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'
import { inConsumerSpan } from './telemetry.ts'

/** One event as it came, from the stream or from those that waited. */
export interface Arrived {
  id: string
  type: string
  aggregate: string
  version: number
  payload: Buffer
  envelope: Envelope
}

/** What a consumer does with events, by wire type. */
export interface Effects {
  consumer: string
  reactions: ReadonlyMap<string, readonly Reaction[]>
  execute: ExecuteAsSystem
  /** Ids of events that count as applied without any effect. */
  skip?: ReadonlySet<string>
}

/** The highest value of an integer column. */
const LAST_VERSION = 2_147_483_647

/** Reads an event from the bytes it was published as; throws when they are no envelope. */
export function read(payload: Uint8Array): Arrived {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const envelope = Envelope.parse(JSON.parse(bytes.toString()))
  const { id, type, aggregate, aggregateversion } = envelope
  // What no column can hold would fail for ever, and everything behind it.
  if (`${type}${aggregate}`.includes('\0') || aggregateversion > LAST_VERSION)
    throw new Error('expected a type, an aggregate and a version that can be kept')
  return { id, type, aggregate, version: aggregateversion, payload: bytes, envelope }
}

export interface Taken {
  /** Events whose effects are in the transaction. */
  applied: number
  /** Events put away until their predecessor is there. */
  parked: number
  /** True when an effect ran a command, so that the relay has something to do. */
  wrote: boolean
  /** True when the limit was reached before all that could be applied was. */
  more: boolean
}

export interface TakeOptions {
  /** Aggregates that are looked at beside those of the events. */
  aggregates?: readonly string[]
  /** Events that are applied at most. */
  limit?: number
  /** Carries out a statement whose answer nobody needs. */
  send?: (statement: RawBuilder<unknown>) => unknown
  /**
   * The versions at which the aggregates are believed to be, with nothing set aside in them. Then nobody waits to hear it:
   * a statement that fails where it is not so goes ahead of the effects.
   */
  believed?: ReadonlyMap<string, number>
}

/** Where the aggregates of these events are if each event is the next of its own; undefined if some lack between them. */
export function versionsBefore(events: readonly Arrived[]): Map<string, number> | undefined {
  const before = new Map<string, number>()
  const latest = new Map<string, number>()
  for (const { aggregate, version } of events) {
    const last = latest.get(aggregate)
    if (last === undefined) before.set(aggregate, version - 1)
    else if (version !== last + 1) return undefined
    latest.set(aggregate, version)
  }
  return before
}

/** What two that begin the same aggregate at once break: the one who comes second goes again, and finds the cursor. */
const CURSOR_KEY = 'consumer_cursor_pkey'

/** True when the same events may simply be taken in again. */
export const isMeeting = (error: unknown): boolean => isCollision(error) || brokenUnique(error) === CURSOR_KEY

/**
 * Takes events in, in one transaction: locks the cursors of their aggregates (sorted), applies what comes next in each,
 * including what waited for it, puts away what came too early, and advances the cursors. Repeats change nothing. What is
 * new has no cursor to be locked: it is made with the effects, and whoever makes the same one meets its key.
 * At most `limit` events are applied. Throws an EffectError that names the event whose effects failed.
 */
export async function takeIn(
  tx: Tx<any>,
  runtime: Runtime,
  effects: Effects,
  arrived: readonly Arrived[],
  { aggregates = [], limit = Infinity, send = (statement) => statement.execute(tx), believed }: TakeOptions = {},
): Promise<Taken> {
  const { consumer } = effects
  const names = [...new Set([...aggregates, ...arrived.map(({ aggregate }) => aggregate)])].sort()
  for (const statement of believed ? failingUnless(consumer, believed) : []) await send(statement)
  const { cursors, isAside, waiting, blocked } = believed
    ? asBelieved(believed)
    : await holdAggregates(tx, consumer, names)
  const taken: Taken = { applied: 0, parked: 0, wrote: false, more: false }
  const [made, advanced] = [new Map<string, number>(), new Map<string, number>()]
  const parked: Arrived[] = []

  for (const [aggregate, events] of byAggregate(names, arrived)) {
    const start = cursors.get(aggregate) ?? 0
    const ready = new Map([...events, ...(waiting.get(aggregate) ?? [])].map((event) => [event.version, event]))
    let version = start
    for (let next = ready.get(version + 1); next && !blocked.has(keyOf(next)); next = ready.get(version + 1)) {
      if (taken.applied >= limit) {
        taken.more = true
        break
      }
      taken.wrote = (await apply(tx, runtime, effects, next)) || taken.wrote
      taken.applied += 1
      version += 1
    }
    // As many as were read at once: more may be waiting behind them.
    if (waiting.get(aggregate)?.length === WAITING_AT_ONCE && version > start) taken.more = true
    if (!cursors.has(aggregate)) made.set(aggregate, version)
    else if (version > start) advanced.set(aggregate, version)
    parked.push(...events.filter((event) => event.version > version && !blocked.has(keyOf(event))))
  }
  taken.parked = parked.length
  if (made.size > 0) await send(making(consumer, made))
  if (advanced.size > 0) await send(advancing(consumer, advanced))
  if (advanced.size > 0 && isAside) await send(lettingGo(consumer, advanced))
  await park(tx, runtime, consumer, parked)
  return taken
}

const WAITING_AT_ONCE = 200

const keyOf = ({ aggregate, version }: { aggregate: string; version: number }) => `${version} ${aggregate}`

function byAggregate(names: readonly string[], arrived: readonly Arrived[]): Map<string, Arrived[]> {
  const groups = new Map<string, Arrived[]>(names.map((name) => [name, []]))
  for (const event of arrived) groups.get(event.aggregate)!.push(event)
  return groups
}

/** The cursors that are there, locked, with what is set aside in their aggregates. */
async function holdAggregates(tx: Tx, consumer: string, names: string[]) {
  // Sent together and carried out one after the other: what is set aside is looked for under the locks.
  const [cursors, isAside] = await Promise.all([lockCursors(tx, consumer, names), isAnySetAside(tx, consumer, names)])
  return { cursors, isAside, ...(isAside ? await setAside(tx, consumer, names) : NOTHING) }
}

const asBelieved = (believed: ReadonlyMap<string, number>) => ({
  cursors: new Map([...believed].filter(([, version]) => version > 0)),
  isAside: false,
  ...NOTHING,
})

const ELSEWHERE = 'is at another version than believed'
const ASIDE = 'has something set aside'

/** True when nothing was taken in because things are not as they were believed to be. */
export const isDisproved = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes(ELSEWHERE) || error.message.includes(ASIDE))

/** Locks the cursors, and fails unless they are where they are believed to be; no cursor stands for no version. */
function failingUnless(consumer: string, believed: ReadonlyMap<string, number>): RawBuilder<unknown>[] {
  const names = [...believed.keys()].sort()
  const versions = names.map((name) => believed.get(name)!)
  return [
    sql`
      select (e.aggregate || ${sql.lit(` ${ELSEWHERE}`)})::int
      from unnest(${anyList('text', names)}, ${anyList('int', versions)}) as e (aggregate, version)
      left join (${lockingCursors(consumer, names)}) c using (aggregate)
      where c.version is distinct from nullif(e.version, 0)`,
    sql`select (aggregate || ${sql.lit(` ${ASIDE}`)})::int from (${setAsideIn(consumer, names)}) s`,
  ]
}

interface Aside {
  waiting: ReadonlyMap<string, Arrived[]>
  blocked: ReadonlySet<string>
}

const NOTHING: Aside = { waiting: new Map(), blocked: new Set() }

/** Costs a fraction of reading it, and is nearly always all that there is to know. */
async function isAnySetAside(tx: Tx, consumer: string, names: string[]): Promise<boolean> {
  const { rows } = await sql<{ aside: boolean }>`
    select exists (${setAsideIn(consumer, names)}) as aside`.execute(tx)
  return rows[0]!.aside
}

const setAsideIn = (consumer: string, names: string[]) => sql`
  select aggregate from waiting_event where consumer = ${consumer} and aggregate = any(${anyList('text', names)})
  union all
  select aggregate from dead_event
  where consumer = ${consumer} and aggregate = any(${anyList('text', names)}) and resolved_at is null`

async function lockCursors(tx: Tx, consumer: string, names: string[]): Promise<Map<string, number>> {
  const { rows } = await lockingCursors(consumer, names).execute(tx)
  return new Map(rows.map(({ aggregate, version }) => [aggregate, version]))
}

/** Locked in one order by everyone, so that two instances cannot wait for each other. */
const lockingCursors = (consumer: string, names: string[]) => sql<{ aggregate: string; version: number }>`
  select aggregate, version from consumer_cursor
  where consumer = ${consumer} and aggregate = any(${anyList('text', names)}) order by aggregate for update`

/** What waits for its turn in these aggregates, and which events must not be applied now: dead, or not due again yet. */
async function setAside(tx: Tx, consumer: string, names: string[]): Promise<Aside> {
  const { rows } = await sql<{ aggregate: string; version: number; payload: Buffer | null }>`
    select aggregate, version, null::bytea as payload from dead_event
    where consumer = ${consumer} and aggregate = any(${names}::text[]) and resolved_at is null
    union all
    select aggregate, version, null from waiting_event
    where consumer = ${consumer} and aggregate = any(${names}::text[]) and retry_at > now()
    union all
    select w.* from unnest(${names}::text[]) as a (aggregate)
    join consumer_cursor c on c.consumer = ${consumer} and c.aggregate = a.aggregate
    cross join lateral (
      select aggregate, version, payload from waiting_event
      where consumer = c.consumer and aggregate = c.aggregate and version > c.version
      order by version limit ${WAITING_AT_ONCE}
    ) w`.execute(tx)
  const waiting = new Map<string, Arrived[]>()
  const blocked = new Set<string>()
  for (const row of rows) {
    if (row.payload) waiting.set(row.aggregate, [...(waiting.get(row.aggregate) ?? []), read(row.payload)])
    else blocked.add(keyOf(row))
  }
  return { waiting, blocked }
}

/** Runs the effects of one event, in the trace that caused it. Answers whether a command was run. */
export async function apply(tx: Tx<any>, runtime: Runtime, effects: Effects, event: Arrived): Promise<boolean> {
  const reactions = effects.reactions.get(event.type) ?? []
  if (reactions.length === 0 || effects.skip?.has(event.id)) return false
  const { envelope } = event
  const attributes = {
    'messaging.system': 'nats',
    'messaging.consumer.group.name': effects.consumer,
    'messaging.message.id': event.id,
  }
  let wrote = false
  try {
    await inConsumerSpan(`react ${event.type}`, attributes, envelope.traceparent, async () => {
      for (const reaction of reactions) {
        // Fields that a later publisher added are left out, not refused.
        await reaction.run(tx, loose(reaction.event.schema).parse(envelope.data), {
          now: runtime.clock.now(),
          clock: runtime.clock,
          newId: runtime.newId,
          envelope,
          async execute(command, body) {
            await effects.execute(tx, command, body, event.id)
            wrote = true
          },
        })
      }
    })
    return wrote
  } catch (error) {
    // Neither a lost connection nor a collision with another transaction is the event's fault, nor what an event before did.
    throw isUnavailable(error) || isMeeting(error) || isAftermath(error) ? error : new EffectError(event, error)
  }
}

/** Makes cursors, in one order for everyone. */
const making = (consumer: string, made: ReadonlyMap<string, number>): RawBuilder<unknown> => sql`
  insert into consumer_cursor (consumer, aggregate, version)
  select ${consumer}, aggregate, version
  from unnest(${anyList('text', [...made.keys()])}, ${anyList('int', [...made.values()])}) as t (aggregate, version)
  order by aggregate`

/** Sets cursors that are held. */
const advancing = (consumer: string, advanced: ReadonlyMap<string, number>): RawBuilder<unknown> => sql`
  update consumer_cursor set version = (v.versions ->> aggregate)::int
  from (select ${JSON.stringify(Object.fromEntries(advanced))}::jsonb as versions) v
  where consumer = ${consumer} and aggregate = any(${anyList('text', [...advanced.keys()])})`

/** Lets go what waited and has had its turn. */
const lettingGo = (consumer: string, advanced: ReadonlyMap<string, number>): RawBuilder<unknown> => sql`
  delete from waiting_event using (select ${JSON.stringify(Object.fromEntries(advanced))}::jsonb as versions) v
  where consumer = ${consumer} and aggregate = any(${anyList('text', [...advanced.keys()])})
    and version <= (v.versions ->> aggregate)::int`

async function park(tx: Tx, runtime: Runtime, consumer: string, events: readonly Arrived[]): Promise<void> {
  if (events.length === 0) return
  const received_at = runtime.clock.now()
  await tx
    .insertInto('waiting_event')
    .values(
      events.map(({ aggregate, version, id, payload }) => ({
        consumer,
        aggregate,
        version,
        event_id: id,
        payload,
        received_at,
        error: null,
        retry_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['consumer', 'aggregate', 'version']).doNothing())
    .execute()
}
