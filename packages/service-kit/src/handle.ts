import type { CommandDefinition, CommandOf, Fact, Role } from '@lianxie/contracts'
import type { Actor } from './actor.ts'
import type { RecordedEvent } from './append-events.ts'
import type { Tx } from './tables.ts'

/** What a decision may know beside its facts; time, identity and randomness come from here. */
export interface DecideContext {
  now: Date
  actor: Actor
  committee: string
  newId: () => string
  /** The folder of the service, for secrets that never stand in the database. */
  filesDir: string
}

/** One command: who may ask it, what it locks and reads, what it decides, and what follows beside the events. */
export interface Handler<C extends CommandDefinition = CommandDefinition, Tables = any, Facts = any> {
  command: C
  /** The roles that may ask; `SYSTEM` alone for what only the service's own jobs ask. A finer rule (own unit, own draft) is part of the decision. */
  allow: readonly Role[]
  /** 二次验证: asks for a second factor within the last ten minutes. */
  stepUp?: boolean
  /** An attempt that is turned down, for the role already or by the rules, leaves a row in `audit`. */
  audited?: boolean
  /** The aggregates that the decision is about: locked before `load`; `If-Match` is compared with the first. */
  target?(command: CommandOf<C>): string | readonly string[]
  /**
   * True when two of this command about different targets may be decided without seeing what the other does: under load
   * many of them share a transaction. Not for decisions that rest on a lock beside their targets, such as a number
   * without gaps: within one transaction locks keep nobody out.
   */
  sideBySide?(command: CommandOf<C>): boolean
  /**
   * 附件: the fields that name files. Each must be here, and either uploaded by who asks or read by them already, by what it is
   * attached to (`ServiceDefinition.readableFiles`): a hash alone opens nothing.
   */
  files?: readonly string[]
  /** Reads what the decision needs, and never writes. */
  load(tx: Tx<Tables>, command: CommandOf<C>, context: DecideContext): Promise<Facts>
  /** Thinks: throws a Refusal, or answers what happened. Pure; asynchronous only where deciding includes signing. */
  decide(facts: Facts, command: CommandOf<C>, context: DecideContext): readonly Fact[] | Promise<readonly Fact[]>
  /**
   * 历史数据: when something happened that is only recorded now; its event says so, and that it was imported. Undefined
   * for what happens now.
   */
  occurredAt?(fact: Fact): Date | undefined
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

/** True for a command that only the service's own jobs and reactions send: it has no route. */
export const isInternal = ({ allow }: Pick<Handler, 'allow'>): boolean => allow.every((role) => role === 'SYSTEM')

/** What a command is answered with: everything that came of it, in order. */
export interface CommandAnswer {
  events: { id: string; type: string; aggregate: string; version: number; data: unknown }[]
}
