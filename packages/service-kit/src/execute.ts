import { setTimeout as pause } from 'node:timers/promises'
import { type CommandDefinition, type CommandOf, definitionOf, Refusal } from '@lianxie/contracts'
import type { Actor } from './actor.ts'
import { type Apply, placeEvents, type RecordedEvent, writeEvents } from './append-events.ts'
import {
  type AskedCommand,
  decideContext,
  type Executed,
  type Fate,
  hold,
  loadWithFiles,
  runGroup,
  targetsOf,
} from './command-group.ts'
import { createCommandLine } from './command-line.ts'
import { brokenUnique, isBrokenRule, isCollision } from './database.ts'
import type { Handler } from './handle.ts'
import { keepWritesBack } from './live-batch.ts'
import { liveShapes } from './live-shapes.ts'
import type { TableShape } from './pending-rows.ts'
import { bodyHashOf, refused, rememberRefusal, USED_KEY } from './remembered-answers.ts'
import type { Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'
import { currentTraceparent } from './telemetry.ts'
import { writersOf } from './writers-of.ts'

export interface Execution {
  actor: Actor
  /** The client's key: the same key and body is answered the same for 7 days, whatever happened since. */
  key: string
  /** The version that the client saw of the first target, from `If-Match`. */
  expectedVersion?: number
}

/** Runs a command that was asked for under a key, and answers how it ended. */
export type Execute = <C extends CommandDefinition>(
  handler: Handler<C, any, any>,
  body: CommandOf<C>,
  execution: Execution,
) => Promise<Executed>

/** Tries before a request that collides with others is told to come again. */
const ATTEMPTS = 4

/**
 * Makes what runs the commands of a service: each in a transaction that remembers the key, locks the targets, loads,
 * decides, applies and writes the events. Refusals are remembered too. A concurrent first use of a key is waited for and
 * answered alike. Commands of a kind that may be decided side by side, and which come while others of their kind are
 * being written, share a transaction: what all of them ask goes to the database at once, and their rows are written with
 * one statement a table. Whoever would have to wait for a lock, or cannot be written with the others, runs by itself.
 */
export function createExecute(runtime: Runtime, apply: Apply<any>, ownTables: readonly string[]): Execute {
  const shapes = liveShapes(runtime.db, ownTables)
  const run = async (group: readonly AskedCommand[], how: { waits: boolean; rowByRow?: boolean }) => {
    const fates = await runGroup({ runtime, apply, shapes: how.rowByRow ? [] : await shapes() }, group, how)
    runtime.wakeRelay()
    return fates
  }
  const alone = async (command: AskedCommand): Promise<Executed> => {
    let rowByRow = false
    for (let attempt = 1; ; attempt += 1) {
      let fate: Fate
      try {
        ;[fate] = await run([command], { waits: true, rowByRow })
      } catch (error) {
        if (!rowByRow && isBrokenRule(error) && brokenUnique(error) !== USED_KEY) {
          // Rows that are written together may stand in each other's way where one after the other they would not.
          rowByRow = true
          continue
        }
        const mayGoAgain = isCollision(error) || brokenUnique(error) === USED_KEY
        if (mayGoAgain && attempt < ATTEMPTS) {
          // Those that met once shall not meet again at once.
          await pause(Math.random() * 20 * attempt)
          continue
        }
        fate = refusalOf(error)
        if (!fate) throw error
      }
      return ended(runtime, command, fate!)
    }
  }
  const together = async (group: readonly AskedCommand[]): Promise<readonly Promise<Executed>[]> => {
    if (group.length === 1) return [alone(group[0]!)]
    let fates: readonly Fate[] = []
    try {
      fates = await run(group, { waits: false })
    } catch (err) {
      // One of them spoils it for all: by itself each gets the answer that is its own, and no other.
      runtime.log.debug({ err, command: group[0]!.handler.command.type, size: group.length }, 'written one by one')
    }
    return group.map((command, i) => (fates[i] ? ended(runtime, command, fates[i]) : alone(command)))
  }
  const line = createCommandLine(together)
  return (handler, body, { actor, key, expectedVersion }) => {
    const command: AskedCommand = {
      handler,
      body,
      actor,
      key,
      bodyHash: bodyHashOf(handler.command.type, body),
      targets: targetsOf(handler, body),
      expectedVersion,
      traceparent: currentTraceparent(),
    }
    return handler.sideBySide?.(body) ? line(command) : alone(command)
  }
}

/** What follows the transaction: others are woken, a refusal is remembered. */
async function ended(runtime: Runtime, command: AskedCommand, fate: Executed | Refusal): Promise<Executed> {
  if (fate instanceof Refusal) {
    const before = await rememberRefusal(runtime, command, fate)
    return before ? { outcome: before, replayed: true } : { outcome: refused(fate), replayed: false }
  }
  const { handler, body } = command
  if (!fate.replayed && 'answer' in fate.outcome) {
    try {
      await handler.committed?.(body, fate.outcome.answer)
    } catch (err) {
      // What follows a commit cannot undo it: the work is found again by whoever does it.
      runtime.log.warn({ err, command: handler.command.type }, 'the work after a commit could not be woken')
    }
  }
  return fate
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (isCollision(error) || brokenUnique(error) === USED_KEY) return new Refusal('common.busy')
  return brokenUnique(error) === undefined ? undefined : new Refusal('common.exists')
}

/**
 * Runs a command inside a transaction that is open already: jobs and reactions use it. Throws the Refusal. With `shapes`,
 * the rows of many events are written together.
 */
export async function executeIn<C extends CommandDefinition>(
  tx: Tx<any>,
  runtime: Runtime,
  handler: Handler<C>,
  apply: Apply<any>,
  body: CommandOf<C>,
  { actor, causation, shapes }: { actor: Actor; causation?: string; shapes?: readonly TableShape[] },
): Promise<RecordedEvent[]> {
  const held = await hold(tx, targetsOf(handler, body))
  const context = decideContext(runtime, actor)
  const loaded = await loadWithFiles(tx, runtime, handler, body, context)
  const facts = await handler.decide(loaded, body, context)
  const by = { ...context, ...(causation !== undefined && { causation }) }
  const placed = await placeEvents(tx, writersOf(handler, facts, by), definitionOf, { held })
  const batch = shapes && keepWritesBack(tx, shapes)
  for (const event of placed.events) await apply(batch?.tx ?? tx, event)
  await batch?.flush()
  await handler.also?.(tx, body, placed.events, context, loaded)
  await writeEvents(tx, placed)
  return placed.events
}
