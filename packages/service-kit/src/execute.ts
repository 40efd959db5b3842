import { setTimeout as pause } from 'node:timers/promises'
import { type CommandDefinition, type CommandOf, definitionOf, Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { type Apply, type PlacedEvents, placeEvents, type RecordedEvent, writeEvents } from './append-events.ts'
import { brokenUnique, isCollision } from './database.ts'
import type { CommandAnswer, DecideContext, Handler } from './handle.ts'
import {
  type Asked,
  bodyHashOf,
  type Outcome,
  outcomeOf,
  refused,
  remembered,
  type RememberedRow,
  remembering,
  rememberRefusal,
} from './remembered-answers.ts'
import type { Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'

export interface Execution {
  actor: Actor
  /** The client's key: the same key and body is answered the same for 7 days, whatever happened since. */
  key: string
  /** The version that the client saw of the first target, from `If-Match`. */
  expectedVersion?: number
}

/** How a command ended; `replayed` when its key had been answered before. */
export interface Executed {
  outcome: Outcome
  replayed: boolean
}

/** Tries before a request that collides with others is told to come again. */
const ATTEMPTS = 4

/**
 * Runs one command: one transaction that remembers the key, locks the targets, loads, decides, applies and writes the events.
 * Refusals are remembered too. A concurrent first use of the key is waited for and answered alike.
 */
export async function execute<C extends CommandDefinition>(
  runtime: Runtime,
  handler: Handler<C>,
  apply: Apply<any>,
  body: CommandOf<C>,
  execution: Execution,
): Promise<Executed> {
  const asked = askedOf(handler, body, execution)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await runtime.db.transaction().execute(async (tx) => {
        const { before, held } = await open(tx, targetsOf(handler, body), asked)
        if (before) throw new Remembered(before)
        const placed = await decideIn(tx, runtime, handler, apply, body, { ...execution, held })
        const done = doneWith(placed.events)
        const first = await writeEvents(tx, placed, remembering([{ asked, outcome: done }], runtime.clock.now()))
        if (first === 0) throw new Remembered((await remembered(tx, asked))!)
        return done
      })
      runtime.wakeRelay()
      await wakeOthers(runtime, handler, body, outcome)
      return { outcome, replayed: false }
    } catch (error) {
      if (error instanceof Remembered) return { outcome: error.outcome, replayed: true }
      if (isCollision(error) && attempt < ATTEMPTS) {
        // Those that met once shall not meet again at once.
        await pause(Math.random() * 20 * attempt)
        continue
      }
      const refusal = refusalOf(error)
      if (!refusal) throw error
      return refuse(runtime, asked, refusal)
    }
  }
}

/** Runs a command inside a transaction that is open already: jobs and reactions use it. Throws the Refusal. */
export async function executeIn<C extends CommandDefinition>(
  tx: Tx<any>,
  runtime: Runtime,
  handler: Handler<C>,
  apply: Apply<any>,
  body: CommandOf<C>,
  { actor, causation }: { actor: Actor; causation?: string },
): Promise<RecordedEvent[]> {
  const held = await hold(tx, targetsOf(handler, body))
  const placed = await decideIn(tx, runtime, handler, apply, body, {
    actor,
    held,
    ...(causation !== undefined && { causation }),
  })
  await writeEvents(tx, placed)
  return placed.events
}

/** Everything between the locks and the writing of the events, whose tables are changed already. */
async function decideIn<C extends CommandDefinition>(
  tx: Tx<any>,
  runtime: Runtime,
  handler: Handler<C>,
  apply: Apply<any>,
  body: CommandOf<C>,
  under: { actor: Actor; held: ReadonlyMap<string, number>; expectedVersion?: number; causation?: string },
): Promise<PlacedEvents> {
  const { actor, held, expectedVersion, causation } = under
  const context = decideContext(runtime, actor)
  compareVersion(targetsOf(handler, body), held, expectedVersion)
  const facts = await handler.load(tx, body, context)
  const happened = await handler.decide(facts, body, context)
  const by = { ...context, ...(causation !== undefined && { causation }) }
  const placed = await placeEvents(tx, [{ facts: happened, context: by }], definitionOf, held)
  for (const event of placed.events) await apply(tx, event)
  await handler.also?.(tx, body, placed.events, context, facts)
  return placed
}

