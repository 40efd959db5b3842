import { definitionOf, type Fact, Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import { anyList } from './any-list.ts'
import { type Apply, eventStatements, placeEvents, type RecordedEvent } from './append-events.ts'
import type { CommandAnswer, DecideContext, Handler } from './handle.ts'
import { keepWritesBack } from './live-batch.ts'
import { inPipeline } from './pipeline.ts'
import type { TableShape } from './pending-rows.ts'
import { type Asked, type Outcome, outcomeOf, remembering, type RememberedRow } from './remembered-answers.ts'
import type { Runtime } from './runtime.ts'
import { requireFiles } from './stored-files.ts'
import type { Tx } from './tables.ts'
import { writersOf } from './writers-of.ts'

/** A command that was asked for. */
export interface AskedCommand extends Asked {
  body: any
  targets: readonly string[]
  /** The version that the client saw of the first target. */
  expectedVersion: number | undefined
  /** The trace in which it was asked. */
  traceparent: string | undefined
}

/** How a command ended; `replayed` when its key had been answered before. */
export interface Executed {
  outcome: Outcome
  replayed: boolean
}

/** What became of one of a group: its answer, a refusal of which nothing was written, or nothing as it would have to wait. */
export type Fate = Executed | Refusal | undefined

/** What every service's commands are run with. */
export interface Means {
  runtime: Runtime
  apply: Apply<any>
  shapes: readonly TableShape[]
}

/**
 * Runs commands about different targets, under different keys, in one transaction, and commits it: looks for the keys and
 * locks the targets of all, loads, decides, applies, and writes the events with the answers. With `waits` for the locks
 * of others; without, whoever would have to wait is left out. Throws when they cannot be written, and then nothing is.
 */
export function runGroup(means: Means, group: readonly AskedCommand[], { waits }: { waits: boolean }): Promise<Fate[]> {
  const { runtime, apply, shapes } = means
  return inPipeline(runtime.pool, async (tx) => {
    const opening = open(tx, group, waits)
    // Who waits for locks may ask what comes behind them in the same way to the database. Who does not would wait there.
    const loadings = group.map((one) => lazily(() => load(tx, runtime, one)))
    if (waits) for (const loading of loadings) void loading()
    const { held, answered, locked } = await opening
    const fates = await settled(
      group.map(async (one, i): Promise<Decided | Fate> => {
        const before = answered.get(i)
        if (before) return { outcome: outcomeOf(before, one), replayed: true }
        return one.targets.some((target) => locked.has(target)) ? undefined : await decide(one, held, loadings[i]!)
      }),
    )
    const decided = fates.filter((fate): fate is Decided => !!fate && 'facts' in fate)
    const writers = decided.flatMap(({ one: { handler, traceparent }, context, facts }) =>
      writersOf(handler, facts, { ...context, traceparent }),
    )
    const born = new Set(decided.flatMap((one) => [...one.born]))
    const placed = await placeEvents(tx, writers, definitionOf, { held, born })
    let end = 0
    for (const one of decided) one.events = placed.events.slice(end, (end += one.facts.length))
    const batch = keepWritesBack(tx, shapes)
    await settled(
      decided.map(async ({ events }) => {
        for (const event of events) await apply(batch.tx, event)
      }),
    )
    for (const { one, events, context, loaded } of decided) {
      if (!one.handler.also) continue
      await batch.flush()
      await one.handler.also(tx, one.body, events, context, loaded)
    }
    const answers = decided.map(({ one, events }) => ({ asked: one as Asked, outcome: doneWith(events) }))
    if (answers.length > 0) {
      // In one way to the database: where something fails, PostgreSQL rolls back when it is told to commit.
      batch.send(...eventStatements(placed, remembering(answers, runtime.clock.now())), sql`commit`)
      await batch.flush()
    }
    const outcomes = new Map(answers.map(({ asked, outcome }) => [asked, { outcome, replayed: false }]))
    return group.map((one, i) => outcomes.get(one) ?? (fates[i] as Fate))
  })
}

/** One of a group that was decided. */
interface Decided extends Loaded {
  one: AskedCommand
  facts: readonly Fact[]
  events: readonly RecordedEvent[]
}

interface Loaded {
  context: DecideContext
  /** The ids that were made with this context. */
  born: ReadonlySet<string>
  loaded: unknown
}

async function load(tx: Tx<any>, runtime: Runtime, { handler, body, actor }: AskedCommand): Promise<Loaded> {
  const born = new Set<string>()
  const newId = () => {
    const id = runtime.newId()
    born.add(id)
    return id
  }
  const context = { ...decideContext(runtime, actor), newId }
  return { context, born, loaded: await loadWithFiles(tx, runtime, handler, body, context) }
}

/** What a decision rests on; refuses files that who asks may not refer to, after what the command is about was found. */
export async function loadWithFiles(
  tx: Tx<any>,
  runtime: Runtime,
  handler: Handler<any, any, any>,
  body: any,
  context: DecideContext,
): Promise<unknown> {
  const loaded = await handler.load(tx, body, context)
  if (handler.files)
    await requireFiles(tx, { command: body, fields: handler.files }, context.actor, runtime.readableFiles)
  return loaded
}

async function decide(
  one: AskedCommand,
  held: ReadonlyMap<string, number>,
  loading: () => Promise<Loaded>,
): Promise<Decided | Refusal> {
  const { handler, body } = one
  try {
    compareVersion(one, held)
    const found = await loading()
    return { one, ...found, facts: await handler.decide(found.loaded, body, found.context), events: [] }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Begins when it is first asked for; a failure is told to whoever asks. */
function lazily<T>(begin: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => {
    begun ??= begin()
    begun.catch(() => undefined)
    return begun
  }
}

export const decideContext = (
  { clock, committee, newId, filesDir }: Runtime,
  actor: Asked['actor'],
): DecideContext => ({
  now: clock.now(),
  actor,
  committee,
  newId,
  filesDir,
})

export const targetsOf = (handler: Handler<any>, body: unknown): readonly string[] =>
  [handler.target?.(body) ?? []].flat()

/** Refuses `common.version` when the first target is not as the client saw it. */
function compareVersion({ targets, expectedVersion: expected }: AskedCommand, held: ReadonlyMap<string, number>): void {
  if (expected === undefined) return
  const [first] = targets
  if (first === undefined) throw new Refusal('common.version', { field: 'If-Match' })
  const actual = held.get(first) ?? 0
  if (actual !== expected) throw new Refusal('common.version', { field: 'If-Match', expected, actual })
}

/**
 * Locks targets in the order of their keys, so that two commands about the same aggregates cannot wait for each other.
 * Without any, the table is held all the same: a rebuild locks it first, and must not meet a command that has read and not
 * yet written.
 */
const locking = (targets: readonly string[], waits: boolean) =>
  sql`select key, version from aggregate where key = any(${anyList('text', targets)}) order by key
    for update ${sql.raw(waits ? '' : 'skip locked')}`

/** Locks the targets of one command; answers the versions of those that are there. */
export async function hold(tx: Tx, targets: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; version: number }>`${locking(targets, true)}`.execute(tx)
  return new Map(rows.map(({ key, version }) => [key, version]))
}

interface Opened {
  /** The versions of the targets that are there and were locked. */
  held: Map<string, number>
  /** The targets that others hold. */
  locked: Set<string>
  /** By place in the group, what a key was answered before. */
  answered: Map<number, RememberedRow>
}

/** The locks, and what the keys were answered before, in one way to the database and back. */
async function open(tx: Tx, group: readonly AskedCommand[], waits: boolean): Promise<Opened> {
  const targets = group.flatMap((one) => one.targets)
  const [actors, keys] = [group.map(({ actor }) => actor.id), group.map(({ key }) => key)]
  const { rows } = await sql<{ held: Record<string, number | null> | null; used: UsedKey[] | null }>`
    select (
      select jsonb_object_agg(a.key, l.version)
      from aggregate a left join (${locking(targets, waits)}) l using (key) where a.key = any(${anyList('text', targets)})
    ) as held, (
      select jsonb_agg(jsonb_build_object('n', k.n, 'hash', encode(i.body_hash, 'hex'), 'response', i.response))
      from unnest(${anyList('text', actors)}, ${anyList('text', keys)}) with ordinality as k (actor, key, n)
      join idempotency i using (actor, key)
    ) as used`.execute(tx)
  const { held, used } = rows[0]!
  const versions = Object.entries(held ?? {})
  return {
    held: new Map(versions.flatMap(([key, version]) => (version === null ? [] : [[key, version] as const]))),
    locked: new Set(versions.flatMap(([key, version]) => (version === null ? [key] : []))),
    answered: new Map(
      used?.map(({ n, hash, response }) => [n - 1, { body_hash: Buffer.from(hash, 'hex'), response }] as const),
    ),
  }
}

interface UsedKey {
  n: number
  hash: string
  response: unknown
}

/** The answer to a command whose events these are. */
function doneWith(events: readonly RecordedEvent[]): { status: 200; answer: CommandAnswer } {
  const listed = events.map(({ id, type, aggregate, aggregateVersion, data }) => ({
    id,
    type,
    aggregate,
    version: aggregateVersion,
    data,
  }))
  return { status: 200, answer: { events: listed } }
}

/** As Promise.all, but no failure leaves others behind that go on asking in a transaction that has ended. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
