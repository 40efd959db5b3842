import { definitionOf, type Fact, Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import { type Apply, placeEvents, type RecordedEvent, writeEvents } from './append-events.ts'
import {
  askedOf,
  compareVersion,
  decideContext,
  doneWith,
  execute,
  type Executed,
  type Execution,
  refuse,
  targetsOf,
  wakeOthers,
} from './execute.ts'
import type { DecideContext, Handler } from './handle.ts'
import { liveShapes } from './live-shapes.ts'
import { inBatches } from './rebuild-batch.ts'
import type { TableShape } from './rebuild-pending.ts'
import { type Asked, type Outcome, remembering } from './remembered-answers.ts'
import type { Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'
import { currentTraceparent } from './telemetry.ts'

/** Runs a command as `execute` does. */
export type Execute = (handler: Handler<any>, body: any, execution: Execution) => Promise<Executed>

/** Transactions of one command that are under way at once: while PostgreSQL works on one, the next is thought through. */
const UNDER_WAY = 2
/** Commands in one of them at most. */
const TOGETHER = 64

/** A command that waits for its turn. */
interface Waiting {
  asked: Asked
  body: any
  execution: Execution
  targets: readonly string[]
  traceparent: string | undefined
  resolve(executed: Executed | Promise<Executed>): void
}

/**
 * 合批: runs commands as `execute` does, each by itself while they come one by one. Commands of a kind that may be decided
 * `sideBySide`, and which come while others of their kind are being written, share a transaction: the questions of all
 * go to the database at once, and their rows are written with one statement a table. Whoever would have to wait for a
 * lock, was answered before or cannot be written with the others runs by itself, as if it had come alone.
 */
export function executeTogether(runtime: Runtime, apply: Apply<any>, ownTables: readonly string[]): Execute {
  const lines = new Map<string, (one: Waiting) => void>()
  const shapes = liveShapes(runtime.db, ownTables)
  const alone = ({ asked, body, execution }: Waiting) => execute(runtime, asked.handler, apply, body, execution)
  const together = async (group: readonly Waiting[]) => {
    const [first] = group
    if (group.length === 1) return first!.resolve(alone(first!))
    let done: readonly (Outcome | Refusal | undefined)[] = []
    try {
      const known = await shapes()
      done = await runtime.db.transaction().execute((tx) => writeGroup(tx, runtime, apply, known, group))
      runtime.wakeRelay()
    } catch (err) {
      // One of them spoils it for all: by itself each gets the answer that is its own, and no other.
      runtime.log.debug({ err, command: first!.asked.handler.command.type, size: group.length }, 'written one by one')
    }
    group.forEach((one, i) => one.resolve(answer(one, done[i])))
  }
  const answer = async (one: Waiting, done: Outcome | Refusal | undefined): Promise<Executed> => {
    if (!done) return alone(one)
    if (done instanceof Refusal) return refuse(runtime, one.asked, done)
    await wakeOthers(runtime, one.asked.handler, one.body, done)
    return { outcome: done, replayed: false }
  }
  return (handler, body, execution) => {
    if (!handler.sideBySide?.(body)) return execute(runtime, handler, apply, body, execution)
    const { type } = handler.command
    const wait = lines.get(type) ?? line(together)
    lines.set(type, wait)
    return new Promise((resolve) => {
      const asked = askedOf(handler, body, execution)
      const targets = targetsOf(handler, body)
      wait({ asked, body, execution, targets, traceparent: currentTraceparent(), resolve })
    })
  }
}

/** A line of waiting ones, of which as many as may go together go whenever there is room. */
function line(work: (group: Waiting[]) => Promise<void>): (one: Waiting) => void {
  let waiting: Waiting[] = []
  let underWay = 0
  let looked = false
  const look = () => {
    looked = false
    while (underWay < UNDER_WAY && waiting.length > 0) {
      const { group, rest } = apart(waiting)
      waiting = rest
      underWay += 1
      void work(group).finally(() => {
        underWay -= 1
        look()
      })
    }
  }
  return (one) => {
    waiting.push(one)
    // Requests that came with the same turn of the event loop go together.
    if (!looked) setImmediate(look)
    looked = true
  }
}

/** The first that wait, each about other things and under another key; the others keep their order. */
function apart(waiting: readonly Waiting[]): { group: Waiting[]; rest: Waiting[] } {
  const [group, rest]: [Waiting[], Waiting[]] = [[], []]
  const taken = new Set<string>()
  for (const one of waiting) {
    const names = [...one.targets, `${one.asked.actor.id} ${one.asked.key}`]
    if (group.length < TOGETHER && !names.some((name) => taken.has(name))) group.push(one)
    else rest.push(one)
    // Who comes later about the same thing does not overtake.
    for (const name of names) taken.add(name)
  }
  return { group, rest }
}

/** One of a group that was decided. */
interface Decided {
  one: Waiting
  context: DecideContext
  loaded: unknown
  facts: readonly Fact[]
  events: readonly RecordedEvent[]
}

/**
 * Everything that `execute` does, for a group. Answers what became of each: its outcome, a refusal of which nothing was
 * written, or undefined for who has to run by itself. Throws when the group cannot be written as one.
 */
async function writeGroup(
  tx: Tx<any>,
  runtime: Runtime,
  apply: Apply<any>,
  shapes: readonly TableShape[],
  group: readonly Waiting[],
): Promise<(Outcome | Refusal | undefined)[]> {
  const { held, away } = await openGroup(tx, group)
  const results = await settled(group.map(async (one) => (away.has(one) ? undefined : decide(tx, runtime, one, held))))
  const decided = results.filter((result): result is Decided => !!result && !(result instanceof Refusal))
  const writers = decided.map(({ one: { traceparent }, context, facts }) => ({
    facts,
    context: { ...context, traceparent },
  }))
  const placed = await placeEvents(tx, writers, definitionOf, held)
  let from = 0
  for (const one of decided) one.events = placed.events.slice(from, (from += one.facts.length))
  await inBatches(tx, shapes, (batched) =>
    settled(
      decided.map(async ({ events }) => {
        for (const event of events) await apply(batched, event)
      }),
    ),
  )
  for (const { one, events, context, loaded } of decided)
    await one.asked.handler.also?.(tx, one.body, events, context, loaded)
  const answers = decided.map(({ one, events }) => ({ asked: one.asked, outcome: doneWith(events) }))
  if (answers.length > 0) {
    const first = await writeEvents(tx, placed, remembering(answers, runtime.clock.now()))
    if (first < answers.length) throw new Error('a key was used by another request meanwhile')
  }
  const outcomes = new Map(answers.map(({ asked, outcome }) => [asked, outcome]))
  return group.map(({ asked }, i) => outcomes.get(asked) ?? (results[i] as Refusal | undefined))
}

async function decide(
  tx: Tx<any>,
  runtime: Runtime,
  one: Waiting,
  held: ReadonlyMap<string, number>,
): Promise<Decided | Refusal> {
  const { asked, body, execution, targets } = one
  const { handler, actor } = asked
  const context = decideContext(runtime, actor)
  try {
    compareVersion(targets, held, execution.expectedVersion)
    const loaded = await handler.load(tx, body, context)
    return { one, context, loaded, facts: await handler.decide(loaded, body, context), events: [] }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/**
 * Locks what is free of the targets of all. Who would have to wait for a lock goes away, and so does who was answered
 * before.
 */
async function openGroup(
  tx: Tx,
  group: readonly Waiting[],
): Promise<{ held: Map<string, number>; away: ReadonlySet<Waiting> }> {
  const targets = group.flatMap((one) => one.targets)
  const [actors, keys] = [group.map(({ asked }) => asked.actor.id), group.map(({ asked }) => asked.key)]
  const { rows } = await sql<{ held: Record<string, number | null> | null; used: number[] | null }>`
    select (
      select jsonb_object_agg(a.key, l.version) from aggregate a left join (
        select key, version from aggregate where key = any(${targets}::text[]) order by key for update skip locked
      ) l using (key) where a.key = any(${targets}::text[])
    ) as held, (
      select jsonb_agg(k.n) from unnest(${actors}::text[], ${keys}::text[]) with ordinality as k (actor, key, n)
      join idempotency i using (actor, key)
    ) as used`.execute(tx)
  const { held, used } = rows[0]!
  const versions = Object.entries(held ?? {})
  const locked = new Set(versions.flatMap(([key, version]) => (version === null ? [key] : [])))
  const before = new Set(used)
  const away = group.filter((one, i) => before.has(i + 1) || one.targets.some((target) => locked.has(target)))
  return {
    held: new Map(versions.flatMap(([key, version]) => (version === null ? [] : [[key, version] as const]))),
    away: new Set(away),
  }
}

/** As Promise.all, but no failure leaves others behind that go on asking in a transaction that has ended. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
