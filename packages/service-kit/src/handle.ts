import { hash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type CommandDefinition,
  type CommandOf,
  definitionOf,
  type Fact,
  Refusal,
  type RefusalCode,
  type RefusalDetail,
  type Role,
} from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { type Apply, type PlacedEvents, placeEvents, type RecordedEvent, writeEvents } from './append-events.ts'
import { brokenUnique, isCollision } from './database.ts'
import type { Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'

/** What a decision may know beside its facts; time, identity and randomness come from here. */
export interface DecideContext {
  now: Date
  actor: Actor
  committee: string
  newId: () => string
}

/** One command: who may ask it, what it locks and reads, what it decides, and what follows beside the events. */
export interface Handler<C extends CommandDefinition = CommandDefinition, Tables = any, Facts = any> {
  command: C
  /** The roles that may ask. A finer rule (own unit, own draft) is part of the decision. */
  allow: readonly Role[]
  /** 二次验证: asks for a second factor within the last ten minutes. */
  stepUp?: boolean
  /** The aggregates that the decision is about: locked before `load`; `If-Match` is compared with the first. */
  target?(command: CommandOf<C>): string | readonly string[]
  /** Reads what the decision needs, and never writes. */
  load(tx: Tx<Tables>, command: CommandOf<C>, context: DecideContext): Promise<Facts>
  /** Thinks: throws a Refusal, or answers what happened. Pure; asynchronous only where deciding includes signing. */
  decide(facts: Facts, command: CommandOf<C>, context: DecideContext): readonly Fact[] | Promise<readonly Fact[]>
  /** What the same transaction writes beside the events: personal columns with their audit rows, jobs. Never replayed. */
  also?(
    tx: Tx<Tables>,
    command: CommandOf<C>,
    events: readonly RecordedEvent[],
    context: DecideContext,
    facts: Facts,
  ): Promise<void>
  /** Wakes what works on the result. Called once after the commit; a crash may leave it out, so nothing rests on it. */
  committed?(command: CommandOf<C>, answer: CommandAnswer): void | Promise<void>
}

/** Ties a command to its parts; types are inferred from the command and from `load`. */
export function handle<C extends CommandDefinition, Tables, Facts>(
  command: C,
  parts: Omit<Handler<C, Tables, Facts>, 'command'>,
): Handler<C, Tables, Facts> {
  return { command, ...parts }
}

/** What a command is answered with: everything that came of it, in order. */
export interface CommandAnswer {
  events: { id: string; type: string; aggregate: string; version: number; data: unknown }[]
}

/** An answer as it is remembered under its key: 200 with the events, or a refusal. */
export type Outcome =
  | { status: 200; answer: CommandAnswer }
  | { status: number; refusal: { code: RefusalCode; detail: RefusalDetail } }

export interface Execution {
  actor: Actor
  /** The client's key: the same key and body is answered the same for 7 days, whatever happened since. */
  key: string
  /** The version that the client saw of the first target, from `If-Match`. */
  expectedVersion?: number
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
): Promise<{ outcome: Outcome; replayed: boolean }> {
  const bodyHash = hashOf(handler.command.type, body)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await runtime.db.transaction().execute(async (tx) => {
        const { before, held } = await open(tx, targetsOf(handler, body), execution, bodyHash)
        if (before) throw new Remembered(before)
        const placed = await decideIn(tx, runtime, handler, apply, body, { ...execution, held })
        const done: Outcome = { status: 200, answer: answerOf(placed.events) }
        const first = await writeEvents(tx, placed, remembering(runtime, handler, execution, bodyHash, done))
        if (first === 0) throw new Remembered((await remembered(tx, execution, bodyHash))!)
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
      return await refuse(runtime, handler, execution, bodyHash, refusal)
    }
  }
}

/** What follows a commit cannot undo it: a failure is logged, and the work is found again by whoever does it. */
async function wakeOthers(runtime: Runtime, handler: Handler<any>, body: unknown, outcome: Outcome): Promise<void> {
  if (!handler.committed || !('answer' in outcome)) return
  try {
    await handler.committed(body, outcome.answer)
  } catch (err) {
    runtime.log.warn({ err, command: handler.command.type }, 'the work after a commit could not be woken')
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
  const context: DecideContext = { now: runtime.clock.now(), actor, committee: runtime.committee, newId: runtime.newId }
  if (expectedVersion !== undefined) compareVersion(targetsOf(handler, body), held, expectedVersion)
  const facts = await handler.load(tx, body, context)
  const happened = await handler.decide(facts, body, context)
  const placed = await placeEvents(
    tx,
    happened,
    definitionOf,
    { ...context, ...(causation !== undefined && { causation }) },
    held,
  )
  for (const event of placed.events) await apply(tx, event)
  await handler.also?.(tx, body, placed.events, context, facts)
  return placed
}

function targetsOf<C extends CommandDefinition>(handler: Handler<C>, body: CommandOf<C>): readonly string[] {
  return [handler.target?.(body) ?? []].flat()
}

function compareVersion(targets: readonly string[], held: ReadonlyMap<string, number>, expected: number): void {
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
  { actor, key }: Execution,
  bodyHash: Buffer,
): Promise<{ before: Outcome | undefined; held: Map<string, number> }> {
  const { rows } = await sql<Partial<RememberedRow> & { held: Record<string, number> | null }>`
    select (select jsonb_object_agg(key, version) from (${locked(targets)}) l) as held, i.body_hash, i.response
    from (select 1) one left join idempotency i on i.actor = ${actor.id} and i.key = ${key}`.execute(tx)
  const { held, body_hash, response } = rows[0]!
  const before = body_hash ? outcomeOf({ body_hash, response }, bodyHash) : undefined
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

interface RememberedRow {
  body_hash: Buffer
  response: unknown
}

async function remembered(tx: Tx, { actor, key }: Execution, bodyHash: Buffer): Promise<Outcome | undefined> {
  const row = await tx
    .selectFrom('idempotency')
    .select(['body_hash', 'response'])
    .where('actor', '=', actor.id)
    .where('key', '=', key)
    .executeTakeFirst()
  return row && outcomeOf(row, bodyHash)
}

function outcomeOf({ body_hash, response }: RememberedRow, bodyHash: Buffer): Outcome {
  if (!body_hash.equals(bodyHash))
    return { status: 422, refusal: { code: 'request.key_reused', detail: { field: 'Idempotency-Key' } } }
  const outcome = response as Outcome
  // The column keeps no order of fields: a replayed answer gets the order of the first one back.
  return 'answer' in outcome ? { status: 200, answer: answerWith(outcome.answer.events) } : outcome
}

const answerWith = (events: CommandAnswer['events']): CommandAnswer => ({
  events: events.map(({ id, type, aggregate, version, data }) => ({ id, type, aggregate, version, data })),
})

/** Inserts no row when the key has one: it waits for a concurrent first use, and when that one commits, ours is undone. */
function remembering(
  runtime: Runtime,
  handler: Handler<any>,
  { actor, key }: Execution,
  bodyHash: Buffer,
  outcome: Outcome,
): RawBuilder<unknown> {
  return sql`
    insert into idempotency (actor, key, command, body_hash, status, response, created_at)
    values (${actor.id}, ${key}, ${handler.command.type}, ${bodyHash}, ${outcome.status}, ${JSON.stringify(outcome)},
      ${runtime.clock.now()})
    on conflict (actor, key) do nothing`
}

async function refuse(
  runtime: Runtime,
  handler: Handler<any>,
  execution: Execution,
  bodyHash: Buffer,
  refusal: Refusal,
): Promise<{ outcome: Outcome; replayed: boolean }> {
  const outcome: Outcome = { status: refusal.status, refusal: { code: refusal.code, detail: refusal.detail } }
  try {
    await runtime.db.transaction().execute(async (tx) => {
      // Whoever used the key first may have finished while this one was being refused for it.
      const before = await remembered(tx, execution, bodyHash)
      if (before) throw new Remembered(before)
      if (!isLasting(refusal)) return
      const { numAffectedRows } = await remembering(runtime, handler, execution, bodyHash, outcome).execute(tx)
      if (numAffectedRows === 0n) throw new Remembered((await remembered(tx, execution, bodyHash))!)
    })
  } catch (error) {
    if (error instanceof Remembered) return { outcome: error.outcome, replayed: true }
    throw error
  }
  return { outcome, replayed: false }
}

// What depends on the moment or on the session, and not on the request: the client may come again under the same key.
const PASSING = new Set<number>([401, 403, 503])

/** A refusal that is kept under its key: the same request would be refused again. */
const isLasting = ({ status, code }: Refusal) => !PASSING.has(status) && code !== 'common.busy'

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (isCollision(error)) return new Refusal('common.busy')
  return brokenUnique(error) === undefined ? undefined : new Refusal('common.exists')
}

function answerOf(events: readonly RecordedEvent[]): CommandAnswer {
  return {
    events: events.map(({ id, type, aggregate, aggregateVersion, data }) => ({
      id,
      type,
      aggregate,
      version: aggregateVersion,
      data,
    })),
  }
}

function hashOf(type: string, body: unknown): Buffer {
  return hash('sha256', `${type}\n${JSON.stringify(body)}`, 'buffer')
}
