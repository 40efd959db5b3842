import type { AnyEventDefinition, CommandDefinition, CommandOf, Envelope, FactOf } from '@lianxie/contracts'
import type { Clock } from './clock.ts'
import type { Tx } from './tables.ts'

/** What a reaction may use beside the transaction. */
export interface ReactionContext {
  now: Date
  clock: Clock
  newId: () => string
  /** Runs a command of the own service in the same transaction, as SYSTEM; its refusal makes the event dead. */
  execute<C extends CommandDefinition>(command: C, body: CommandOf<C>): Promise<void>
}

/** One foreign event and what it changes here. Effects happen once per event, in order per aggregate. */
export interface Reaction<Tables = any> {
  event: AnyEventDefinition
  run(tx: Tx<Tables>, data: any, context: ReactionContext & { envelope: Envelope }): Promise<void>
}

/** Ties a foreign event to its effects; `data` has the event's shape, read loosely (unknown fields are kept out). */
export function react<Tables, E extends AnyEventDefinition>(
  event: E,
  run: (tx: Tx<Tables>, data: FactOf<E>['data'], context: ReactionContext & { envelope: Envelope }) => Promise<void>,
): Reaction<Tables> {
  return { event, run }
}