export const askedOf = (handler: Handler<any>, body: unknown, { actor, key }: Execution): Asked => ({
  handler,
  actor,
  key,
  bodyHash: bodyHashOf(handler.command.type, body),
})

export const decideContext = ({ clock, committee, newId }: Runtime, actor: Actor): DecideContext => ({
  now: clock.now(),
  actor,
  committee,
  newId,
})

export function targetsOf<C extends CommandDefinition>(handler: Handler<C>, body: CommandOf<C>): readonly string[] {
  return [handler.target?.(body) ?? []].flat()
}

/** Refuses `common.version` when the first target is not as the client saw it. */
export function compareVersion(
  targets: readonly string[],
  held: ReadonlyMap<string, number>,
  expected: number | undefined,
): void {
  if (expected === undefined) return
  const [first] = targets
  if (first === undefined) throw new Refusal('common.version', { field: 'If-Match' })
  const actual = held.get(first) ?? 0
  if (actual !== expected) throw new Refusal('common.version', { field: 'If-Match', expected, actual })
}

/**
 * Locked in the order of their keys, so that two commands about the same aggregates cannot wait for each other. Without any,
 * the table is held all the same: a rebuild locks it first, and must not meet a command that has read and not yet written.
 */
const locked = (targets: readonly string[]) =>
  sql`select key, version from aggregate where key = any(${[...targets]}::text[]) order by key for update`

async function hold(tx: Tx, targets: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; version: number }>`${locked(targets)}`.execute(tx)
  return new Map(rows.map(({ key, version }) => [key, version]))
}

/** What the key was answered before, if it was; and the locks, in the same way to the database and back. */
async function open(
  tx: Tx,
  targets: readonly string[],
  asked: Asked,
): Promise<{ before: Outcome | undefined; held: Map<string, number> }> {
  const { rows } = await sql<Partial<RememberedRow> & { held: Record<string, number> | null }>`
    select (select jsonb_object_agg(key, version) from (${locked(targets)}) l) as held, i.body_hash, i.response
    from (select 1) one left join idempotency i on i.actor = ${asked.actor.id} and i.key = ${asked.key}`.execute(tx)
  const { held, body_hash, response } = rows[0]!
  const before = body_hash ? outcomeOf({ body_hash, response }, asked) : undefined
  return { before, held: new Map(Object.entries(held ?? {})) }
}

/** Leaves a transaction that found its key answered already. */
class Remembered extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('answered before')
    this.outcome = outcome
  }
}

/** Answers with a refusal, and remembers it where it would be the same again. */
export async function refuse(runtime: Runtime, asked: Asked, refusal: Refusal): Promise<Executed> {
  const before = await rememberRefusal(runtime, asked, refusal)
  return before ? { outcome: before, replayed: true } : { outcome: refused(refusal), replayed: false }
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (isCollision(error)) return new Refusal('common.busy')
  return brokenUnique(error) === undefined ? undefined : new Refusal('common.exists')
}

/** What follows a commit cannot undo it: a failure is logged, and the work is found again by whoever does it. */
export async function wakeOthers(
  runtime: Runtime,
  handler: Handler<any>,
  body: unknown,
  outcome: Outcome,
): Promise<void> {
  if (!handler.committed || !('answer' in outcome)) return
  try {
    await handler.committed(body, outcome.answer)
  } catch (err) {
    runtime.log.warn({ err, command: handler.command.type }, 'the work after a commit could not be woken')
  }
}

/** The answer to a command whose events these are. */
export function doneWith(events: readonly RecordedEvent[]): { status: 200; answer: CommandAnswer } {
  const listed = events.map(({ id, type, aggregate, aggregateVersion, data }) => ({
    id,
    type,
    aggregate,
    version: aggregateVersion,
    data,
  }))
  return { status: 200, answer: { events: listed } }
}
