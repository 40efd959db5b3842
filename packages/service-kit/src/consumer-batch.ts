import { loose } from '@lianxie/contracts'
import type { RawBuilder } from 'kysely'
import type { Arrived } from './arrived.ts'
import {
  advancing,
  asBelieved,
  failingUnless,
  holdAggregates,
  isDisproved,
  keyOf,
  lettingGo,
  making,
  WAITING_AT_ONCE,
} from './consumer-cursors.ts'
import { EffectError } from './consumer-failure.ts'
import { brokenUnique, isAftermath, isCollision, isUnavailable } from './database.ts'
import type { Reaction } from './reaction.ts'
import type { ExecuteAsSystem, Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'
import { inConsumerSpan } from './telemetry.ts'

/** What a consumer does with events, by wire type. */
export interface Effects {
  consumer: string
  reactions: ReadonlyMap<string, readonly Reaction[]>
  execute: ExecuteAsSystem
  /** Ids of events that count as applied without any effect. */
  skip?: ReadonlySet<string>
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
  /** Carries out statements whose answers nobody needs, one after the other. */
  send?: (...statements: readonly RawBuilder<unknown>[]) => unknown
  /**
   * The versions at which the aggregates are believed to be, with nothing set aside in them. Then nobody waits to hear it:
   * a statement that fails where it is not so goes ahead of the effects.
   */
  believed?: ReadonlyMap<string, number>
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
  { aggregates = [], limit = Infinity, send = sendingOn(tx), believed }: TakeOptions = {},
): Promise<Taken> {
  const { consumer } = effects
  const names = [...new Set([...aggregates, ...arrived.map(({ aggregate }) => aggregate)])].sort()
  if (believed) await send(...failingUnless(consumer, believed))
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
  if (advanced.size > 0) await send(advancing(consumer, advanced), ...(isAside ? [lettingGo(consumer, advanced)] : []))
  await park(tx, runtime, consumer, parked)
  return taken
}

const sendingOn =
  (tx: Tx) =>
  async (...statements: readonly RawBuilder<unknown>[]) => {
    await Promise.all(statements.map((statement) => statement.execute(tx)))
  }

function byAggregate(names: readonly string[], arrived: readonly Arrived[]): Map<string, Arrived[]> {
  const groups = new Map<string, Arrived[]>(names.map((name) => [name, []]))
  for (const event of arrived) groups.get(event.aggregate)!.push(event)
  return groups
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
    throw isUnavailable(error) || isMeeting(error) || isAftermath(error) || isDisproved(error)
      ? error
      : new EffectError(event, error)
  }
}

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
